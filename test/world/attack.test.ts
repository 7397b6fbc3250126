import { describe, expect, it } from 'vitest';
import { attempt, enter } from '../../src/world/attack.ts';
import { UnknownThing } from '../../src/world/thing.ts';
import { account, artifact, at, credential, did, entered, move, stage, stolenIn, tried, worldOf } from './build.ts';

describe('enter', () => {
  const world = worldOf(
    stage('build', { holds: ['npm'] }),
    account('bot'),
    credential('ci', { opens: ['build'] }),
    credential('npm'),
    artifact('dependency'),
  );

  it('steals the credentials named, and what they lead to', () => {
    expect(stolenIn(entered(world, ['ci']))).toEqual(['ci', 'npm']);
  });

  it('compromises the places named, poisons the artifacts, and spreads', () => {
    const after = entered(world, ['build', 'bot', 'dependency'], -60);
    expect(at(after, 'build')).toMatchObject({ compromised: true, history: [{ at: -60, compromised: true }] });
    expect(at(after, 'bot').compromised).toBe(true);
    expect(at(after, 'dependency').poisoned).toBe(true);
    expect(stolenIn(after)).toEqual(['npm']);
  });

  it('does nothing where nobody comes in', () => {
    expect(enter(world, null, 0)).toEqual([]);
  });

  it('refuses a name that the world does not have', () => {
    expect(() => enter(world, { at: 0, with: ['ghost'] }, 0)).toThrow(UnknownThing);
  });
});

describe('what a move says of itself', () => {
  const world = worldOf(stage('build'));
  const wipe = move('wipe', { destroy: ['build'] });
  const because = (hasAttacker?: boolean) => {
    const result = attempt(world, wipe, 0, hasAttacker);
    return 'changes' in result ? result.changes.map((change) => change.because) : [];
  };

  it('is whose it was, or that it happened where nobody is behind the case', () => {
    expect(because()).toEqual(['the attacker\'s move "wipe"']);
    expect(because(false)).toEqual(['it happened: "wipe"']);
  });
});

describe('a move needs', () => {
  const world = worldOf(stage('release'), credential('npm'), credential('backdoor'), artifact('sdk'));
  const publish = move('publish', { needs: ['release'], needsAny: ['npm', 'backdoor'], poison: ['sdk'] });

  it('all of its needs and one of needs-any', () => {
    expect(attempt(entered(world, ['release', 'backdoor']), publish, 0)).toHaveProperty('changes');
    expect(attempt(entered(world, ['release', 'npm']), publish, 0)).toHaveProperty('changes');
  });

  it('and is blocked by every need that is not usable, and by needs-any only where none is', () => {
    const noKey = entered(world, ['release']);
    expect(attempt(noKey, publish, 0)).toEqual({
      blocked: [
        { need: 'npm', why: 'never stolen' },
        { need: 'backdoor', why: 'never stolen' },
      ],
    });
    const noStage = entered(world, ['npm']);
    expect(attempt(noStage, publish, 0)).toEqual({ blocked: [{ need: 'release', why: 'not compromised' }] });
  });

  it('and is blocked by all of them at once, each with its reason', () => {
    const held = did(did(entered(world, ['release', 'npm']), 'isolate', 'release'), 'revoke', 'npm');
    expect(attempt(held, publish, 0)).toEqual({
      blocked: [
        { need: 'release', why: 'isolated' },
        { need: 'npm', why: 'revoked' },
        { need: 'backdoor', why: 'never stolen' },
      ],
    });
  });

  it('nothing, where it names nothing', () => {
    expect(attempt(world, move('look-around'), 0)).toEqual({ changes: [] });
  });

  it('what exists: what another move has not made yet does not', () => {
    const later = move('use-it', { needs: ['implant'], compromise: ['planted-stage'] });
    expect(attempt(world, later, 0)).toEqual({
      blocked: [
        { need: 'implant', why: 'does not exist yet' },
        { need: 'planted-stage', why: 'does not exist yet' },
      ],
    });
  });

  it('what a credential is good for: a stolen successor serves as well, and that of the successor', () => {
    const held = worldOf(stage('release', { holds: ['npm'] }), credential('npm'), artifact('sdk'));
    const rotated = did(did(entered(held, ['release']), 'replace', 'npm'), 'revoke', 'npm');
    const steal = move('steal', { needs: ['npm'], poison: ['sdk'] });
    expect(attempt(rotated, steal, 0)).toHaveProperty('changes');
    const twice = did(did(rotated, 'replace', 'npm-2'), 'revoke', 'npm-2');
    expect(attempt(twice, steal, 0)).toHaveProperty('changes');
    expect(attempt(twice, move('steal', { needsAny: ['npm'] }), 0)).toHaveProperty('changes');
  });

  it('a successor that was stolen: else it is blocked by the one that it named', () => {
    const replaced = did(did(entered(world, ['release', 'npm']), 'revoke', 'npm'), 'replace', 'npm');
    expect(attempt(replaced, move('steal', { needs: ['npm'] }), 0)).toEqual({
      blocked: [{ need: 'npm', why: 'revoked' }],
    });
  });

  it('places that run, whoever is in them', () => {
    const ship = move('ship', { needsRunning: ['release'], poison: ['sdk'] });
    expect(attempt(world, ship, 0)).toHaveProperty('changes');
    const stopped = did(world, 'isolate', 'release');
    expect(attempt(stopped, ship, 0)).toEqual({ blocked: [{ need: 'release', why: 'isolated' }] });
    expect(attempt(did(stopped, 'resume', 'release'), ship, 0)).toHaveProperty('changes');
    const gone = tried(world, move('wipe', { destroy: ['release'] }));
    expect(attempt(gone, ship, 0)).toEqual({ blocked: [{ need: 'release', why: 'destroyed' }] });
    expect(attempt(world, move('ship', { needsRunning: ['ghost'] }), 0)).toEqual({
      blocked: [{ need: 'ghost', why: 'does not exist yet' }],
    });
  });
});

