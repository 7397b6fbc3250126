import { isFree } from '../language/holidays.ts';
import type { Period } from '../language/period.ts';
import { type Day, dateOf, dayIn, dayOfDate, endOfDay, momentOn } from '../language/zone.ts';
import type { Clock, Term } from '../playbook/model.ts';

const NOON = 12 * 60 * 60 * 1000;
/** No calendar has so many free days in a row; one that was written so ends here. */
const MOST_FREE_DAYS = 400;

/** What the time of a clock is counted from, epoch milliseconds. */
export interface Moments {
  readonly since: number;
  /** Of a second limit; null: not known, or there is none. */
  readonly latestSince: number | null;
}

/**
 * When a clock runs out, epoch milliseconds; null where its law has no number. Exact time passes over changes of the clock; days, months and business
 * days are those of the clock's own time zone, and end with their last day. This reads the time zone database of this Node, so it is
 * asked once, when the clock starts, and journaled.
 */
export function deadlineOf({ term, atLatest }: Clock, { since, latestSince }: Moments, runZone: string): number | null {
  const zone = term.timezone ?? runZone;
  const end = term.period && endOf(term.period, term, since, zone);
  if (!atLatest?.period || latestSince === null) return end;
  const latest = endOf(atLatest.period, term, latestSince, zone);
  // A second limit that had passed when the first began binds nobody any more.
  return end === null || (since <= latest && latest < end) ? latest : end;
}

function endOf(period: Period, term: Term, since: number, zone: string): number {
  if (period.unit === 'time') return moved(since + period.count, term, zone);
  const last = lastDay(period, term, dayIn(zone, since));
  return moved(onDay(last, term, zone), term, zone);
}

/** The day of the event itself is never counted. */
function lastDay({ unit, count }: Period, term: Term, first: Day): Day {
  if (unit === 'months') return monthsAfter(first, count);
  if (unit === 'days') return first + count;
  let day = first;
  for (let left = count; left > 0; left -= 1) day = nextBusinessDay(day, term);
  return day;
}

/** The same date so many months later; where that month has no such date, its last. */
function monthsAfter(first: Day, count: number): Day {
  const { year, month, day } = dateOf(first);
  return Math.min(dayOfDate(year, month + count, day), dayOfDate(year, month + count + 1, 1) - 1);
}

function nextBusinessDay(day: Day, { calendar, holidays }: Term): Day {
  for (let next = day + 1; next <= day + MOST_FREE_DAYS; next += 1) if (!isFree(next, calendar, holidays)) return next;
  return day + 1;
}

/** When a day ends for a deadline. */
function onDay(day: Day, { until }: Term, zone: string): number {
  return until === undefined ? endOfDay(zone, day) : momentOn(zone, day, until);
}

/** A deadline on a free day, where its law moves it. */
function moved(end: number, term: Term, zone: string): number {
  const day = dayIn(zone, end);
  if (term.onFreeDay === 'stays' || !isFree(day, term.calendar, term.holidays)) return end;
  const next = nextBusinessDay(day, term);
  return term.onFreeDay === 'next-business-day' ? onDay(next, term, zone) : momentOn(zone, next, NOON);
}
