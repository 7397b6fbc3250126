import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { evenWidthOf, isEven } from '../../src/language/even.ts';
import { Graphemes } from '../../src/language/graphemes.ts';
import { widthOf } from '../../src/language/width.ts';
import { fc } from '../helpers/properties.ts';

const characters = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
const even = characters.filter(isEven);

describe('a text whose characters are one column wide each', () => {
  it('is of such as the field writes in: letters, marks, quotes, dashes, arrows, boxes', () => {
    expect(isEven('“Zoë” → 3 × “naïve” … – Łódź · don’t │ ▶ █ ● ↵')).toBe(true);
  });

  it.each(['漢字', 'e\u0301', '👩‍🚀', '©\uFE0F', '▶\uFE0F', '◾', 'a\u200Bb', 'a\u00ADb', '\t', '\u202Eabc'])(
    'is not %j',
    (text) => {
      expect(isEven(text)).toBe(false);
    },
  );

  it('is as wide as Unicode has it, character by character', () => {
    expect(even.filter((one) => stringWidth(one) !== 1)).toEqual([]);
  });

  it('is as wide as Unicode has it in any order, in any style', () => {
    const piece = fc.oneof(fc.constantFrom(...even), fc.constantFrom('\x1b[1m', '\x1b[38;5;9m', '\x1b[0m', '\x1b[m'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (some) => {
        expect(evenWidthOf(some.join(''))).toBe(stringWidth(some.join('')));
      }),
    );
  });

  it.each(['漢', '\x1b]8;;https://example.org\x07a', '\x1b[1', 'a\x1bb'])(
    'has no width that is told quickly: %j',
    (text) => {
      expect(evenWidthOf(text)).toBeNull();
    },
  );
});

describe('any text', () => {
  const real = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const parts = (some: Iterable<{ segment: string; index: number }>) =>
    [...some].map(({ segment, index }) => [segment, index]);
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...characters), { maxLength: 30 }).map((some) => some.join('')),
  );

  it('is as wide as Unicode has it', () => {
    fc.assert(
      fc.property(text, (some) => {
        expect(widthOf(some)).toBe(stringWidth(some));
      }),
    );
  });

  it('falls into the graphemes that Unicode has', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -1, max: 40 }), (some, index) => {
        const ours = new Graphemes().segment(some);
        expect(parts(ours)).toEqual(parts(real.segment(some)));
        expect(ours.containing(index)?.index).toBe(real.segment(some).containing(index)?.index);
      }),
    );
  });

  it('falls into them at every character that is taken for one by itself, beside any other', () => {
    const beside = ['a', '\r', '\n', '\u0301', '\u200D', '👩', '가', '\u{1F1E9}'];
    for (const one of characters)
      for (const other of beside)
        expect(parts(new Graphemes().segment(one + other + one))).toEqual(parts(real.segment(one + other + one)));
  });
});
