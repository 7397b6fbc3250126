import { describe, expect, test } from 'vitest';
import {
  durationPattern,
  formatDuration,
  formatInstant,
  instantPattern,
  parseDuration,
  parseInstant,
  parseStoryTime,
  storyTimePattern,
} from '../../src/language/time.ts';
import { fc } from '../helpers/properties.ts';

const HOUR = 3_600_000;

describe('durations', () => {
  test.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['72h', 72 * HOUR],
    ['2d', 48 * HOUR],
    ['1d2h3m4s', 26 * HOUR + 184_000],
    ['0s', 0],
    ['007m', 420_000],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each([
    '',
    'h',
    '5',
    '5 m',
    '1m1h',
    '1h 30m',
    '-5m',
    '+5m',
    '1.5h',
    '5M',
    '1h1h',
    '5ms',
    ' 5m',
    '5m\n',
    '999999h',
    `${'9'.repeat(400)}h`,
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  test.each([
    [0, '0s'],
    [999, '0s'],
    [-999, '0s'],
    [90_000, '1m30s'],
    [72 * HOUR, '72h'],
    [96 * HOUR, '4d'],
    [100 * HOUR + 61_000, '4d4h1m1s'],
    [-5 * HOUR, '-5h'],
  ])('%i ms is written %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  test('what is written reads as what it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_525 * 24 * 3600 }), (seconds) => {
        const text = formatDuration(seconds * 1000);
        expect(parseDuration(text)).toBe(seconds * 1000);
        expect(text).toMatch(durationPattern);
      }),
    );
  });
});

describe('instants', () => {
  test.each([
    ['2026-03-02T08:12:00Z', '2026-03-02T08:12:00.000Z'],
    ['2026-03-02T08:12Z', '2026-03-02T08:12:00.000Z'],
    ['2026-03-02T08:12:00.5+05:30', '2026-03-02T02:42:00.500Z'],
    ['2026-03-02T00:30:00-08:00', '2026-03-02T08:30:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T23:59:59.123456789Z', '2000-02-29T23:59:59.123Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, utc) => {
    const at = parseInstant(text);
    expect(at).not.toBeNull();
    expect(formatInstant(at ?? 0)).toBe(utc);
  });

  test.each([
    '2026-03-02',
    '2026-03-02T08:12:00',
    '2026-03-02 08:12:00Z',
    '2026-02-30T08:00:00Z',
    '2025-02-29T08:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T08:60:00Z',
    '2026-03-02T08:12:60Z',
    '2026-03-02T08:12:00+24:00',
    '2026-03-02T08:12:00+01:60',
    '2026-03-02T08:12:00+0100',
    '2026-03-02t08:12:00z',
    '9999-12-31T23:59:59-01:00',
    '0000-01-01T00:00:00+01:00',
    '+012026-03-02T08:12:00Z',
    '2026-03-02T08:12:00Z ',
    'T',
    '',
  ])('%j is none', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test('every instant has 24 characters, reads as what it was, and sorts as text as it does as time', () => {
    const instant = fc.integer({
      min: Date.parse('0000-01-01T00:00:00Z'),
      max: Date.parse('9999-12-31T23:59:59.999Z'),
    });
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        expect(formatInstant(a)).toHaveLength(24);
        expect(formatInstant(a)).toMatch(instantPattern);
        expect(parseInstant(formatInstant(a))).toBe(a);
        expect(formatInstant(a) < formatInstant(b)).toBe(a < b);
      }),
    );
  });
});

describe('times of a scenario', () => {
  test.each([
    ['T', 0],
    ['T+18m', 18 * 60_000],
    ['T-3h', -3 * HOUR],
    ['T-4h55m', -(4 * HOUR + 55 * 60_000)],
    ['T-0s', 0],
  ])('%s counts from T', (text, offset) => {
    expect(parseStoryTime(text)).toEqual({ kind: 'relative', offset });
    expect(text).toMatch(storyTimePattern);
  });

  test('an ISO time is absolute', () => {
    expect(parseStoryTime('2026-03-02T08:12:00Z')).toEqual({
      kind: 'absolute',
      at: Date.parse('2026-03-02T08:12:00Z'),
    });
  });

  test.each(['t', 'T3h', 'T-', 'T+', 'T - 3h', 'T-3', 'T-3h-1m', '3h', '2026-02-30T00:00:00Z', '2026-03-02', ''])(
    '%j is none',
    (text) => {
      expect(parseStoryTime(text)).toBeNull();
    },
  );

  test('editors know the same forms as we do, days of the calendar aside', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^T?[-+0-9dhmsTZ:.]{0,12}$/), (text) => {
        if (parseStoryTime(text) !== null) expect(text).toMatch(storyTimePattern);
        if (parseDuration(text) !== null) expect(text).toMatch(durationPattern);
      }),
    );
  });
});
