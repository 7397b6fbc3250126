import { describe, expect, it } from 'vitest';
import { plain, plainLine } from '../../src/tui/plain.ts';
import { fc } from '../helpers/properties.ts';

describe('given a text from outside', () => {
  it.each([
    ['a colour', 'a\u001b[31mred\u001b[0m', 'ared'],
    ['a cursor that moves', 'a\u001b[2J\u001b[1;1Hb', 'ab'],
    ['a write to the clipboard', 'a\u001b]52;c;ZXZpbA==\u0007b', 'ab'],
    ['a hyperlink', '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['a sequence that never ends', 'a\u001b]0;title', 'a'],
    ['the same in single C1 characters', 'a\u009b31mb\u009d0;t\u009cc', 'abc'],
    ['a bell and a backspace', 'a\u0007b\u0008c', 'abc'],
    ['a carriage return that would overwrite', 'good\revil', 'good\nevil'],
    ['a direction that turns', 'a\u202egnp.exe', 'agnp.exe'],
    ['letters that are not there', 'a\u200bb\ufeffc\u{e0041}d', 'abcd'],
    ['a lone escape', 'a\u001b', 'a'],
  ])('when it holds %s, then that is gone', (_, given, left) => {
    expect(plain(given)).toBe(left);
  });

  it('when it holds tabs, then they are as wide as they were, line by line', () => {
    expect(plain('a\tb\nabcdefgh\tc')).toBe('a       b\nabcdefgh        c');
  });

  it('when it holds words of any language, then they stay', () => {
    expect(plain('प्रवेश 日本語 👩‍💻 é')).toBe('प्रवेश 日本語 👩‍💻 é');
  });

  it('when it is to stand on one line, then every run of white space is one space', () => {
    expect(plainLine('  one\n\n two\tthree ')).toBe('one two three');
  });

  it('whatever it holds, nothing that a terminal would obey is left', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom('\u001b', '\u009b', '\u009d', '[', ']', '52;', 'm', 'H', '\u0007', '\r', '\u202e'),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        expect(plain(parts.join(''))).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
