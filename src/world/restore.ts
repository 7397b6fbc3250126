import { setMarks } from './marks.ts';
import type { Change, Thing, World } from './model.ts';
import { isPlace, tainted, thingOf } from './thing.ts';

/**
 * Puts back what a backup is of, as it was when the backup was taken. Clean, it is clean whatever still opens it;
 * tainted, it is reinfected. A backup of nothing changes nothing. Without a time it is as new as can be: what it holds
 * is what there is.
 */
export function restore(world: World, backup: Thing): Change[] {
  const thing = backup.kind === 'backup' && backup.of !== undefined ? thingOf(world, backup.of) : undefined;
  if (!thing) return [];
  const bad = backup.taken === undefined ? tainted(thing) : taintedAt(thing, backup.taken);
  const then = bad ? "already in the attacker's hand" : 'clean';
  const because = `the team restored it from ${backup.name}, taken when it was ${then}`;
  if (isPlace(thing.kind)) return setMarks(thing, { compromised: bad, reinfected: bad }, because);
  if (thing.kind !== 'artifact') return [];
  // Like a fresh build, what was put back is what is served.
  return setMarks(thing, { poisoned: bad, quarantined: false, reinfected: bad }, because);
}

/** As it stood at `taken`. A backup taken at the very moment of a change holds the change: the doubt is not in the team's favour. */
function taintedAt(thing: Thing, taken: number): boolean {
  return thing.history.findLast((entry) => entry.at <= taken)?.compromised ?? false;
}
