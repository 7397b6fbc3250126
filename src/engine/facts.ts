import { facts } from '../world/facts.ts';
import type { Facts } from './entries.ts';
import type { State } from './state.ts';

const none: Facts = { happened: [], prevented: [], compromised: [], alive: [], served: [], reinfected: [], missed: [] };

/** The facts of the world as it is now. Truth: not for players before the hot wash. */
export function factsOf(state: State): Facts {
  const { scenario } = state.definition;
  if (!scenario) return none;
  const registered = new Set(Object.values(state.world.matches));
  return facts(state.world.truth, scenario.adversary.moves, scenario.duration, state.stage !== 'play', registered);
}
