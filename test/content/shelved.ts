import type { State } from '../../src/engine/state.ts';
import { type LoadedScenario, loadScenario } from '../../src/run/content.ts';
import { Problem } from '../../src/run/problem.ts';
import { shippedNames } from '../../src/run/shipped.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import type { Play } from '../../src/scenario/model.ts';

type Played = ReturnType<typeof playInMemory>;

/** The shipped scenarios that can be read. One that cannot fails by name in its own test, and hides no other. */
export const readable: readonly (readonly [name: string, content: LoadedScenario])[] = shippedNames('scenario').flatMap(
  (name) => {
    try {
      return [[name, loadScenario(name)] as const];
    } catch (error) {
      if (error instanceof Problem) return [];
      throw error;
    }
  },
);

const played = new Map<Play, Played>();

/** A play, played to its end; once in a test file, however often it is asked for. */
export function playedOnce(content: LoadedScenario, play: Play): Played {
  const before = played.get(play);
  if (before) return before;
  const now = playInMemory(content, play);
  played.set(play, now);
  return now;
}

/** The facts in which a play ends: what tells one end from another. */
export function endOf(content: LoadedScenario, play: Play): string {
  return JSON.stringify(stateOf(content, play).facts);
}

export function stateOf(content: LoadedScenario, play: Play): State {
  return playedOnce(content, play).session.state;
}

export function playCalled({ scenario }: LoadedScenario, id: string): Play {
  const play = scenario.plays.find((one) => one.id === id);
  if (!play) throw new Error(`${scenario.id} has no play ${id}`);
  return play;
}

/** The plays of a scenario two by two whose scripts differ in the order of steps, by `first` or `at`, and in nothing else. */
export function orderPairs(plays: readonly Play[]): [Play, Play][] {
  return plays.flatMap((one, index) =>
    plays.slice(index + 1).flatMap((other): [Play, Play][] => {
      const isPair = apartFromOrder(one) === apartFromOrder(other) && orderOf(one) !== orderOf(other);
      return isPair ? [[one, other]] : [];
    }),
  );
}

/** All that a play's team does, without what it is called, what is expected of it, and the order. */
function apartFromOrder({ id: _, title: _title, expect: _expect, path: _path, first: _first, at: _at, ...rest }: Play) {
  return JSON.stringify(rest);
}

function orderOf({ first, at }: Play): string {
  return JSON.stringify({ first, at });
}
