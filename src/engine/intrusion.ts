import { hasAttacker } from '../scenario/attacker.ts';
import type { State } from './state.ts';

/**
 * Whether there is an intrusion to count from, or may be one. While a drill is in play there always may be: that nobody
 * is behind it is for the team to find out. What somebody set it to is told in any case.
 */
export function mayBeIntrusion({ anchors, definition: { scenario }, stage }: State): boolean {
  const isTold = stage === 'hot-wash' || stage === 'closed';
  return anchors.intruded !== null || scenario === null || !isTold || hasAttacker(scenario);
}
