import { describe, expect, it } from 'vitest';
import { Lines, MAX_LINE_BYTES } from '../../../src/run/join/lines.ts';
import { fc } from '../../helpers/properties.ts';

/** A text as it comes in chunks that end anywhere. */
function heard(bytes: Buffer, cuts: readonly number[]): string[] | null {
  const lines = new Lines();
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const all: string[] = [];
  for (const [index, from] of places.entries()) {
    const some = lines.add(bytes.subarray(from, places[index + 1]));
    if (!some) return null;
    all.push(...some);
  }
  return all;
}

describe('lines that come in pieces', () => {
  it('are the same, wherever the pieces end, also in the middle of a character', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat()), (wanted, cuts) => {
        const bytes = Buffer.from(wanted.map((one) => `${one}\n`).join(''));
        expect(heard(bytes, cuts)).toEqual(wanted);
      }),
    );
  });

  it('that have no end yet are not there yet', () => {
    expect(heard(Buffer.from('one\ntw'), [2])).toEqual(['one']);
  });

  it('may be as long as is allowed, and no longer, ended or not', () => {
    const longest = 'x'.repeat(MAX_LINE_BYTES);
    expect(heard(Buffer.from(`${longest}\n`), [1000])).toEqual([longest]);
    expect(heard(Buffer.from(`${longest}x\n`), [1000])).toBeNull();
    expect(heard(Buffer.from(`${longest}x`), [1000])).toBeNull();
  });

  it('must be text', () => {
    expect(heard(Buffer.from([0xc3, 0x28, 0x0a]), [])).toBeNull();
  });
});
