import { describe, expect, it } from 'vitest';
import { inWords, offset, offsetOr, plainTimes, span } from '../../src/report/words.ts';
import { hours, minutes } from './small-drill.ts';

describe('a length of time', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [45_000, '45 s'],
    [minutes(12), '12 min'],
    [minutes(12) + 4_000, '12 min 04 s'],
    [hours(1), '1 h'],
    [minutes(65), '1 h 05 min'],
    [hours(72), '72 h'],
    [hours(96), '4 d'],
    [hours(122), '5 d 02 h'],
    [-minutes(281), '-4 h 41 min'],
  ])('given %i ms, when it is shown, then it reads %s', (ms, text) => {
    expect(span(ms)).toBe(text);
  });

  it('given a longer one beside it that is in days, when it is shown, then it is in days too, from one day on', () => {
    expect(span(hours(94) + minutes(40), hours(99))).toBe('3 d 22 h');
    expect(span(hours(23), hours(99))).toBe('23 h');
    expect(span(hours(94), hours(95))).toBe('94 h');
    expect(offset(-hours(49), hours(186))).toBe('-2 d 01 h');
  });

  it('given a part too small to show, when it is shown, then it is dropped and never rounded up', () => {
    expect(span(minutes(60) - 1)).toBe('59 min 59 s');
    expect(span(hours(2) - 1)).toBe('1 h 59 min');
  });
});

describe('a length with its sign', () => {
  it('given a time after, when it is shown, then it has a plus', () => expect(offset(minutes(12))).toBe('+12 min'));
  it('given a time before, when it is shown, then it has a minus', () => expect(offset(-minutes(12))).toBe('-12 min'));
  it('given the moment itself, when it is shown, then it is 0', () => expect(offset(0)).toBe('0'));
  it('given nothing known, when it is shown, then it is the word for that and not 0', () =>
    expect(offsetOr(null, 'unknown')).toBe('unknown'));
});

describe('a list in words', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('given %j, when it is told, then it reads "%s"', (words, text) => expect(inWords(words)).toBe(text));

  it('given more than there is room for, when it is told, then it says how many more', () => {
    expect(inWords(['a', 'b', 'c', 'd', 'e'], 3)).toBe('a, b and 3 more');
  });
});

describe('a time as a screen’s clock shows it', () => {
  it('given it in a sentence for a page, when it is told, then it cannot pass for hours', () => {
    expect(plainTimes('answered by T+05:00 (at T-4:55:00)')).toBe('answered by T +5 min (at T -4 h 55 min)');
    expect(plainTimes('RT+05:00x and 05:00')).toBe('RT+05:00x and 05:00');
  });
});
