import { describe, expect, it } from 'vitest';
import { usable, whyNotUsable } from '../../src/world/usable.ts';
import { account, artifact, backup, credential, did, entered, stage, stakeholder, system, worldOf } from './build.ts';

describe('a credential', () => {
  const world = worldOf(credential('token'));
  const stolen = entered(world, ['token']);

  it('is usable when it is stolen and alive', () => {
    expect(usable(stolen, 'token')).toBe(true);
    expect(whyNotUsable(stolen, 'token')).toBe('');
  });

  it('is not usable before it is stolen', () => {
    expect(usable(world, 'token')).toBe(false);
    expect(whyNotUsable(world, 'token')).toBe('never stolen');
  });

  it('is not usable once it is revoked, stolen or not', () => {
    expect(usable(did(stolen, 'revoke', 'token'), 'token')).toBe(false);
    expect(whyNotUsable(did(stolen, 'revoke', 'token'), 'token')).toBe('revoked');
    expect(whyNotUsable(did(world, 'revoke', 'token'), 'token')).toBe('revoked');
  });
});

describe.each([
  ['stage', stage],
  ['system', system],
  ['account', account],
])('a %s', (_, make) => {
  const world = worldOf(make('place'));
  const compromised = entered(world, ['place']);

  it('is usable when it is compromised and not isolated', () => {
    expect(usable(compromised, 'place')).toBe(true);
    expect(whyNotUsable(compromised, 'place')).toBe('');
  });

  it('is not usable while it is clean', () => {
    expect(usable(world, 'place')).toBe(false);
    expect(whyNotUsable(world, 'place')).toBe('not compromised');
  });

  it('is not usable while it is isolated, and is again once it is resumed', () => {
    const isolated = did(compromised, 'isolate', 'place');
    expect(usable(isolated, 'place')).toBe(false);
    expect(whyNotUsable(isolated, 'place')).toBe('isolated');
    expect(usable(did(isolated, 'resume', 'place'), 'place')).toBe(true);
  });
});

describe('an artifact', () => {
  const world = worldOf(artifact('sdk'));
  const poisoned = entered(world, ['sdk']);

  it('is usable while it is served poisoned', () => {
    expect(usable(poisoned, 'sdk')).toBe(true);
    expect(whyNotUsable(world, 'sdk')).toBe('not poisoned');
    expect(whyNotUsable(did(poisoned, 'quarantine', 'sdk'), 'sdk')).toBe('quarantined');
  });
});

describe('anything else', () => {
  it.each([backup('nightly'), stakeholder('press')])('is never usable: a $kind', (item) => {
    const world = entered(worldOf(item), [item.id]);
    expect(usable(world, item.id)).toBe(false);
    expect(whyNotUsable(world, item.id)).toBe('of no use to an attacker');
  });

  it('is not usable before it exists', () => {
    expect(usable(worldOf(), 'backdoor')).toBe(false);
    expect(usable(worldOf(), 'constructor')).toBe(false);
    expect(whyNotUsable(worldOf(), 'backdoor')).toBe('does not exist yet');
  });
});
