import { evolveWorldAll, moveHappened } from '../../world/evolve.ts';
import type { Draft } from '../draft.ts';
import type { Applying } from './applying.ts';

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
    const world = draft.world();
    world.truth = evolveWorldAll(world.truth, entry.changes, entry.at);
  },
  'world.matched': (draft, entry) => {
    draft.world().matches[entry.item] = entry.thing;
  },
} satisfies Applying;
