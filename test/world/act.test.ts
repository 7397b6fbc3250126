import { describe, expect, it } from 'vitest';
import { type Effect, effects } from '../../src/playbook/model.ts';
import { act } from '../../src/world/act.ts';
import {
  account,
  artifact,
  at,
  backup,
  changesOf,
  credential,
  did,
  entered,
  move,
  stage,
  stakeholder,
  stolenIn,
  system,
  tried,
  worldOf,
} from './build.ts';

describe('isolate and resume', () => {
  const world = worldOf(stage('release', { holds: ['npm'] }), credential('npm'));

  it('keep in what a compromised place holds, until it is resumed', () => {
    const hooked = tried(did(world, 'isolate', 'release'), move('hook', { compromise: ['release'] }));
    expect(stolenIn(hooked)).toEqual([]);
    const resumed = did(hooked, 'resume', 'release');
    expect(at(resumed, 'release').isolated).toBe(false);
    expect(stolenIn(resumed)).toEqual(['npm']);
  });

  it('change nothing where it is so already', () => {
    expect(changesOf(did(world, 'isolate', 'release'), 'isolate', 'release')).toEqual([]);
    expect(changesOf(world, 'resume', 'release')).toEqual([]);
  });
});

describe('revoke and prove-dead', () => {
  const world = entered(worldOf(credential('npm', { name: 'NPM_TOKEN' })), ['npm']);

  it('kill it: proving it dead is refused before, and stands after', () => {
    expect(act(world, 'prove-dead', 'npm', 0)).toEqual({
      refused: 'NPM_TOKEN was accepted: it is still alive. Revoke it where it was issued, then try it again.',
    });
    expect(act(did(world, 'revoke', 'npm'), 'prove-dead', 'npm', 0)).toEqual({ changes: [] });
  });

  it('end what took its place, where it is dead already, and that in turn', () => {
    const replaced = did(did(did(world, 'revoke', 'npm'), 'replace', 'npm'), 'replace', 'npm-2');
    const again = did(replaced, 'revoke', 'npm');
    expect([at(again, 'npm-2').alive, at(again, 'npm-2-2').alive]).toEqual([false, false]);
    expect(at(did(again, 'replace', 'npm'), 'npm-3')).toMatchObject({ alive: true });
  });

  it('leave what took its place, where that was issued before it was dead', () => {
    const replaced = did(world, 'replace', 'npm');
    expect(at(did(replaced, 'revoke', 'npm'), 'npm-2').alive).toBe(true);
  });

  it('are refused on a living credential that nobody stole as well', () => {
    expect(act(worldOf(credential('npm')), 'prove-dead', 'npm', 0)).toHaveProperty('refused');
  });
});

describe('replace', () => {
  const world = worldOf(
    stage('build', { holds: ['npm'] }),
    stage('release', { holds: ['npm', 'other'] }),
    stage('lint', { holds: ['other'] }),
    credential('npm', { name: 'NPM_TOKEN', type: 'npm-token', opens: ['registry'] }),
    credential('other'),
    system('registry'),
  );

  it('makes a living successor in the same places, which opens the same and is not stolen', () => {
    const after = did(did(world, 'revoke', 'npm'), 'replace', 'npm');
    expect(at(after, 'npm-2')).toMatchObject({
      name: 'NPM_TOKEN (2)',
      type: 'npm-token',
      succeeds: 'npm',
      alive: true,
      stolen: false,
      opens: ['registry'],
    });
    expect(at(after, 'build').holds).toEqual(['npm', 'npm-2']);
    expect(at(after, 'release').holds).toEqual(['npm', 'other', 'npm-2']);
    expect(at(after, 'lint').holds).toEqual(['other']);
    expect(at(after, 'npm').alive).toBe(false);
  });

  it('counts on when it is done again, past ids that are taken', () => {
    const taken = worldOf(credential('npm'), credential('npm-3'));
    const after = did(did(taken, 'replace', 'npm'), 'replace', 'npm');
    expect(Object.keys(after.things)).toEqual(['npm', 'npm-3', 'npm-2', 'npm-4']);
  });

  it('does not kill what it replaces: that is what revoking is for', () => {
    expect(at(did(world, 'replace', 'npm'), 'npm').alive).toBe(true);
  });

  it('is in vain while the attacker reads the place: the successor is stolen at once', () => {
    const hooked = did(entered(world, ['build']), 'revoke', 'npm');
    expect(stolenIn(did(hooked, 'replace', 'npm'))).toEqual(['npm', 'npm-2']);
  });

  it('is in vain in an isolated place that a stolen key opens', () => {
    const open = worldOf(
      stage('release', { holds: ['npm'] }),
      credential('ci', { opens: ['release'] }),
      credential('npm'),
    );
    const isolated = did(did(entered(open, ['ci']), 'isolate', 'release'), 'revoke', 'npm');
    expect(stolenIn(did(isolated, 'replace', 'npm'))).toEqual(['ci', 'npm', 'npm-2']);
    const keyDead = did(isolated, 'revoke', 'ci');
    expect(stolenIn(did(keyDead, 'replace', 'npm'))).toEqual(['ci', 'npm']);
  });

  it('spares the successor in a place that is cut off and that nothing opens, until it is resumed uncleaned', () => {
    const isolated = did(did(entered(world, ['build']), 'isolate', 'build'), 'replace', 'npm');
    expect(stolenIn(isolated)).toEqual(['npm']);
    expect(stolenIn(did(isolated, 'resume', 'build'))).toEqual(['npm', 'npm-2']);
    expect(stolenIn(did(did(isolated, 'remove', 'build'), 'resume', 'build'))).toEqual(['npm']);
  });
});

