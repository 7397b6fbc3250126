import { describe, expect, it } from 'vitest';
import { fitsPattern, patternProblem } from '../../src/playbook/patterns.ts';

describe('given a pattern of an input', () => {
  it.each([
    String.raw`^[\w.-]+/[\w.-]+$`,
    '^[a-z]+(?:-[a-z]+)*$',
    String.raw`^\d+(?:\.\d+){2}$`,
    '(?:ab)*',
    '(?:[ab]c)+x',
    '(?:,[^,]*)+',
    '(a+)?',
    String.raw`^[)(|*+]+\($`,
  ])('when it is %s, then it always comes to an end', (pattern) => {
    expect(patternProblem(pattern)).toBeNull();
  });

  it.each([
    '^(a+)+$',
    '^(a|a)*$',
    String.raw`^(\w*)*$`,
    '(a?){30}',
    '((a+)b?)*',
    '(?:-?a+)*',
    '(.*,)+$',
    '(?:,.*)+',
    String.raw`(?:-[\w-]+)*`,
    '(?<x>a*)*',
  ])('when it is %s, then it is refused: it could take for ever', (pattern) => {
    expect(patternProblem(pattern)?.message).toContain('for ever');
    expect(fitsPattern(pattern, 'a')).toBeNull();
  });

  it.each(['(', '[z-a]', String.raw`[\w-.]`])('when it is %s, then it is told to be none', (pattern) => {
    expect(patternProblem(pattern)?.message).toMatch(/^this is no regular expression: \S/);
  });

  it('when a text is compared with it, then it fits or does not, or that is left open', () => {
    expect(fitsPattern('^[a-z]+/[a-z]+$', 'acme/storefront')).toBe(true);
    expect(fitsPattern('^[a-z]+/[a-z]+$', 'storefront')).toBe(false);
    expect(fitsPattern('^a+$', 'a'.repeat(201))).toBeNull();
    expect(fitsPattern(`${'a*'.repeat(12)}!`, 'a'.repeat(60))).toBeNull();
    expect(fitsPattern(String.raw`(a*)\1\1\1\1\1!`, 'a'.repeat(100))).toBeNull();
  });
});
