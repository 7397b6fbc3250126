import type { WorldItem } from '../scenario/model.ts';
import { hasMark } from './marks.ts';
import type { Change, Thing, World } from './model.ts';
import { needThing, tainted, thingFrom, thingOf } from './thing.ts';

type SetChange = Extract<Change, { item: string }>;
type PlaceChange = Extract<Change, { place: string }>;

/** The world before the attacker: nothing stolen, everything alive, clean and running. */
export function initialWorld(items: readonly WorldItem[]): World {
  return {
    things: Object.fromEntries(items.map((item) => [item.id, { ...thingFrom(item, false), history: [] }])),
    happened: {},
  };
}

/**
 * Applies one change that came true at `at` (milliseconds from T). The world that was passed stays as it is; where
 * nothing differs, it is what is returned. To create what exists already changes nothing. Throws `UnknownThing` on a
 * change that names a thing which does not exist.
 */
export function evolveWorld(world: World, change: Change, at: number): World {
  if ('create' in change) return created(world, change.create, at);
  if ('place' in change) return placed(world, change);
  return marked(world, change, at);
}

/** Applies changes in order, all of them at `at`. Throws like `evolveWorld`. */
export function evolveWorldAll(world: World, changes: readonly Change[], at: number): World {
  return changes.reduce((now, change) => evolveWorld(now, change, at), world);
}

/** Notes that a move happened at `at` (milliseconds from T). What it did are changes of their own. */
export function moveHappened(world: World, move: string, at: number): World {
  return { ...world, happened: { ...world.happened, [move]: at } };
}

function created(world: World, thing: Omit<Thing, 'history'>, at: number): World {
  if (thingOf(world, thing.id)) return world;
  return withThing(world, { ...thing, history: tainted(thing) ? [{ at, compromised: true }] : [] });
}

function placed(world: World, change: PlaceChange): World {
  const { id } = needThing(world, change.place);
  return change.in.reduce((now, where) => {
    const place = needThing(now, where);
    return place.holds.includes(id) ? now : withThing(now, { ...place, holds: [...place.holds, id] });
  }, world);
}

function marked(world: World, change: SetChange, at: number): World {
  const before = needThing(world, change.item);
  const marks = Object.entries(change.set) as [keyof SetChange['set'], boolean][];
  const isLossNew = change.loss !== undefined && change.loss !== before.loss;
  if (!isLossNew && marks.every(([mark, value]) => hasMark(before, mark) === value)) return world;
  const after = { ...turned(before, change, at), ...change.set, ...lossOf(change) };
  if (tainted(after) === tainted(before)) return withThing(world, after);
  return withThing(world, { ...after, history: [...before.history, { at, compromised: tainted(after) }] });
}

/** When it went, or came back. What was lost the last time does not count any more once it is all gone again. */
function turned(thing: Thing, { set }: SetChange, at: number): Thing {
  if (set.destroyed === undefined) return thing;
  if (!set.destroyed) return { ...thing, backAt: at };
  const { loss: _loss, backAt: _back, ...rest } = thing;
  return { ...rest, destroyedAt: at };
}

function lossOf({ loss }: SetChange): { loss?: number } {
  return loss === undefined ? {} : { loss };
}

function withThing(world: World, thing: Thing): World {
  return { ...world, things: { ...world.things, [thing.id]: thing } };
}
