import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { isEven, widthOf } from '../../src/language/width.ts';
import { fc } from '../helpers/properties.ts';

const characters = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
const even = characters.filter(isEven);

describe('a text whose characters are one column wide each', () => {
  it('is of such as the field writes in: letters, marks, quotes, dashes, arrows', () => {
    expect(isEven('“Zoë” → 3 × “naïve” … – Łódź · don’t')).toBe(true);
  });

  it.each(['漢字', 'e\u0301', '👩‍🚀', '©\uFE0F', 'a\u200Bb', 'a\u00ADb', '\t', '\u202Eabc'])('is not %j', (text) => {
    expect(isEven(text)).toBe(false);
  });

  it('is as wide as Unicode has it, character by character', () => {
    expect(even.filter((one) => stringWidth(one) !== 1)).toEqual([]);
  });

  it('is as wide as Unicode has it in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...even), { maxLength: 40 }), (some) => {
        expect(widthOf(some.join(''))).toBe(stringWidth(some.join('')));
      }),
    );
  });
});
