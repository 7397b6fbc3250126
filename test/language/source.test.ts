import { describe, expect, test } from 'vitest';
import { lineRange, positionOf } from '../../src/language/source.ts';
import { fc } from '../helpers/properties.ts';

const source = { file: 'a.yaml', text: 'one\r\ntwo\n\nfour' };

describe('places in a source', () => {
  test.each([
    [0, 1, 1],
    [2, 1, 3],
    [5, 2, 1],
    [8, 2, 4],
    [9, 3, 1],
    [10, 4, 1],
    [14, 4, 5],
    [99, 4, 5],
    [-1, 1, 1],
  ])('offset %i is line %i, column %i', (offset, line, column) => {
    expect(positionOf(source, offset)).toEqual({ line, column });
  });

  test('a line comes without its line break', () => {
    const lines = [1, 2, 3, 4]
      .map((line) => lineRange(source, line))
      .map((range) => range && source.text.slice(range.start, range.end));
    expect(lines).toEqual(['one', 'two', '', 'four']);
    expect(lineRange(source, 5)).toBeNull();
    expect(lineRange(source, 0)).toBeNull();
  });

  test('columns count UTF-16 code units', () => {
    expect(positionOf({ file: 'a', text: '🚒x' }, 2)).toEqual({ line: 1, column: 3 });
  });

  test('every offset is on the line that it is on', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '漢') }), fc.nat(50), (text, at) => {
        const here = { file: 'a', text };
        const offset = Math.min(at, text.length);
        const { line, column } = positionOf(here, offset);
        expect(line).toBe(text.slice(0, offset).split('\n').length);
        expect((lineRange(here, line)?.start ?? -1) + column - 1).toBe(offset);
      }),
    );
  });
});
