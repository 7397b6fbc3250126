import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { createDecoder } from '../../src/tui/press.ts';

const noKey: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};
const key = (flags: Partial<Key> = {}): Key => ({ ...noKey, ...flags });

describe('given single keys', () => {
  it.each([
    ['a letter', 'j', key(), 'j'],
    ['Enter', '', key({ return: true }), 'enter'],
    ['a line feed', '\n', key(), 'enter'],
    ['backspace, which Ink calls delete', '', key({ delete: true }), 'backspace'],
    ['an arrow', '', key({ upArrow: true }), 'up'],
    ['Ctrl-C', 'c', key({ ctrl: true }), 'ctrl-c'],
    ['Shift-Tab', '', key({ tab: true, shift: true }), 'shift-tab'],
    ['the space bar', ' ', key(), 'space'],
    ['Escape', '', key({ escape: true, meta: true }), 'esc'],
  ])('names %s', (_, input, flags, name) => {
    expect(createDecoder()(input, flags, 0)).toEqual([{ key: name }]);
  });

  it('takes Alt and a letter as Escape and the letter, which is how they come', () => {
    expect(createDecoder()('q', key({ meta: true }), 0)).toEqual([{ key: 'esc' }, { key: 'q' }]);
  });

  it('ignores sequences that it does not know', () => {
    expect(createDecoder()('[I', key(), 0)).toEqual([]);
    expect(createDecoder()('[15;2~', key(), 0)).toEqual([]);
  });
});

describe('given several keys at once', () => {
  it('when they are as many as fingers are quick, then they are keys', () => {
    expect(createDecoder()('jj\r', key(), 0)).toEqual([{ key: 'j' }, { key: 'j' }, { key: 'enter' }]);
  });

  it('when they are more, then they are a paste, and so is what follows at once', () => {
    const decode = createDecoder();
    expect(decode('qwerty', key(), 0)).toEqual([{ paste: 'qwerty' }]);
    expect(decode('wq', key(), 10)).toEqual([{ paste: 'wq' }]);
    expect(decode('w', key(), 500)).toEqual([{ key: 'w' }]);
  });

  it('when they are one line with its Enter, then the line is entered', () => {
    expect(createDecoder()('release.yml\r', key(), 0)).toEqual([{ paste: 'release.yml' }, { key: 'enter' }]);
  });
});

describe('given a bracketed paste', () => {
  it('is one event, in however many parts it comes, with its line ends', () => {
    const decode = createDecoder();
    expect(decode('[200~', key(), 0)).toEqual([]);
    expect(decode('one', key(), 1)).toEqual([]);
    expect(decode('', key({ return: true }), 2)).toEqual([]);
    expect(decode('q', key(), 3)).toEqual([]);
    expect(decode('[201~', key(), 4)).toEqual([{ paste: 'one\nq' }]);
    expect(decode('q', key(), 5)).toEqual([{ key: 'q' }]);
  });
});
