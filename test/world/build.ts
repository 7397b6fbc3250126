import type { Effect, Kind } from '../../src/playbook/model.ts';
import type { Move, WorldItem } from '../../src/scenario/model.ts';
import { act } from '../../src/world/act.ts';
import { attempt, enter } from '../../src/world/attack.ts';
import { evolveWorldAll, initialWorld, moveHappened } from '../../src/world/evolve.ts';
import type { Change, Thing, World } from '../../src/world/model.ts';
import { needThing } from '../../src/world/thing.ts';

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(count * 60);

type Details = Partial<Omit<WorldItem, 'id' | 'kind'>>;

const maker =
  (kind: Kind) =>
  (id: string, details: Details = {}): WorldItem => ({
    id,
    kind,
    type: 'any',
    name: id,
    known: false,
    holds: [],
    opens: [],
    publishes: [],
    fields: {},
    path: [],
    ...details,
  });

export const stage = maker('stage');
export const credential = maker('credential');
export const artifact = maker('artifact');
export const system = maker('system');
export const backup = maker('backup');
export const account = maker('account');
export const stakeholder = maker('stakeholder');

type MoveDetails = Partial<Omit<Move, 'does'>> & Partial<Move['does']>;

/** A move that needs and does nothing but what is said. */
export function move(id: string, details: MoveDetails = {}): Move {
  const { compromise = [], poison = [], destroy = [], create = [], ...rest } = details;
  const does = { compromise, poison, destroy, create };
  return { id, at: 0, needs: [], needsAny: [], needsRunning: [], needsDead: [], path: [], ...rest, does };
}

/** The world of these things, untouched. */
export function worldOf(...items: WorldItem[]): World {
  return initialWorld(items);
}

/** The world once the attacker has come in with these. */
export function entered(world: World, ids: readonly string[], at = 0): World {
  return evolveWorldAll(world, enter(world, { at, with: ids }, at), at);
}

/** The world once the team has done this; a refusal fails the test. */
export function did(world: World, effect: Effect, id: string, at = 0): World {
  const answer = act(world, effect, id, at);
  if ('refused' in answer) throw new Error(answer.refused);
  return evolveWorldAll(world, answer.changes, at);
}

/** The world once the attacker has tried this: unchanged where the move was blocked. */
export function tried(world: World, attacked: Move, at = attacked.at): World {
  const result = attempt(world, attacked, at);
  if ('blocked' in result) return world;
  return moveHappened(evolveWorldAll(world, result.changes, at), attacked.id, at);
}

/** Why the team sees that this did not work; the test fails where it worked. */
export function refusedIn(world: World, effect: Effect, id: string): string {
  const answer = act(world, effect, id, 0);
  if ('changes' in answer) throw new Error(`${effect} was not refused`);
  return answer.refused;
}

/** What an effect changes; a refusal fails the test. */
export function changesOf(world: World, effect: Effect, id: string): Change[] {
  const answer = act(world, effect, id, 0);
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.changes;
}

export const at = (world: World, id: string): Thing => needThing(world, id);

/** The credentials that are in the attacker's hands, living or dead. */
export function stolenIn(world: World): string[] {
  return Object.values(world.things)
    .filter((thing) => thing.stolen)
    .map((thing) => thing.id);
}
