const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

/** What reads a wall clock in a zone, once for each zone: to make one costs more than everything else here. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

/** Whether there is such a time zone: `Europe/Berlin`, `UTC`. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * How far the wall clock of a zone is ahead of UTC at a moment, in milliseconds. As the time zone database of this Node has it: what
 * is worked out with it is written down, and never worked out again.
 */
export function offsetAt(zone: string, moment: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(moment)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / SECOND) * SECOND;
}

/** A day of the calendar, whatever the zone: days since 1 January 1970. */
export type Day = number;

/** The day of a date. `month` counts from 1, and may lie outside the year: 13 is the January after. */
export function dayOfDate(year: number, month: number, day: number): Day {
  return Date.UTC(year, month - 1, day) / DAY;
}

/** The date of a day, `2026-03-02`. */
export function dateText(day: Day): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Year, month (from 1) and day of the month. */
export function dateOf(day: Day): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(day * DAY).getUTCDay();
}

/** Which day it is in a zone at a moment. */
export function dayIn(zone: string, moment: number): Day {
  return Math.floor((moment + offsetAt(zone, moment)) / DAY);
}

/**
 * The moment at which the wall clock of a zone shows a time of a day (milliseconds from midnight). Of a time that comes twice, the
 * first; a time that the clock leaps over comes as much later as it leaps.
 */
export function momentOn(zone: string, day: Day, time: number): number {
  const wall = day * DAY + time;
  const before = wall - offsetAt(zone, wall - DAY);
  const after = wall - offsetAt(zone, wall + DAY);
  const shown = (moment: number) => moment + offsetAt(zone, moment) === wall;
  return [before, after].filter(shown).sort((a, b) => a - b)[0] ?? before;
}

/** The last second of a day in a zone, however long the day is there. */
export function endOfDay(zone: string, day: Day): number {
  return momentOn(zone, day + 1, 0) - SECOND;
}
