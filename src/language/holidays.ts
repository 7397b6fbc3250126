import { type Day, dateOf, dayOfDate, weekdayOf } from './zone.ts';

/** Days on which business stands. `weekends`: Saturdays and Sundays alone. */
export const calendars = ['weekends', 'us-federal'] as const;
export type CalendarName = (typeof calendars)[number];

const [SUNDAY, MONDAY, THURSDAY, SATURDAY] = [0, 1, 4, 6];

/** Whether nobody works on a day: a weekend, a holiday of the calendar, or one of the days that are named beside it. */
export function isFree(day: Day, calendar: CalendarName, also: readonly Day[] = []): boolean {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY || weekday === SUNDAY || also.includes(day)) return true;
  return calendar === 'us-federal' && usFederalHolidays(dateOf(day).year).includes(day);
}

/**
 * The days off of federal employees in the United States in a year: 5 U.S.C. 6103(a), and where one falls on a Saturday the Friday
 * before, 6103(b)(1), on a Sunday the Monday after, Executive Order 11582, section 3. Days that a President gives beside them, and Inauguration Day, which is
 * for the area of Washington alone (6103(c)), are not in it.
 */
export function usFederalHolidays(year: number): Day[] {
  const fixed = [dayOfDate(year, 1, 1), dayOfDate(year, 7, 4), dayOfDate(year, 11, 11), dayOfDate(year, 12, 25)];
  if (year >= JUNETEENTH_SINCE) fixed.push(dayOfDate(year, 6, 19));
  // The first of January may be a Saturday: then the day off is in the year before.
  const next = dayOfDate(year + 1, 1, 1);
  return [
    ...fixed.map(observed),
    ...(observed(next) < next ? [observed(next)] : []),
    nth(3, MONDAY, year, 1),
    nth(3, MONDAY, year, 2),
    lastOf(MONDAY, year, 5),
    nth(1, MONDAY, year, 9),
    nth(2, MONDAY, year, 10),
    nth(4, THURSDAY, year, 11),
  ].sort((a, b) => a - b);
}

/** Public Law 117-17, of 17 June 2021. */
const JUNETEENTH_SINCE = 2021;

function observed(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY ? day - 1 : weekday === SUNDAY ? day + 1 : day;
}

function nth(count: number, weekday: number, year: number, month: number): Day {
  const first = dayOfDate(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (count - 1);
}

function lastOf(weekday: number, year: number, month: number): Day {
  const last = dayOfDate(year, month + 1, 1) - 1;
  return last - ((weekdayOf(last) - weekday + 7) % 7);
}
