import { describe, expect, it } from 'vitest';
import { originOf } from '../../src/report/proposals.ts';
import { played } from './played.ts';

describe('where an improvement came from, for people', () => {
  it.each([
    ['flag isolate-stages unclear 41', 'flagged: isolate-stages unclear'],
    ['glass the gate of revoke', 'glass broken: the gate of revoke'],
    ['added Rebuild runner 2', 'added: Rebuild runner 2'],
    ['overdue tell-all', 'over its time: tell-all'],
    ['missed DEPLOY_KEY', 'not found: DEPLOY_KEY'],
    ['unmet told within 30', 'not met: told within 30'],
    ['constructor of trouble', 'constructor of trouble'],
    ['flag', 'flag'],
  ])('given %s, then it is %s', (from, words) => {
    expect(originOf(from)).toBe(words);
  });

  it('given what runs propose, then its times are those of a page, and why a rule was overridden stands as what was said', () => {
    const texts = (scenario: string, play: string) =>
      played(scenario, play).proposedImprovements.map(({ text }) => text);
    const all = [...texts('minted-tokens', 'as-it-happened'), ...texts('poisoned-release', 'newest-backup')];
    expect(all.filter((text) => /T[+-]\d/.test(text))).toEqual([]);
    expect(all).toContain(
      'Act sooner on the message from A customer: warn-owners done by T +5 d 03 h (at T +6 d 11 h)',
    );
    expect(all).toContain('Look at what verify-backup requires: the glass was broken over it (“It is the newest one”)');
  });

  it('given what runs propose, then nobody reads an id', () => {
    const plays = [
      ['poisoned-release', 'missed-one'],
      ['poisoned-release', 'newest-backup'],
      ['forgotten-branch', 'own-desk'],
      ['moved-tags', 'nobody-home'],
    ] as const;
    const ids = plays.flatMap(([scenario, play]) => played(scenario, play).proposedImprovements.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(10);
    for (const id of ids) expect(originOf(id)).toMatch(/^[a-z ]+: /);
  });
});
