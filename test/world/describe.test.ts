import { describe, expect, it } from 'vitest';
import { act } from '../../src/world/act.ts';
import { attempt, enter } from '../../src/world/attack.ts';
import { describeChange } from '../../src/world/describe.ts';
import { evolveWorldAll } from '../../src/world/evolve.ts';
import type { Change, World } from '../../src/world/model.ts';
import { artifact, backup, credential, did, entered, move, stage, system, tried, worldOf } from './build.ts';

const world = worldOf(
  stage('build', { name: 'build.yml', holds: ['npm-token'] }),
  stage('release', { name: 'release.yml', holds: ['npm-token'], publishes: ['sdk'] }),
  credential('ci-token', { name: 'CI_TOKEN', opens: ['release'] }),
  credential('npm-token', { name: 'NPM_TOKEN' }),
  artifact('sdk', { name: 'storefront-sdk 4.2.1' }),
  system('store', { name: 'artefact-store' }),
  backup('nightly', { of: 'store', taken: 0 }),
);

function words(before: World, result: readonly Change[] | { changes: Change[] } | object): string[] {
  const changes = Array.isArray(result)
    ? (result as Change[])
    : 'changes' in result
      ? (result.changes as Change[])
      : [];
  return changes.map((change) => describeChange(change, before));
}

describe('describeChange', () => {
  it('says how a credential was stolen', () => {
    expect(words(world, enter(world, { at: 0, with: ['ci-token'] }, 0))).toEqual([
      'CI_TOKEN was stolen: the attacker came in by it',
      'NPM_TOKEN was stolen: release.yml, which holds it, can be opened with CI_TOKEN',
    ]);
  });

  it('says what a move did, and what spread from it', () => {
    const hook = move('hook', { title: 'Plants a hook', compromise: ['release'], poison: ['sdk'] });
    expect(words(world, attempt(world, hook, 0))).toEqual([
      'release.yml was compromised: the attacker\'s move "Plants a hook"',
      'storefront-sdk 4.2.1 was poisoned: the attacker\'s move "Plants a hook"',
      'NPM_TOKEN was stolen: release.yml, which holds it, is compromised',
    ]);
    const mint = move('mint', { create: [credential('backdoor', { name: 'A token that nobody issued' })] });
    expect(words(world, attempt(world, mint, 0))).toEqual([
      'A token that nobody issued was planted: the attacker\'s move "mint"',
    ]);
  });

  it('says several marks of one change in one sentence', () => {
    const off = did(world, 'quarantine', 'sdk');
    expect(words(off, attempt(off, move('publish', { poison: ['sdk'] }), 0))).toEqual([
      'storefront-sdk 4.2.1 was poisoned and is served again: the attacker\'s move "publish"',
    ]);
  });

  it('says what the team did', () => {
    const breached = entered(world, ['release', 'sdk', 'store']);
    const said = (effect: Parameters<typeof act>[1], id: string, from = breached) =>
      words(from, act(from, effect, id, 0));
    expect(said('isolate', 'release')).toEqual(['release.yml was isolated: the team stopped it']);
    expect(said('resume', 'release', did(breached, 'isolate', 'release'))).toEqual([
      'release.yml was resumed: the team let it run',
    ]);
    expect(said('revoke', 'npm-token')).toEqual(['NPM_TOKEN was revoked: the team had it withdrawn']);
    expect(said('quarantine', 'sdk')).toEqual(['storefront-sdk 4.2.1 was quarantined: the team took it off the shelf']);
    expect(said('remove', 'release')).toEqual(['release.yml is clean: the team removed what the attacker left']);
    expect(said('restore', 'nightly')).toEqual([
      "artefact-store was reinfected: the team restored it from nightly, taken when it was already in the attacker's hand",
    ]);
  });

  it('says what was wiped, and what a restore of it lost', () => {
    const breached = entered(world, ['store', 'sdk']);
    const wipe = move('wipe', { title: 'Empties the store', destroy: ['store', 'sdk'] });
    expect(words(breached, attempt(breached, wipe, 0))).toEqual([
      'artefact-store was destroyed: the attacker\'s move "Empties the store"',
      'storefront-sdk 4.2.1 was destroyed: the attacker\'s move "Empties the store"',
    ]);
    const gone = tried(world, move('wipe', { destroy: ['store', 'build'] }), 7 * 3_600_000);
    expect(words(gone, act(gone, 'restore', 'nightly', 0))).toEqual([
      'artefact-store is back and lost 7h for good: the team restored it from nightly, taken when it was clean',
    ]);
    expect(words(gone, act(gone, 'rebuild', 'build', 0))).toEqual(['build.yml is back: the team set it up anew']);
  });

  it('says what became of a successor, from the world before it and from the one after it', () => {
    const result = act(world, 'replace', 'npm-token', 0);
    const changes = 'changes' in result ? result.changes : [];
    expect(words(world, changes)).toEqual([
      'NPM_TOKEN (2) was issued: it replaces NPM_TOKEN',
      'npm-token-2 was put into build.yml and release.yml: it replaces NPM_TOKEN',
    ]);
    expect(words(evolveWorldAll(world, changes, 0), changes)[1]).toBe(
      'NPM_TOKEN (2) was put into build.yml and release.yml: it replaces NPM_TOKEN',
    );
  });
});
