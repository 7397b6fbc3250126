import type { Adversary, Move, WorldItem } from '../scenario/model.ts';
import { setMarks } from './marks.ts';
import type { Blocked, Change, World } from './model.ts';
import { inTurn, type Part, spread } from './spread.ts';
import { isDestructible, needThing, takenMarks, thingFrom, thingOf } from './thing.ts';
import { hasUseOf, isDead, whyNotRunning, whyNotUsable } from './usable.ts';

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
 * there are any, are usable, themselves or by a successor, all of its `needsRunning` run, and all of its `needsDead` are revoked: the changes are what it
 * does and what spreads from that, and may be none. Else it is blocked: by each of `needs` that is not usable, by all of
 * `needsAny` where none is, by what does not run, and by what it would act on where that does not exist, or no more. The
 * caller notes that it happened with `moveHappened`.
 *
 * What a move takes and wipes in one was in the attacker's hands first: it spreads from there before it is gone.
 *
 * `hasAttacker`: whether the case has one. Where not, no change is said to be an attacker's doing.
 */
export function attempt(
  world: World,
  move: Move,
  at: number,
  hasAttacker = true,
): { changes: Change[] } | { blocked: Blocked[] } {
  const blocked = obstacles(world, move);
  if (blocked.length > 0) return { blocked };
  const because = `${hasAttacker ? "the attacker's move" : 'it happened:'} "${move.title ?? move.id}"`;
  const { create, compromise, poison, destroy } = move.does;
  const parts = [
    ...create.map((item) => plant(item, because)),
    ...[...compromise, ...poison].map((id) => take(id, because)),
    ...(destroy.length > 0 ? [spread, ...destroy.map((id) => wipe(id, because))] : []),
  ];
  return { changes: inTurn(world, at, parts) };
}

function obstacles(world: World, move: Move): Blocked[] {
  const missing = move.needs.filter((id) => !hasUseOf(world, id));
  if (!move.needsAny.some((id) => hasUseOf(world, id))) missing.push(...move.needsAny);
  const stopped = move.needsRunning.filter((id) => whyNotRunning(world, id) !== '');
  const { create, compromise, poison, destroy } = move.does;
  const planted = new Set(create.map((item) => item.id));
  const gone = [...compromise, ...poison].filter((id) => thingOf(world, id)?.destroyed);
  const unmade = [...compromise, ...poison, ...destroy].filter((id) => !thingOf(world, id) && !planted.has(id));
  const why = new Map<string, string>();
  for (const id of [...missing, ...gone, ...unmade]) why.set(id, whyNotUsable(world, id));
  for (const id of stopped) if (!why.has(id)) why.set(id, whyNotRunning(world, id));
  for (const id of move.needsDead) if (!why.has(id) && !isDead(world, id)) why.set(id, 'not revoked');
  return [...why].map(([need, reason]) => ({ need, why: reason }));
}

function take(id: string, because: string): Part {
  return (world) => {
    const thing = needThing(world, id);
    return setMarks(thing, takenMarks(thing.kind), because);
  };
}

/**
 * What is wiped is gone with whatever the attacker had in it: it is no longer compromised, poisoned or reinfected, and
 * whether it is again says the backup that it is restored from.
 */
function wipe(id: string, because: string): Part {
  return (world) => {
    const thing = needThing(world, id);
    if (!isDestructible(thing.kind) || thing.destroyed) return [];
    return setMarks(thing, { destroyed: true, compromised: false, poisoned: false, reinfected: false }, because);
  };
}

function plant(item: WorldItem, because: string): Part {
  // A successor may already bear the id of what is to be planted: then it is that one which the attacker gets.
  return (world, at) =>
    thingOf(world, item.id) ? take(item.id, because)(world, at) : [{ create: thingFrom(item, true), because }];
}
