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
