import { evolveWorldAll, moveHappened } from '../../world/evolve.ts';
import type { Change, Thing } from '../../world/model.ts';
import type { Draft } from '../draft.ts';
import type { Applying } from './applying.ts';

function namesIn(change: Change): readonly string[] {
  if ('create' in change) return [change.create.id];
  return 'place' in change ? [change.place, ...change.in] : [change.item];
}

function happened(draft: Draft, move: string, at: number): void {
  const world = draft.world();
  world.truth = moveHappened(world.truth, move, at);
  world.moves[move] = null;
}

/** The hidden truth. The rules spoke in `decide`; here their answers are only written down. */
export const applyWorld = {
  'world.moved': (draft, entry) => happened(draft, entry.move, entry.at),
  'world.blocked': (draft, entry) => {
    draft.world().moves[entry.move] = entry.retryAt ?? null;
  },
  'world.changed': (draft, entry) => {
    const things = draft.things();
    // Of the things, the few that are named: else each change would copy the whole world.
    const named = entry.changes.flatMap(namesIn).filter((id) => Object.hasOwn(things, id));
    const few = Object.fromEntries(named.map((id) => [id, things[id] as Thing]));
    Object.assign(things, evolveWorldAll({ things: few, happened: {} }, entry.changes, entry.at).things);
  },
  'world.matched': (draft, entry) => {
    draft.world().matches[entry.item] = entry.thing;
  },
} satisfies Applying;
