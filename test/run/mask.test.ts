import { describe, expect, it } from 'vitest';
import { maskOf } from '../../src/run/mask.ts';

describe('masking', () => {
  const mask = maskOf(['NPM_TOKEN', 'GITHUB_TOKEN', 'EMPTY', 'SHORT'], {
    NPM_TOKEN: 'npm_0123456789',
    GITHUB_TOKEN: 'npm_0123456789-and-more',
    EMPTY: '',
    SHORT: 'abc',
  });

  it('takes a secret out of every text, however deep', () => {
    expect(mask({ text: 'I used npm_0123456789.', list: [{ a: 'npm_0123456789' }], n: 7, nothing: null })).toEqual({
      text: 'I used [NPM_TOKEN].',
      list: [{ a: '[NPM_TOKEN]' }],
      n: 7,
      nothing: null,
    });
  });

  it('given a secret that holds another, names the longer one', () => {
    expect(mask('npm_0123456789-and-more')).toBe('[GITHUB_TOKEN]');
  });

  it('leaves alone what is too short to be a secret, and what is not set', () => {
    expect(mask('abc and nothing')).toBe('abc and nothing');
    expect(maskOf(['NOT_SET'], {})('undefined')).toBe('undefined');
  });
});
