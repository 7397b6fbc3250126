import { formatInstant, parseInstant } from '../language/time.ts';
import type { Tree } from './tree.ts';

const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

/**
 * A time as UTC ISO text: ISO 8601 with `Z` or an offset, or seconds, milliseconds or microseconds since 1970. Undefined for
 * anything else, so for a time without a zone, and for what stands for "none" (`0001-01-01T00:00:00Z`).
 */
export function momentOf(value: Tree | undefined): string | undefined {
  const ms = typeof value === 'number' ? fromEpoch(value) : typeof value === 'string' ? fromText(value.trim()) : null;
  return ms === null || ms < FIRST || ms > LAST ? undefined : formatInstant(ms);
}

function fromText(text: string): number | null {
  if (/^\d{9,17}(?:\.\d{1,9})?$/.test(text)) return fromEpoch(Number(text));
  return parseInstant(text.replace(/^(\d{4}-\d{2}-\d{2}) (?=\d{2}:)/, '$1T'));
}

function fromEpoch(number: number): number {
  if (number < 1e11) return number * 1000;
  return number < 1e14 ? number : number / 1000;
}

/** The earliest of the times that are known. */
export function earliest(times: Iterable<string | undefined>): string | undefined {
  let first: string | undefined;
  for (const time of times) if (time !== undefined && (first === undefined || time < first)) first = time;
  return first;
}

/** The latest of the times that are known. */
export function latest(times: Iterable<string | undefined>): string | undefined {
  let last: string | undefined;
  for (const time of times) if (time !== undefined && (last === undefined || time > last)) last = time;
  return last;
}
