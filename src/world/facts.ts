import type { FactName } from '../language/names.ts';
import type { Move } from '../scenario/model.ts';
import type { Thing, World } from './model.ts';

/** The world's truth in lists of ids, in document order: moves in `happened` and `prevented`, things in the others. */
export type Facts = Record<FactName, string[]>;

/**
 * The truth as it stands.
 *
 * `duration`: milliseconds of play, the last moment at which a move counts as happened. `ended`: they are over, so that
 * what has not happened is prevented, and not merely still to come.
 *
 * `registered`: ids of the world's things that the players have, or ever had, in the register. What they were not told
 * of and never found is missed, whatever its kind, whoever put it there, and whether or not anybody surveyed that kind.
 * What was `known` from the start is in the register, and so never missed. Successors are never missed: they are never
 * register items.
 */
export function facts(
  world: World,
  moves: readonly Move[],
  duration: number,
  ended: boolean,
  registered: ReadonlySet<string>,
): Facts {
  const things = Object.values(world.things);
  const idsOf = (test: (thing: Thing) => boolean) => things.filter(test).map((thing) => thing.id);
  const inTime = (move: Move) => Object.hasOwn(world.happened, move.id) && (world.happened[move.id] ?? 0) <= duration;
  return {
    happened: moves.filter(inTime).map((move) => move.id),
    prevented: ended ? moves.filter((move) => !inTime(move)).map((move) => move.id) : [],
    compromised: idsOf((thing) => thing.compromised),
    alive: idsOf((thing) => thing.kind === 'credential' && thing.stolen && thing.alive),
    served: idsOf((thing) => thing.poisoned && !thing.quarantined),
    reinfected: idsOf((thing) => thing.reinfected),
    lost: idsOf((thing) => thing.destroyed === true && thing.kind !== 'backup'),
    missed: idsOf((thing) => thing.succeeds === undefined && !registered.has(thing.id)),
  };
}
