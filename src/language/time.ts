const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A hundred years: beyond it a number is a slip of the keyboard, and dates would leave the calendar. */
const LONGEST_DURATION = 36_525 * DAY;

/** From here on whole days are shown as days; a 72-hour deadline is known by its 72 hours. */
const SHOWN_IN_DAYS = 4 * DAY;

const FIRST_INSTANT = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/** What a duration looks like: `90s`, `5m`, `1h30m`, `2d`. Also given to editors, so it stands alone. */
export const durationPattern = /^(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

/** What a time looks like: ISO 8601 with a time of day and `Z` or an offset. */
export const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** What a time of a scenario looks like: `T`, `T-3h`, `T+18m`, or ISO 8601. */
export const storyTimePattern =
  /^(?:T(?:[+-](?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?)?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))$/;

/** What a time after T looks like: `20m` or `T+20m`. */
export const momentPattern = /^(?:T\+)?(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

/** A time in a scenario: counted from T (milliseconds, negative before it) or absolute (epoch milliseconds). */
export type StoryTime =
  | { readonly kind: 'relative'; readonly offset: number }
  | { readonly kind: 'absolute'; readonly at: number };

const durationParts = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** Milliseconds of `90s`, `5m`, `1h30m`, `72h`, `2d`, `0s`; null for anything else, and beyond a hundred years. */
export function parseDuration(text: string): number | null {
  const parts = durationParts.exec(text);
  if (!parts) return null;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  const ms = Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return ms <= LONGEST_DURATION ? ms : null;
}

/**
 * A duration as it would be written: `1h30m`. What is below a second is dropped; a negative one has a minus before it.
 * Days appear from four days on, so 72 hours stay `72h`.
 */
export function formatDuration(ms: number): string {
  const sign = ms <= -SECOND ? '-' : '';
  let rest = Math.floor(Math.abs(ms) / SECOND) * SECOND;
  const parts: string[] = [];
  const units: readonly (readonly [number, string])[] = [
    [rest >= SHOWN_IN_DAYS ? DAY : Number.POSITIVE_INFINITY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
    [SECOND, 's'],
  ];
  for (const [size, letter] of units) {
    const count = Math.floor(rest / size);
    if (count === 0) continue;
    parts.push(`${count}${letter}`);
    rest -= count * size;
  }
  return parts.length === 0 ? '0s' : sign + parts.join('');
}

const instantParts =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * Epoch milliseconds of a strict ISO 8601 time with `Z` or an offset; null for a date alone, a day that is in no
 * calendar, and what would not fit the years 0000 to 9999 in UTC. Below a millisecond is dropped.
 */
export function parseInstant(text: string): number | null {
  const parts = instantParts.exec(text);
  if (!parts) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', fraction = ''] = parts;
  if (Number(day) > daysIn(Number(year), Number(month)) || Number(day) < 1) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const [sign, offsetHour, offsetMinute] = [parts[8], Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (offsetHour > 23 || offsetMinute > 59) return null;
  const ms = fraction.slice(0, 3).padEnd(3, '0');
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  const offset = (offsetHour * HOUR + offsetMinute * MINUTE) * (sign === '-' ? -1 : 1);
  const at = local - offset;
  return at >= FIRST_INSTANT && at <= LAST_INSTANT ? at : null;
}

/** A time as 24 characters of UTC ISO 8601, which sort as text the way they sort as times. */
export function formatInstant(ms: number): string {
  return new Date(Math.min(LAST_INSTANT, Math.max(FIRST_INSTANT, ms))).toISOString();
}

/** `T`, `T-3h`, `T+18m`, `T-4h55m` or an ISO 8601 time; null for anything else. */
export function parseStoryTime(text: string): StoryTime | null {
  if (text === 'T') return { kind: 'relative', offset: 0 };
  if (text.startsWith('T+') || text.startsWith('T-')) {
    const duration = parseDuration(text.slice(2));
    if (duration === null) return null;
    return { kind: 'relative', offset: text[1] === '-' && duration > 0 ? -duration : duration };
  }
  const at = parseInstant(text);
  return at === null ? null : { kind: 'absolute', at };
}

function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
