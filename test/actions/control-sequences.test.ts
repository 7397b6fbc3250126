import { describe, expect, it } from 'vitest';
import { createStripper, withoutControls } from '../../src/actions/control-sequences.ts';
import { fc } from '../helpers/properties.ts';

describe('a text without control sequences', () => {
  it.each([
    ['colours', '\u001b[1;31mred\u001b[0m and \u009b32mgreen', 'red and green'],
    ['a cursor that moves', 'a\u001b[2K\u001b[1Gb\u001b7c\u001b8', 'abc'],
    ['a title and a clipboard, ended by BEL or ST', 'a\u001b]0;title\u0007b\u001b]52;c;AAAA\u001b\\c', 'abc'],
    ['a link', '\u001b]8;;https://evil.example\u0007text\u001b]8;;\u0007', 'text'],
    ['a device control string', 'a\u001bPq#0\u001b\\b\u0090x\u009cc', 'abc'],
    ['a character set', 'a\u001b(Bb', 'ab'],
    ['single controls', 'a\u0000b\u0007c\u0008d\u007fe\u000bf', 'abcdef'],
    ['carriage returns', 'one\r\ntwo\rthree\r\r\nfour', 'one\ntwo\nthree\nfour'],
    ['a sequence that never ends', 'a\u001b]0;title\nb\u001b[31', 'a0;title\nb31'],
    ['an escape at the end', 'a\u001b', 'a'],
  ])('has none of %s', (_, given, text) => {
    expect(withoutControls(given)).toBe(text);
  });

  it('keeps tabs, line ends, and every other writing', () => {
    const text = 'a\tb\nπ 🔑 日本\u200d';
    expect(withoutControls(text)).toBe(text);
  });

  it('given it in pieces, is the same wherever it was cut', () => {
    const bits = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '31',
      'm',
      ';',
      '\\',
      '\u0007',
      '\r',
      '\n',
      'a',
      '\u009b',
      '\u009c',
      ' ',
      'P',
    );
    const pieces = fc.array(
      fc.array(bits, { maxLength: 6 }).map((some) => some.join('')),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (given) => {
        const stripper = createStripper();
        const text = given.map((piece) => stripper.write(piece)).join('') + stripper.end();
        expect(text).toBe(withoutControls(given.join('')));
      }),
      { numRuns: 2_000 },
    );
  });

  it('given an endless sequence, holds no more than its longest', () => {
    const stripper = createStripper();
    stripper.write('\u001b]0;');
    const passed = Array.from({ length: 40 }, () => stripper.write('x'.repeat(1_000)).length);
    expect(passed.reduce((sum, length) => sum + length)).toBeGreaterThan(30_000);
  });
});
