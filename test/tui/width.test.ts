import { describe, expect, it } from 'vitest';
import { cut, front, pad, wrap } from '../../src/language/fit.ts';
import { widthOf } from '../../src/language/width.ts';
import { columnsOf, cutLine, ends, flow, line, lineWidth, reflow, span, textOfLine } from '../../src/tui/lines.ts';
import { fc } from '../helpers/properties.ts';

describe('given characters of different widths', () => {
  it('counts the columns that they take', () => {
    expect(widthOf('日本')).toBe(4);
    expect(widthOf('👩‍💻')).toBe(2);
    expect(widthOf('é')).toBe(1);
  });

  it('never cuts one in two', () => {
    expect(front('日本語', 5)).toBe('日本');
    expect(cut('日本語', 5, '…')).toBe('日本…');
    expect(pad('日', 4)).toBe('日  ');
  });
});

describe('given a text that is too long for a line', () => {
  it('breaks it between words, and keeps its own line ends', () => {
    expect(wrap('one two three\nfour', 8)).toEqual(['one two', 'three', 'four']);
  });

  it('breaks a word only where it fits nowhere', () => {
    expect(wrap('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
  });

  it('never makes a line that is too wide, and loses no letter', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', '\n', 'é'), maxLength: 80 });
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 20 }), (text, columns) => {
        const lines = wrap(text, columns);
        for (const one of lines) expect(widthOf(one)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('joins the lines of prose, but not those of a list or a command', () => {
    expect(reflow('One\ntwo.\n\n- three\n- four\n$ ls\n')).toBe('One two.\n\n- three\n- four\n$ ls');
  });
});

describe('given lines of spans', () => {
  it('cuts at the span that no longer fits', () => {
    expect(textOfLine(cutLine([span('abc'), span('defgh', 'strong')], 6, '…'))).toBe('abcde…');
    expect(textOfLine(cutLine([span('abcdef'), span('g')], 6, '…'))).toBe('abcde…');
  });

  it('gives up the right end where both have no room', () => {
    expect(textOfLine(ends(line('left'), line('right'), 12))).toBe('left   right');
    expect(textOfLine(ends(line('left'), line('right'), 10))).toBe('left');
  });

  it('puts segments on as many lines as they need', () => {
    expect(flow([line('aaaa'), line('bbbb'), line('cccc')], 12, 2).map(textOfLine)).toEqual([' aaaa  bbbb', ' cccc']);
  });

  it('fills cells up to their width, and cuts what is longer', () => {
    const cells = columnsOf(
      [
        ['ab', 4],
        ['abcdef', 4],
      ],
      '…',
    );
    expect(textOfLine(cells)).toBe('ab  abc…');
    expect(lineWidth(cells)).toBe(8);
  });
});
