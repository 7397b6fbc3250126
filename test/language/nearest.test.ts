import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/language/nearest.ts';
import { fc } from '../helpers/properties.ts';

const keys = ['do', 'for-each', 'effect', 'approval', 'on-failure', 'options', 'isolate', 'preserve'];

describe('the nearest right word', () => {
  test.each([
    ['efect', 'effect'],
    ['effcet', 'effect'],
    ['forEach', 'for-each'],
    ['for_each', 'for-each'],
    ['onFailiure', 'on-failure'],
    ['isolated', 'isolate'],
    ['aproval', 'approval'],
    ['doo', 'do'],
    ['EFFECT', 'effect'],
    ['approv', 'approval'],
    ['pres', 'preserve'],
  ])('%s is %s', (word, meant) => {
    expect(nearest(word, keys)).toBe(meant);
  });

  test.each(['colour', 'x', '', 'to', 'zzzzzzz', 'effect'.repeat(100)])('%j is none of them', (word) => {
    expect(nearest(word, keys)).toBeNull();
  });

  test('a right word is no misspelling of itself', () => {
    expect(nearest('effect', ['effect'])).toBeNull();
  });

  test('a beginning that several share is none of them', () => {
    expect(nearest('stag', ['stage-one', 'stage-two'])).toBeNull();
    expect(nearest('is', keys)).toBeNull();
  });

  test('of equally near ones the first wins', () => {
    expect(nearest('stale', ['stage', 'state'])).toBe('stage');
  });

  test('it is one of the candidates or none, and one slip in a long word is always found', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{5,12}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(words, fc.nat(), (candidates, seed) => {
        const [word = ''] = candidates;
        const at = seed % word.length;
        const slipped = `${word.slice(0, at)}${word.slice(at + 1)}`;
        const found = nearest(slipped, candidates);
        expect(candidates.includes(slipped) || found !== null).toBe(true);
        if (found !== null) expect(candidates).toContain(found);
      }),
    );
  });
});
