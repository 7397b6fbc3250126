import type { Finding } from './finding.ts';

/** How far a clock may be off before it is worth a look, and before things fail; milliseconds. */
const WORTH_A_LOOK = 30_000;
const HARMFUL = 300_000;
/** A Date header says whole seconds. */
const HALF_A_SECOND = 500;

/**
 * How far a server's clock is ahead of ours, milliseconds, by its answer's headers and when it was asked and had
 * answered (epoch milliseconds). Null where it does not tell. What comes from a cache is as old as that says.
 */
export function skewOf(
  headers: Readonly<Record<string, string>> | undefined,
  asked: number,
  answered: number,
): number | null {
  const date = Date.parse(headers?.date ?? '');
  if (Number.isNaN(date)) return null;
  const age = /^\d{1,9}$/.test(headers?.age ?? '') ? Number(headers?.age) * 1000 : 0;
  return date + age + HALF_A_SECOND - (asked + answered) / 2;
}

/** What the servers' clocks say of ours: the middle one counts, so that one wrong server accuses nobody. */
export function clockFinding(skews: readonly number[]): Finding | null {
  const sorted = [...skews].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) return null;
  const about = { sort: 'clock', what: 'this machine' } as const;
  const seconds = Math.round(Math.abs(middle) / 1000);
  const by = sorted.length === 1 ? 'one server' : `${sorted.length} servers`;
  if (Math.abs(middle) <= WORTH_A_LOOK)
    return { ...about, state: 'ok', said: `agrees with ${by}, within ${Math.max(1, seconds)} s` };
  const way = middle > 0 ? 'behind' : 'ahead of';
  return {
    ...about,
    state: Math.abs(middle) > HARMFUL ? 'missing' : 'warn',
    said: `is ${lasting(seconds)} ${way} ${by}: signed requests and codes are refused, and the journal’s times are off by as much`,
    mend: 'timedatectl set-ntp true',
  };
}

function lasting(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
