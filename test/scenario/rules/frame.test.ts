import { describe, expect, it } from 'vitest';
import { found, hintOf, table } from './table.ts';

describe('times around the start of play', () => {
  table([
    [
      'an attacker who enters after play has started',
      ['enters: { at: T-5h', 'enters: { at: T+5m'],
      'time-after-start at `T+5m`: the attacker is inside when play starts, so this must be at T or before it',
      'move-never-usable at `ci-token`: `plant-release-hook` can never happen: the attacker cannot use `ci-token` by then, whatever the team does',
      'move-never-usable at `deploy-key`: `implant-store` can never happen: the attacker cannot use `deploy-key` by then, whatever the team does',
      'move-never-usable at `release`: `publish-poisoned` can never happen: the attacker cannot use `release` by then, whatever the team does',
      'move-never-usable at `release`: `publish-again` can never happen: the attacker cannot use `release` by then, whatever the team does',
    ],
    [
      'a team that learns of it after play has started',
      ['known: T,', 'known: T+1m,'],
      'time-after-start at `T+1m`: the team knows that something is wrong when play starts, so this must be at T or before it',
    ],
    [
      'an intrusion after play has started',
      ['intruded: T-5h', 'intruded: T+1s'],
      'time-after-start at `T+1s`: the attacker is inside when play starts, so this must be at T or before it',
    ],
    ['both at T', ['known: T, intruded: T-5h', 'known: T, intruded: T']],
    [
      'a move that is due when play is over',
      ['at: T+33m', 'at: T+1h'],
      'time-after-the-end at `T+1h`: play ends at T+1h, so this never happens',
    ],
  ]);
});

describe('inputs', () => {
  table([
    [
      'a value that breaks the pattern of the playbook',
      ['inputs: { repository: acme/storefront }', 'inputs: { repository: storefront }'],
      'value-pattern at `storefront`: `storefront` does not fit the pattern of the input',
    ],
    ['a value that is not known yet', ['inputs: { repository: acme/storefront }', 'inputs: { repository: null }']],
    [
      'an input that there is not',
      ['inputs: { repository: acme/storefront }', 'inputs: { customer: acme }'],
      'name-unknown at `customer`: there is no input `customer`',
    ],
  ]);

  it('given an input that there is not, then those are named that there are', () => {
    const edit = ['inputs: { repository: acme/storefront }', 'inputs: { customer: acme }'] as const;
    expect(hintOf(edit)).toBe('The playbook asks for `repository`.');
  });
});

it('given the duration is missing, then no made-up end of play is spoken of', () => {
  expect(found(['duration: 60m\n', ''], ['at: T+33m', 'at: T+90m'])).toEqual([
    expect.stringMatching(/^shape-missing-key at .*`duration` is missing$/),
  ]);
});
