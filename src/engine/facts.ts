import { facts } from '../world/facts.ts';
import type { Facts } from './entries.ts';
import type { State } from './state.ts';

/** No fact at all. A journal of an earlier version says nothing of those that came later: there were none. */
export const noFacts: Facts = {
  happened: [],
  prevented: [],
  compromised: [],
  alive: [],
  served: [],
  reinfected: [],
  lost: [],
  missed: [],
};

/**
 * The facts of the world as it is now. Truth: not for players before the hot wash. `tooLate` are things that nobody could
 * have found, since they came after play: they are not missed.
 */
export function factsOf(state: State, tooLate: readonly string[] = []): Facts {
  const { scenario } = state.definition;
  if (!scenario) return noFacts;
  const registered = new Set([...Object.values(state.world.matches), ...tooLate]);
  return facts(state.world.truth, scenario.adversary.moves, scenario.duration, state.stage !== 'play', registered);
}