describe('a trap that waits for a credential to die', () => {
  const world = worldOf(stage('laptop', { holds: ['grant'] }), credential('grant'));
  const taken = tried(world, move('install', { compromise: ['laptop'] }));
  const trap = move('trap', { needs: ['laptop'], needsDead: ['grant'], destroy: ['laptop'] });

  it('is not sprung while the credential lives', () => {
    expect(attempt(taken, trap, 0)).toEqual({ blocked: [{ need: 'grant', why: 'not revoked' }] });
  });

  it('is sprung by revoking it', () => {
    expect(at(tried(did(taken, 'revoke', 'grant'), trap), 'laptop')).toMatchObject({ destroyed: true });
  });

  it.each(['isolate', 'remove'] as const)('is not sprung where the place was put out of reach first: %s', (effect) => {
    const grantless = did(did(taken, 'isolate', 'laptop'), 'revoke', 'grant');
    const safe = effect === 'remove' ? did(did(grantless, 'remove', 'laptop'), 'resume', 'laptop') : grantless;
    expect(attempt(safe, trap, 0)).toMatchObject({ blocked: [{ need: 'laptop' }] });
  });
});

describe('a move does', () => {
  it('compromise, and takes what the place holds', () => {
    const world = worldOf(stage('release', { holds: ['npm'] }), credential('npm'));
    const after = tried(world, move('hook', { compromise: ['release'] }), 12);
    expect(at(after, 'release').history).toEqual([{ at: 12, compromised: true }]);
    expect(stolenIn(after)).toEqual(['npm']);
    expect(after.happened).toEqual({ hook: 12 });
  });

  it('compromise an isolated place, to no use until it is resumed', () => {
    const world = did(worldOf(stage('release', { holds: ['npm'] }), credential('npm')), 'isolate', 'release');
    const after = tried(world, move('hook', { compromise: ['release'] }));
    expect(stolenIn(after)).toEqual([]);
    expect(stolenIn(did(after, 'resume', 'release'))).toEqual(['npm']);
  });

  it('poison: served again, even if it was quarantined', () => {
    const quarantined = did(worldOf(artifact('sdk')), 'quarantine', 'sdk');
    const after = tried(quarantined, move('publish', { poison: ['sdk'] }));
    expect(at(after, 'sdk')).toMatchObject({ poisoned: true, quarantined: false });
  });

  it('create: a credential that is stolen and alive, places that are compromised, an artifact that is poisoned', () => {
    const items = [credential('token', { opens: ['build'] }), stage('rogue'), account('ghost'), artifact('fake')];
    const world = worldOf(stage('build', { holds: ['npm'] }), credential('npm'));
    const after = tried(world, move('plant', { create: items }));
    expect(at(after, 'token')).toMatchObject({ planted: true, stolen: true, alive: true, opens: ['build'] });
    expect(at(after, 'rogue')).toMatchObject({ planted: true, compromised: true });
    expect(at(after, 'ghost')).toMatchObject({ planted: true, compromised: true });
    expect(at(after, 'fake')).toMatchObject({ planted: true, poisoned: true, quarantined: false });
    expect(stolenIn(after)).toEqual(['npm', 'token']);
  });

  it('act on what it has just created', () => {
    const plant = move('plant', { create: [stage('rogue', { holds: ['npm'] })], compromise: ['rogue'] });
    expect(stolenIn(tried(worldOf(credential('npm')), plant))).toEqual(['npm']);
  });

  it('nothing new, and happens all the same, where all of it is so already', () => {
    const world = entered(worldOf(stage('build')), ['build']);
    const hook = move('hook', { compromise: ['build'] });
    expect(attempt(world, hook, 3)).toEqual({ changes: [] });
    expect(tried(world, hook, 3).happened).toEqual({ hook: 3 });
  });

  it('take the successor that bears the id of what it would create', () => {
    const world = did(worldOf(credential('token')), 'replace', 'token');
    const after = tried(world, move('mint', { create: [credential('token-2')] }));
    expect(at(after, 'token-2')).toMatchObject({ succeeds: 'token', stolen: true });
  });

  it('say which move it was: by its title, or else by its id', () => {
    const world = worldOf(stage('build'));
    const because = (title?: string) => {
      const result = attempt(world, move('hook', { compromise: ['build'], ...(title ? { title } : {}) }), 0);
      return 'changes' in result ? result.changes[0]?.because : undefined;
    };
    expect(because()).toBe('the attacker\'s move "hook"');
    expect(because('Plants a hook')).toBe('the attacker\'s move "Plants a hook"');
  });
});
