import { describe, expect, it } from 'vitest';
import { checkRunName, nthName, RunNameError } from '../../src/journal/names.ts';

describe('the name of a run', () => {
  it.each(['poisoned-release', 'a', '2026-03-01.drill', 'Übung 1', 'x'.repeat(100)])(
    'given %j, then it is fine',
    (name) => {
      expect(() => checkRunName(name)).not.toThrow();
    },
  );

  it.each([
    ['', 'it is empty'],
    ['a/b', 'it has a path separator in it'],
    ['../up', 'it has a path separator in it'],
    ['a\\b', 'it has a path separator in it'],
    ['..', 'it begins with a dot'],
    ['.hidden', 'it begins with a dot'],
    ['--store', 'it begins with a dash, as an option does'],
    ['a\0b', 'it has a character in it that cannot be shown'],
    ['a\u001b]0;b', 'it has a character in it that cannot be shown'],
    ['a\nb', 'it has a character in it that cannot be shown'],
    ['a\u2028b', 'it has a character in it that cannot be shown'],
    ['a\u202eb', 'it has a character in it that cannot be shown'],
    ['x'.repeat(101), 'it is longer than 100 characters or 200 bytes'],
    ['é'.repeat(101), 'it is longer than 100 characters or 200 bytes'],
    ['語'.repeat(67), 'it is longer than 100 characters or 200 bytes'],
  ])('given %j, then it is refused: %s', (name, why) => {
    expect(() => checkRunName(name)).toThrow(RunNameError);
    expect(() => checkRunName(name)).toThrow(`${JSON.stringify(name)} cannot be the name of a run: ${why}.`);
  });

  it('given that it is taken, then a number is appended', () => {
    expect([1, 2, 3, 10].map((count) => nthName('drill', count))).toEqual(['drill', 'drill-2', 'drill-3', 'drill-10']);
  });

  it.each(['x'.repeat(100), '語'.repeat(66), `${'x'.repeat(97)}😀😀😀`])(
    'given one as long as can be that is taken, then the numbered one is a name too',
    (name) => {
      const next = nthName(name, 12);
      expect(() => checkRunName(next)).not.toThrow();
      expect(next).toMatch(/-12$/);
      expect(next).not.toContain('\ufffd');
    },
  );
});
