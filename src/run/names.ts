import { createHash, randomBytes } from 'node:crypto';

/**
 * A run's id: `poisoned-release-20260302-7f3a`. The day is of `wall` (epoch milliseconds) in UTC; the last four digits
 * come from the seed, or are drawn.
 */
export function runId(name: string, wall: number, seed?: string): string {
  const day = new Date(wall).toISOString().slice(0, 10).replaceAll('-', '');
  const digits = seed === undefined ? randomBytes(2).toString('hex') : hashOf(seed).slice(0, 4);
  return `${name}-${day}-${digits}`;
}

function hashOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}
