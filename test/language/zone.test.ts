import { describe, expect, it } from 'vitest';
import { isFree, usFederalHolidays } from '../../src/language/holidays.ts';
import { dateOf, dateText, dayIn, dayOfDate, endOfDay, isZone, momentOn, offsetAt } from '../../src/language/zone.ts';
import { fc } from '../helpers/properties.ts';

const at = (text: string) => Date.parse(text);
const day = (text: string) => at(`${text}T00:00:00Z`) / 86_400_000;
const HOUR = 60 * 60 * 1000;

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', '2026-01-15T12:00:00Z', 1],
    ['Europe/Berlin', '2026-07-15T12:00:00Z', 2],
    ['America/New_York', '2026-01-15T12:00:00Z', -5],
    ['Asia/Kolkata', '2026-01-15T12:00:00Z', 5.5],
    ['UTC', '2026-01-15T12:00:00Z', 0],
  ])('%s is at %s ahead of UTC by %d hours', (zone, moment, hours) => {
    expect(offsetAt(zone, at(moment))).toBe(hours * HOUR);
  });

  it.each([
    // The last Sunday of March, at 01:00 UTC: the day has 23 hours.
    ['Europe/Berlin', '2026-03-29', '2026-03-29T21:59:59Z', 23],
    // The last Sunday of October: it has 25.
    ['Europe/Berlin', '2026-10-25', '2026-10-25T22:59:59Z', 25],
    ['America/New_York', '2026-03-08', '2026-03-09T03:59:59Z', 23],
    ['America/New_York', '2026-11-01', '2026-11-02T04:59:59Z', 25],
    // There the clock leaps over midnight itself: the day before ends where this one begins, at 01:00.
    ['America/Santiago', '2026-09-05', '2026-09-06T03:59:59Z', 24],
    ['UTC', '2026-03-29', '2026-03-29T23:59:59Z', 24],
  ])('%s: %s ends at %s', (zone, date, end, hours) => {
    expect(new Date(endOfDay(zone, day(date))).toISOString()).toBe(end.replace('Z', '.000Z'));
    expect(momentOn(zone, day(date) + 1, 0) - momentOn(zone, day(date), 0)).toBe(hours * HOUR);
  });

  it('takes the first of a time that comes twice, and goes on as far after a time that never comes', () => {
    const time = 2.5 * HOUR;
    expect(momentOn('Europe/Berlin', day('2026-10-25'), time)).toBe(at('2026-10-25T00:30:00Z'));
    expect(momentOn('Europe/Berlin', day('2026-03-29'), time)).toBe(at('2026-03-29T01:30:00Z'));
  });

  it('that does not exist is none', () => {
    expect(isZone('Europe/Berlin')).toBe(true);
    expect(isZone('Europe/Atlantis')).toBe(false);
  });

  it('has every moment in exactly one of its days', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'America/Santiago', 'Asia/Kolkata', 'Pacific/Apia', 'UTC'];
    const moments = fc.integer({ min: at('2001-01-01T00:00:00Z'), max: at('2050-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, moment) => {
        const today = dayIn(zone, moment);
        expect(momentOn(zone, today, 0)).toBeLessThanOrEqual(moment);
        expect(endOfDay(zone, today) + 1000).toBeGreaterThan(moment);
      }),
      { numRuns: 300 },
    );
  });

  it('counts days as the calendar does', () => {
    expect(dateText(dayOfDate(2024, 2, 29))).toBe('2024-02-29');
    expect(dateText(dayOfDate(2026, 13, 1))).toBe('2027-01-01');
    expect(dateOf(day('2026-03-02'))).toEqual({ year: 2026, month: 3, day: 2 });
  });
});

describe('days off', () => {
  it('of federal employees of the United States are those of 5 U.S.C. 6103 in 2026', () => {
    expect(usFederalHolidays(2026).map(dateText)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      // Independence Day is a Saturday: the Friday before, 6103(b)(1).
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });

  it('of 2021 end with the New Year of 2022, which is a Saturday, and have Juneteenth, on a Saturday, for the first time', () => {
    const days = usFederalHolidays(2021).map(dateText);
    expect(days).toContain('2021-12-31');
    expect(days).toContain('2021-06-18');
    expect(usFederalHolidays(2020).map(dateText)).not.toContain('2020-06-19');
  });

  it('on a Sunday are kept on the Monday after', () => {
    expect(usFederalHolidays(2027).map(dateText)).toContain('2027-07-05');
  });

  it('are weekends in every calendar, and the days that are named beside it', () => {
    expect(isFree(day('2026-02-28'), 'weekends')).toBe(true);
    expect(isFree(day('2026-11-26'), 'weekends')).toBe(false);
    expect(isFree(day('2026-11-26'), 'us-federal')).toBe(true);
    expect(isFree(day('2026-12-24'), 'us-federal', [day('2026-12-24')])).toBe(true);
  });
});
