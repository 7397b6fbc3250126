import { dayIn, offsetAt, weekdayOf } from '../language/zone.ts';
import { days, type Hours, type Person } from './model.ts';

const names: readonly string[] = days;
const day = days.join('|');

/** What working hours look like: `mon-fri 08:00-17:00`, `sat 09:00-12:00`, `22:00-06:00`. Also given to editors. */
export const hoursPattern = new RegExp(
  `^(?:(?:${day})(?:-(?:${day}))? )?(?:[01]\\d|2[0-3]):[0-5]\\d-(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$`,
);

/** In minutes. */
const DAY = 24 * 60;
/** In milliseconds. */
const MINUTE = 60_000;

/** Working hours as they are written; null for anything else, and for hours that end as they begin. */
export function parseHours(text: string): Hours | null {
  if (!hoursPattern.test(text)) return null;
  const [clock = '', which] = text.split(' ').reverse();
  const [from = 0, to = 0] = clock.split('-').map(minutesOf);
  return from === to ? null : { days: daysFrom(which), from, to };
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** `fri-mon` goes over the end of the week. */
function daysFrom(which: string | undefined): number[] {
  if (which === undefined) return [0, 1, 2, 3, 4, 5, 6];
  const [first = 0, last = first] = which.split('-').map((name) => names.indexOf(name));
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, more) => (first + more) % 7);
}

/** Working hours as they would be written. */
export function hoursText({ days: on, from, to }: Hours): string {
  const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const [first, last] = [on[0] ?? 0, on.at(-1) ?? 0].map((at) => names[at] ?? '');
  const which = on.length === 7 ? '' : on.length === 1 ? `${first} ` : `${first}-${last} `;
  return `${which}${clock(from)}-${clock(to)}`;
}

const two = (value: number) => String(value).padStart(2, '0');

/** What clocks on the wall say somewhere. */
interface WallClock {
  /** 0 is Monday. */
  readonly day: number;
  /** Minutes from midnight. */
  readonly minute: number;
}

/** Read off the zone's own rules at that moment, so that a change of the clocks is in it. `at`: epoch milliseconds. */
function wallClock(zone: string, at: number): WallClock {
  const wall = at + offsetAt(zone, at);
  return { day: (weekdayOf(dayIn(zone, at)) + 6) % 7, minute: Math.floor(wall / MINUTE) % DAY };
}

/** Whether it is outside a person's working hours; false where nobody said what those are. `at`: epoch milliseconds. */
export function isOutOfHours({ timezone, hours }: Person, at: number): boolean {
  if (timezone === undefined || hours === undefined) return false;
  const now = wallClock(timezone, at);
  return !hours.some((one) => isWithin(one, now));
}

/** What begins in the evening goes on into the next day. */
function isWithin({ days: on, from, to }: Hours, { day: today, minute }: WallClock): boolean {
  const begun = on.includes(today) && minute >= from && minute < (to > from ? to : DAY);
  const goesOn = to < from && on.includes((today + 6) % 7) && minute < to;
  return begun || goesOn;
}

/** What time it is where a person is: `Tue 03:12`; null where nobody said where that is. `at`: epoch milliseconds. */
export function localTime({ timezone }: Person, at: number): string | null {
  if (timezone === undefined) return null;
  const { day: today, minute } = wallClock(timezone, at);
  const name = days[today] ?? '';
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
