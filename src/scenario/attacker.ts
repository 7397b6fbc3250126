import type { Scenario } from './model.ts';

/**
 * Whether anybody is behind the case. Somebody is where they came in, where it is said since when they were in, and where
 * a move takes something into their hands or needs it to be there. Without that the moves are what goes on by itself: an
 * accident, and what schedules and tools do.
 */
export function hasAttacker({ adversary, anchors }: Pick<Scenario, 'adversary' | 'anchors'>): boolean {
  if (adversary.enters !== null || anchors.intruded !== null) return true;
  return adversary.moves.some(({ needs, needsAny, does: { compromise, poison, create } }) =>
    [needs, needsAny, compromise, poison, create].some((named) => named.length > 0),
  );
}
