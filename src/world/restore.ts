import { setMarks } from './marks.ts';
import type { Change, Mark, Thing, World } from './model.ts';
import { isPlace, tainted, thingOf } from './thing.ts';

/**
 * Puts back what a backup is of, as it was when the backup was taken. Clean, it is clean whatever still opens it;
 * tainted, it is reinfected. A backup of nothing changes nothing. Without a time it is as new as can be: what it holds
 * is what there is, or what there was before it was wiped.
 *
 * What was wiped is back by it, and what was written between the backup and the wiping is lost: the change says how
 * much (`loss`, milliseconds).
 */
export function restore(world: World, backup: Thing): Change[] {
  const thing = restoredBy(world, backup);
  if (!thing) return [];
  const bad = backup.taken === undefined ? taintedNow(thing) : taintedAt(thing, backup.taken);
  const then = bad ? "already in the attacker's hand" : 'clean';
  const because = `the team restored it from ${backup.name}, taken when it was ${then}`;
  const state: Partial<Record<Mark, boolean>> = isPlace(thing.kind)
    ? { compromised: bad }
    : // Like a fresh build, what was put back is what is served.
      { poisoned: bad, quarantined: false };
  return noting(
    thing,
    lossOf(thing, backup),
    setMarks(thing, { destroyed: false, ...state, reinfected: bad }, because),
    because,
  );
}

/** Why a backup can be neither verified nor restored, as who tries it sees it; empty where it can. */
export function whyNotRestorable(world: World, backup: Thing): string {
  if (backup.kind !== 'backup') return '';
  if (backup.destroyed) return 'it is not there any more';
  if (backup.broken !== undefined) return backup.broken;
  const thing = restoredBy(world, backup);
  return thing && wasGone(thing, backup.taken)
    ? 'there is nothing in it: it was taken when what it is of was gone'
    : '';
}

/** Taken at the very moment of the wiping it holds the wiping: the doubt is not in the team's favour. */
function wasGone({ destroyedAt, backAt }: Thing, taken: number | undefined): boolean {
  if (taken === undefined || destroyedAt === undefined || taken < destroyedAt) return false;
  return backAt === undefined || taken < backAt;
}

/** What can be put back from it. */
function restoredBy(world: World, backup: Thing): Thing | undefined {
  const thing = backup.kind === 'backup' && backup.of !== undefined ? thingOf(world, backup.of) : undefined;
  return thing && (isPlace(thing.kind) || thing.kind === 'artifact') ? thing : undefined;
}

/** Of what was wiped once, also where it was rebuilt or restored from another backup since. */
function lossOf({ destroyedAt }: Thing, { taken }: Thing): number | undefined {
  if (destroyedAt === undefined) return undefined;
  const lost = taken === undefined ? 0 : destroyedAt - taken;
  return lost < 0 ? undefined : lost;
}

function noting(thing: Thing, loss: number | undefined, changes: Change[], because: string): Change[] {
  if (loss === undefined || loss === thing.loss) return changes;
  const [change] = changes;
  const set = change && 'set' in change ? change.set : {};
  return [{ item: thing.id, set, loss, because }];
}

function taintedNow(thing: Thing): boolean {
  if (!thing.destroyed) return tainted(thing);
  return thing.history.some(({ at, compromised }) => at === thing.destroyedAt && !compromised);
}

/** As it stood at `taken`. A backup taken at the very moment of a change holds the change: the doubt is not in the team's favour. */
function taintedAt(thing: Thing, taken: number): boolean {
  return thing.history.findLast((entry) => entry.at <= taken)?.compromised ?? false;
}