describe('quarantine', () => {
  it('takes the poison off the shelf, without making it clean', () => {
    const after = did(entered(worldOf(artifact('sdk')), ['sdk']), 'quarantine', 'sdk');
    expect(at(after, 'sdk')).toMatchObject({ poisoned: true, quarantined: true });
  });
});

describe.each(['remove', 'rebuild'] as const)('%s, on a place', (effect) => {
  const world = worldOf(stage('release'), credential('ci', { opens: ['release'] }), credential('npm'));

  it('makes it clean', () => {
    const after = did(entered(world, ['release'], 1), effect, 'release', 9);
    expect(at(after, 'release')).toMatchObject({
      compromised: false,
      history: [
        { at: 1, compromised: true },
        { at: 9, compromised: false },
      ],
    });
  });

  it('is in vain while a usable credential still opens it', () => {
    const open = entered(world, ['release', 'ci']);
    expect(changesOf(open, effect, 'release')).toEqual([]);
    expect(at(did(did(open, 'revoke', 'ci'), effect, 'release'), 'release').compromised).toBe(false);
  });

  it('is not hindered by a stolen credential that opens something else', () => {
    const after = did(entered(world, ['release', 'npm']), effect, 'release');
    expect(at(after, 'release').compromised).toBe(false);
  });

  it('leaves it isolated', () => {
    const isolated = did(entered(world, ['release']), 'isolate', 'release');
    expect(at(did(isolated, effect, 'release'), 'release').isolated).toBe(true);
  });
});

describe('rebuild, on an artifact', () => {
  const world = worldOf(
    stage('release', { name: 'release.yml', publishes: ['sdk'] }),
    stage('mirror', { publishes: ['sdk'] }),
    artifact('sdk'),
  );

  it('from a compromised builder is a false recovery: what is served is poisoned again', () => {
    const poisoned = did(entered(world, ['release', 'sdk']), 'quarantine', 'sdk');
    expect(changesOf(poisoned, 'rebuild', 'sdk')).toEqual([
      {
        item: 'sdk',
        set: { quarantined: false },
        because: 'the team rebuilt it with release.yml, which is compromised',
      },
    ]);
    expect(at(did(poisoned, 'rebuild', 'sdk'), 'sdk')).toMatchObject({ poisoned: true, quarantined: false });
  });

  it('is clean once the builder is', () => {
    const poisoned = did(entered(world, ['release', 'sdk']), 'quarantine', 'sdk');
    const after = did(did(poisoned, 'remove', 'release'), 'rebuild', 'sdk');
    expect(at(after, 'sdk')).toMatchObject({ poisoned: false, quarantined: false });
  });

  it('poisons what was clean, where any of its builders is compromised, isolated or not', () => {
    const isolated = did(entered(world, ['mirror']), 'isolate', 'mirror');
    expect(at(did(isolated, 'rebuild', 'sdk'), 'sdk').poisoned).toBe(true);
  });

  it('is clean where nothing of the world publishes it', () => {
    const after = did(entered(worldOf(artifact('vendored')), ['vendored']), 'rebuild', 'vendored');
    expect(at(after, 'vendored').poisoned).toBe(false);
  });
});

describe('an effect that is not meant for a thing changes nothing', () => {
  const world = entered(
    worldOf(
      stage('build'),
      system('store'),
      account('bot'),
      credential('token'),
      artifact('sdk'),
      backup('nightly'),
      stakeholder('press'),
    ),
    ['build', 'store', 'bot', 'token', 'sdk'],
  );
  const meant: Partial<Record<Effect, readonly string[]>> = {
    isolate: ['stage', 'system', 'account'],
    resume: ['stage', 'system', 'account'],
    remove: ['stage', 'system', 'account'],
    rebuild: ['stage', 'system', 'account', 'artifact'],
    revoke: ['credential'],
    replace: ['credential'],
    'prove-dead': ['credential'],
    quarantine: ['artifact'],
    restore: ['backup'],
  };
  const pairs = (Object.keys(effects) as Effect[]).flatMap((effect) =>
    Object.values(world.things)
      .filter((thing) => !meant[effect]?.includes(thing.kind))
      .map((thing) => [effect, thing.kind, thing.id] as const),
  );

  it.each(pairs)('%s, on a %s', (effect, _, id) => {
    expect(act(world, effect, id, 0)).toEqual({ changes: [] });
  });

  it.each(Object.keys(effects) as Effect[])('%s, on what the world does not have', (effect) => {
    expect(act(world, effect, 'ghost', 0)).toEqual({ changes: [] });
  });
});
