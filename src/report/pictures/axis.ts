import { offset } from '../words.ts';
import type { Axis, Place } from './picture.ts';

/** Puts moments, milliseconds from some zero, on an axis. */
export interface Scale {
  readonly axis: Axis;
  place(ms: number): Place;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const steps = [
  ...[1, 5, 10, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365, 1825, 3650].map((count) => count * DAY),
];
const MOST_TICKS = 6;
/** How much of the axis is left for what came before T, and after the end of play, where that was long. */
const BEFORE = 0.22;
const AFTER = 0.14;

/** `T +5 min`; T itself. */
export function fromT(ms: number): string {
  return Math.abs(ms) < SECOND ? 'T' : `T ${offset(ms)}`;
}

/**
 * An axis from `from` to `to`, counted from T. What came before T, or after play had ended at `played`, has a scale of its
 * own where it was long: what people did is not pressed together by it.
 */
export function timeScale(from: number, to: number, played: number): Scale {
  const end = Math.max(to, from + SECOND);
  const isBefore = from < 0 && end > 0 && -from >= end / 2;
  const isAfter = played > 0 && end > 1.5 * played;
  if (!isBefore && !isAfter) return evenScale(from, end, fromT);
  const first = isBefore ? 0 : from;
  const last = isAfter ? played : end;
  const [left, right] = [isBefore ? BEFORE : 0, isAfter ? 1 - AFTER : 1];
  const place = (ms: number) => {
    if (ms < first) return within(left * (1 - (first - ms) / (first - from)));
    if (ms > last) return within(right + (AFTER * (ms - last)) / (end - last));
    return within(left + ((right - left) * (ms - first)) / (last - first));
  };
  const ticks = [...(isBefore ? [from] : []), ...ticksIn(first, last, MOST_TICKS - 1), ...(isAfter ? [end] : [])];
  const own = [...(isBefore ? ['before T'] : []), ...(isAfter ? ['after play had ended'] : [])].join(' and ');
  return {
    place,
    axis: {
      ticks: ticks.map((ms) => ({ place: place(ms), label: fromT(ms) })),
      bends: [...(isBefore ? [left] : []), ...(isAfter ? [right] : [])],
      note: `What came ${own} has a scale of its own.`,
    },
  };
}

function evenScale(from: number, to: number, name: (ms: number) => string): Scale {
  const place = (ms: number) => within((ms - from) / (to - from));
  const ticks = ticksIn(from, to, MOST_TICKS).map((ms) => ({ place: place(ms), label: name(ms) }));
  return { place, axis: { ticks, bends: [], note: null } };
}

/** An axis of lengths, from 0. Where many are much shorter than the longest, each step is worth more than the one before. */
export function lengthScale(lengths: readonly number[]): Scale {
  const sorted = [...lengths].sort((a, b) => a - b);
  const [least = 0] = sorted;
  const most = Math.max(sorted.at(-1) ?? 0, SECOND);
  const short = sorted[Math.floor((sorted.length - 1) / 4)] ?? 0;
  const named = (ms: number) => offset(ms, most);
  if (least < 0 || most <= 12 * Math.max(short, SECOND)) return evenScale(Math.min(least, 0), most, named);
  const unit = Math.max(MINUTE, ...sorted.filter((ms) => ms > 0).slice(0, 1)) / 2;
  const place = (ms: number) => within(Math.log1p(Math.max(0, ms) / unit) / Math.log1p(most / unit));
  const ticks = [0, ...sparse(steps.filter((step) => step >= unit && step <= most))];
  return {
    place,
    axis: {
      ticks: ticks.map((ms) => ({ place: place(ms), label: named(ms) })),
      bends: [],
      note: 'Each step of the scale is longer than the one before.',
    },
  };
}

function within(place: number): Place {
  return Math.round(Math.min(1, Math.max(0, place)) * 10_000) / 10_000;
}

function ticksIn(from: number, to: number, most: number): number[] {
  const step = steps.find((size) => (to - from) / size < most) ?? (to - from) / most;
  const first = Math.ceil(from / step) * step;
  const count = Math.floor((to - first) / step) + 1;
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/** At most so many as an axis has room for, from the longest down. */
function sparse(all: readonly number[]): number[] {
  const every = Math.ceil(all.length / MOST_TICKS);
  return all.filter((_, index) => (all.length - 1 - index) % every === 0);
}
