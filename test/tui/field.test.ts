import { describe, expect, it } from 'vitest';
import { edit, emptyField, type Field, fieldOf } from '../../src/tui/field.ts';
import { moveCursor, windowAround, windowFrom } from '../../src/tui/list.ts';
import { fuzzy, pick } from '../../src/tui/pick.ts';
import { fc } from '../helpers/properties.ts';

const type = (field: Field, ...keys: string[]) => keys.reduce((now, key) => edit(now, { key }) ?? now, field);

describe('given a line that is typed', () => {
  it('takes characters at the caret, and moves it', () => {
    expect(type(emptyField, 'a', 'c', 'left', 'b')).toEqual({ text: 'abc', at: 2 });
    expect(type(emptyField, 'a', 'space', 'b')).toEqual({ text: 'a b', at: 3 });
  });

  it('takes back a whole character, however many units it has', () => {
    expect(type(fieldOf('a👍'), 'backspace')).toEqual({ text: 'a', at: 1 });
    expect(type(emptyField, 'backspace')).toEqual(emptyField);
  });

  it('knows the keys of a shell', () => {
    expect(type(fieldOf('one two'), 'ctrl-w').text).toBe('one ');
    expect(type(fieldOf('one two'), 'ctrl-u').text).toBe('');
    expect(type(fieldOf('one two'), 'home', 'ctrl-k').text).toBe('');
    expect(type(fieldOf('one'), 'ctrl-a', 'x').text).toBe('xone');
  });

  it('takes a paste as it is, line ends and all', () => {
    expect(edit(fieldOf('a'), { paste: 'x\r\ny\rz' })).toEqual({ text: 'ax\ny\nz', at: 6 });
  });

  it('leaves keys that edit nothing to others', () => {
    expect(edit(emptyField, { key: 'enter' })).toBeNull();
    expect(edit(emptyField, { key: 'pagedown' })).toBeNull();
  });
});

describe('given a list longer than the screen', () => {
  it('shows a part of it that has the cursor in it', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 60 }), (count, at, height) => {
        const cursor = Math.min(at, Math.max(0, count - 1));
        const { from, to } = windowAround(count, cursor, height);
        expect(to - from).toBe(Math.min(count, height));
        if (count > 0) expect(cursor >= from && cursor < to).toBe(true);
      }),
    );
  });

  it('does not scroll beyond its end', () => {
    expect(windowFrom(10, 999, 4)).toEqual({ from: 6, to: 10 });
    expect(windowFrom(3, 0, 10)).toEqual({ from: 0, to: 3 });
  });

  it('moves by one, by a page, and to the ends', () => {
    expect(moveCursor(5, 'down', 10, 4)).toBe(6);
    expect(moveCursor(9, 'j', 10, 4)).toBe(9);
    expect(moveCursor(5, 'pageup', 10, 4)).toBe(1);
    expect(moveCursor(5, 'G', 10, 4)).toBe(9);
    expect(moveCursor(5, 'x', 10, 4)).toBeNull();
    expect(moveCursor(0, 'down', 0, 4)).toBe(0);
  });
});

describe('given words to look for', () => {
  const choices = ['skip: Skip a step', 'skip-phase: Skip a phase', 'speak-as', 'add-item'].map((label) => ({
    value: label,
    label,
  }));

  it('finds them at the front before in the middle, before letters in order', () => {
    expect(fuzzy('skip', 'skip a step')).toBe(0);
    expect(fuzzy('step', 'skip a step')).toBe(1);
    expect(fuzzy('kip', 'skip')).toBe(2);
    expect(fuzzy('sas', 'skip a step')).toBeGreaterThan(2);
    expect(fuzzy('xyz', 'skip')).toBeNull();
  });

  it('puts the best first, and without words keeps the order', () => {
    expect(pick(choices, 'phase').map(({ value }) => value)).toEqual(['skip-phase: Skip a phase']);
    expect(pick(choices, ' ')).toEqual(choices);
  });
});
