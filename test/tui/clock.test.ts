import { describe, expect, it } from 'vitest';
import { dayAndTime, exerciseTime, length, since } from '../../src/tui/clock.ts';
import { openStage } from './stage.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

describe('a length on a screen', () => {
  it.each([
    [0, '00:00'],
    [59_999, '00:59'],
    [HOUR + 61_000, '01:01:01'],
    [72 * HOUR, '72:00:00'],
    [4 * DAY - 1, '95:59:59'],
    [4 * DAY, '4d 00:00'],
    [18 * DAY + 17 * HOUR + 40 * 60_000 + 59_000, '18d 17:40'],
  ])('of %d ms is %s', (ms, text) => {
    expect(length(ms)).toBe(text);
  });

  it('has its sign as an exercise time', () => {
    expect(exerciseTime(-5 * DAY)).toBe('T-5d 00:00');
    expect(exerciseTime(90_000)).toBe('T+01:30');
  });

  it('has its hours since an anchor, or its days', () => {
    const { state } = openStage().session;
    expect(since(state, 'known', 90_000)).toBe('+00:01:30');
    expect(since(state, 'known', 20 * DAY)).toBe('+20d 00:00');
  });
});

describe('a moment of the story', () => {
  it('has its day where days go by', () => {
    expect(dayAndTime(Date.parse('2026-03-19T18:22:31Z'))).toBe('Thu 19 Mar 18:22Z');
  });
});
