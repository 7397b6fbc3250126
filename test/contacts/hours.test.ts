import { describe, expect, it } from 'vitest';
import { isOutOfHours, localTime, parseHours } from '../../src/contacts/hours.ts';
import type { Person } from '../../src/contacts/model.ts';
import { fc } from '../helpers/properties.ts';
import { moment } from './given.ts';

const somebody = (timezone: string, ...hours: string[]): Person => ({
  id: 'mara',
  name: 'Mara',
  timezone,
  hours: hours.flatMap((text) => parseHours(text) ?? []),
});

describe('working hours as they are written', () => {
  it.each([
    ['mon-fri 08:00-17:00', [0, 1, 2, 3, 4], 480, 1020],
    ['sat 09:00-12:00', [5], 540, 720],
    ['fri-mon 00:00-24:00', [4, 5, 6, 0], 0, 1440],
    ['22:00-06:00', [0, 1, 2, 3, 4, 5, 6], 1320, 360],
  ])('%s', (text, days, from, to) => expect(parseHours(text)).toEqual({ days, from, to }));

  it.each([['8-17'], ['mon-fri 24:00-08:00'], ['mon 08:00-25:00'], ['mo 08:00-09:00'], ['08:00-08:00'], ['']])(
    '%j is none',
    (text) => expect(parseHours(text)).toBeNull(),
  );
});

describe('out of hours', () => {
  const mara = somebody('Europe/Stockholm', 'mon-fri 08:00-17:00');

  it.each([
    ['a Tuesday noon', '2026-03-03T12:00:00+01:00', false],
    ['when work begins', '2026-03-03T08:00:00+01:00', false],
    ['when it has ended', '2026-03-03T17:00:00+01:00', true],
    ['at night', '2026-03-03T03:12:00+01:00', true],
    ['on a Saturday', '2026-03-07T12:00:00+01:00', true],
    // 07:00 UTC is 08:00 before the clocks go forward on 29 March 2026, and 09:00 after; 06:30 is 07:30, then 08:30.
    ['before the clocks go forward', '2026-03-27T06:30:00Z', true],
    ['after the clocks went forward', '2026-03-30T06:30:00Z', false],
    ['before the clocks go back', '2026-10-23T15:30:00Z', true],
    ['after the clocks went back', '2026-10-26T15:30:00Z', false],
  ])('%s', (_, at, out) => expect(isOutOfHours(mara, moment(at))).toBe(out));

  it('hours over midnight belong to the day on which they begin', () => {
    const night = somebody('UTC', 'fri 22:00-06:00');
    expect(isOutOfHours(night, moment('2026-03-06T23:00:00Z'))).toBe(false);
    expect(isOutOfHours(night, moment('2026-03-07T05:59:00Z'))).toBe(false);
    expect(isOutOfHours(night, moment('2026-03-07T06:00:00Z'))).toBe(true);
    expect(isOutOfHours(night, moment('2026-03-06T05:00:00Z'))).toBe(true);
  });

  it('where nobody said where they are or when they work, no time is out of hours', () => {
    expect(isOutOfHours({ id: 'a', name: 'A' }, moment('2026-03-07T03:00:00Z'))).toBe(false);
    expect(isOutOfHours({ id: 'a', name: 'A', timezone: 'UTC' }, moment('2026-03-07T03:00:00Z'))).toBe(false);
  });

  it('a night that comes twice or not at all has one answer for every moment of it', () => {
    const watch = somebody('America/New_York', '01:30-02:30');
    // 2026-11-01: 01:30 to 02:00 comes twice (EDT, then EST). 2026-03-08: 02:00 to 03:00 does not come.
    expect(isOutOfHours(watch, moment('2026-11-01T05:45:00Z'))).toBe(false);
    expect(isOutOfHours(watch, moment('2026-11-01T06:45:00Z'))).toBe(false);
    expect(isOutOfHours(watch, moment('2026-03-08T06:59:00Z'))).toBe(false);
    expect(isOutOfHours(watch, moment('2026-03-08T07:00:00Z'))).toBe(true);
  });

  it('property: a whole week without a gap is never out of hours, wherever one is', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Stockholm',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), (zone, second) => {
        expect(isOutOfHours(somebody(zone, '00:00-24:00'), second * 1000)).toBe(false);
        expect(isOutOfHours(somebody(zone, '00:00-12:00', '12:00-24:00'), second * 1000)).toBe(false);
      }),
    );
  });
});

describe('what time it is there', () => {
  it.each([
    ['Europe/Stockholm', 'Tue 03:12'],
    ['Australia/Sydney', 'Tue 13:12'],
    ['America/Los_Angeles', 'Mon 18:12'],
    ['Asia/Kathmandu', 'Tue 07:57'],
  ])('in %s it is %s', (zone, text) => expect(localTime(somebody(zone), moment('2026-03-03T02:12:00Z'))).toBe(text));

  it('where nobody said where they are, it is not told', () => expect(localTime({ id: 'a', name: 'A' }, 0)).toBeNull());
});
