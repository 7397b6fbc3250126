import type { Adversary, Move, WorldItem } from '../scenario/model.ts';
import { setMarks } from './marks.ts';
import type { Blocked, Change, World } from './model.ts';
import { inTurn, type Part } from './spread.ts';
import { needThing, takenMarks, thingFrom, thingOf } from './thing.ts';
import { usable, whyNotUsable } from './usable.ts';

/**
 * What the attacker has from the first: the credentials named are stolen, the stages, systems and accounts compromised,
 * the artifacts poisoned; and what spreads from that. `at` is in milliseconds from T. Throws `UnknownThing` on a name
 * that the world does not have.
 */
export function enter(world: World, enters: Adversary['enters'], at: number): Change[] {
  const parts = (enters?.with ?? []).map((id) => take(id, 'the attacker came in by it'));
  return inTurn(world, at, parts);
}

/**
 * One try at a move, at `at` (milliseconds from T). It succeeds when all of its `needs`, and one of its `needsAny` if
 * there are any, are usable: the changes are what it does and what spreads from that, and may be none. Else it is
 * blocked: by each of `needs` that is not usable, by all of `needsAny` where none is, and by what it would act on where
 * that does not exist yet. The caller notes that it happened with `moveHappened`.
 */
export function attempt(world: World, move: Move, at: number): { changes: Change[] } | { blocked: Blocked[] } {
  const blocked = obstacles(world, move);
  if (blocked.length > 0) return { blocked };
  const because = `the attacker's move "${move.title ?? move.id}"`;
  const { create, compromise, poison } = move.does;
  const parts = [
    ...create.map((item) => plant(item, because)),
    ...[...compromise, ...poison].map((id) => take(id, because)),
  ];
  return { changes: inTurn(world, at, parts) };
}

function obstacles(world: World, move: Move): Blocked[] {
  const missing = move.needs.filter((id) => !usable(world, id));
  if (!move.needsAny.some((id) => usable(world, id))) missing.push(...move.needsAny);
  const planted = new Set(move.does.create.map((item) => item.id));
  const targets = [...move.does.compromise, ...move.does.poison];
  missing.push(...targets.filter((id) => !thingOf(world, id) && !planted.has(id)));
  return [...new Set(missing)].map((need) => ({ need, why: whyNotUsable(world, need) }));
}

function take(id: string, because: string): Part {
  return (world) => {
    const thing = needThing(world, id);
    return setMarks(thing, takenMarks(thing.kind), because);
  };
}

function plant(item: WorldItem, because: string): Part {
  // A successor may already bear the id of what is to be planted: then it is that one which the attacker gets.
  return (world, at) =>
    thingOf(world, item.id) ? take(item.id, because)(world, at) : [{ create: thingFrom(item, true), because }];
}
