import { formatDuration } from '../language/time.ts';

/** The play that does what the victim did. `check` holds its times to the published ones. */
export const AS_IT_HAPPENED = 'as-it-happened';

/** A moment as it is written in a scenario: `T`, `T+1h16m`, `T-13h`. Milliseconds from T. */
export function writtenTime(at: number): string {
  const length = formatDuration(Math.abs(at));
  return length === '0s' ? 'T' : `T${at < 0 ? '-' : '+'}${length}`;
}

/** Whether two moments are one, as far as a replay is concerned. All in milliseconds. */
export function isOnTime(played: number, published: number, tolerance: number): boolean {
  return Math.abs(played - published) <= tolerance;
}
