import { describe, expect, it } from 'vitest';
import { evolveWorld } from '../../src/world/evolve.ts';
import type { Mark, World } from '../../src/world/model.ts';
import { spread } from '../../src/world/spread.ts';
import { artifact, at, backup, credential, did, entered, stage, stolenIn, system, worldOf } from './build.ts';

const set = (world: World, item: string, marks: Partial<Record<Mark, boolean>>): World =>
  evolveWorld(world, { item, set: marks, because: 'a test' }, 0);

describe('a held credential is stolen', () => {
  const world = worldOf(stage('release', { name: 'release.yml', holds: ['npm'] }), credential('npm'));

  it('when what holds it is compromised', () => {
    expect(spread(set(world, 'release', { compromised: true }), 0)).toEqual([
      { item: 'npm', set: { stolen: true }, because: 'release.yml, which holds it, is compromised' },
    ]);
  });

  it('not while what holds it is isolated', () => {
    expect(spread(set(world, 'release', { compromised: true, isolated: true }), 0)).toEqual([]);
  });

  it('not while what holds it is clean', () => {
    expect(spread(world, 0)).toEqual([]);
  });

  it('dead or alive: what was read stays read', () => {
    const dead = set(world, 'npm', { alive: false });
    expect(stolenIn(entered(dead, ['release']))).toEqual(['npm']);
  });
});

describe('a held credential is stolen through a key', () => {
  const world = worldOf(
    stage('release', { name: 'release.yml', holds: ['npm'] }),
    credential('ci', { name: 'CI_TOKEN', opens: ['release'] }),
    credential('npm'),
  );
  const keyStolen = set(world, 'ci', { stolen: true });
  const stolen = {
    item: 'npm',
    set: { stolen: true },
    because: 'release.yml, which holds it, can be opened with CI_TOKEN',
  };

  it('when a usable credential opens what holds it', () => {
    expect(spread(keyStolen, 0)).toEqual([stolen]);
  });

  it('even while what holds it is isolated', () => {
    expect(spread(set(keyStolen, 'release', { isolated: true }), 0)).toEqual([stolen]);
  });

  it('not when the key is dead, and not when it was never stolen', () => {
    expect(spread(set(keyStolen, 'ci', { alive: false }), 0)).toEqual([]);
    expect(spread(world, 0)).toEqual([]);
  });
});

describe('spread runs to its end', () => {
  // Each key opens the place that holds the next; written backwards, so that one pass in document order is not enough.
  const world = worldOf(
    system('third', { holds: ['d'] }),
    system('second', { holds: ['c'] }),
    system('first', { holds: ['b'] }),
    credential('d'),
    credential('c', { opens: ['third'] }),
    credential('b', { opens: ['second'] }),
    credential('a', { opens: ['first'] }),
  );

  it('along a chain of keys, causes before what follows from them', () => {
    const changes = spread(set(world, 'a', { stolen: true }), 0);
    expect(changes.map((change) => 'item' in change && change.item)).toEqual(['b', 'c', 'd']);
  });

  it('and stops at a dead key: what it opens is safe, the key itself is not', () => {
    const cut = set(world, 'b', { alive: false });
    expect(stolenIn(entered(cut, ['a']))).toEqual(['b', 'a']);
  });

  it('in document order where several are taken at once, and once each', () => {
    const shared = worldOf(
      stage('one', { holds: ['z', 'y'] }),
      stage('two', { holds: ['y', 'x'] }),
      credential('x'),
      credential('y'),
      credential('z'),
    );
    const both = set(set(shared, 'one', { compromised: true }), 'two', { compromised: true });
    expect(spread(both, 0).map((change) => 'item' in change && change.item)).toEqual(['x', 'y', 'z']);
  });

  it('around a circle of keys', () => {
    const circle = worldOf(
      stage('one', { holds: ['b'] }),
      stage('two', { holds: ['a'] }),
      credential('a', { opens: ['one'] }),
      credential('b', { opens: ['two'] }),
    );
    expect(stolenIn(entered(circle, ['a']))).toEqual(['a', 'b']);
  });
});

describe('where there are several ways in, the first one in document order is named', () => {
  it('of the places that give a credential up', () => {
    const world = worldOf(stage('one', { holds: ['npm'] }), stage('two', { holds: ['npm'] }), credential('npm'));
    const both = set(set(world, 'one', { compromised: true }), 'two', { compromised: true });
    expect(spread(both, 0).map((change) => change.because)).toEqual(['one, which holds it, is compromised']);
  });

  it('of the keys that open a place', () => {
    const world = worldOf(
      credential('first', { opens: ['build'] }),
      credential('second', { opens: ['build'] }),
      stage('build', { holds: ['npm'] }),
      credential('npm'),
    );
    const both = set(set(world, 'first', { stolen: true }), 'second', { stolen: true });
    expect(spread(both, 0).map((change) => change.because)).toEqual([
      'build, which holds it, can be opened with first',
    ]);
  });
});

describe('nothing spreads', () => {
  it('out of artifacts and backups, whatever they are said to hold', () => {
    const world = worldOf(
      artifact('sdk', { holds: ['token'] }),
      backup('nightly', { holds: ['token'] }),
      credential('token'),
      credential('key', { opens: ['sdk', 'nightly'] }),
    );
    expect(stolenIn(entered(world, ['sdk', 'key']))).toEqual(['key']);
  });

  it('into places: what can be opened is not compromised for it', () => {
    const world = entered(worldOf(stage('build'), credential('ci', { opens: ['build'] })), ['ci']);
    expect(at(world, 'build').compromised).toBe(false);
  });

  it('to names that nothing bears', () => {
    const world = worldOf(
      stage('build', { holds: ['ghost', 'constructor'] }),
      credential('ci', { opens: ['nowhere'] }),
    );
    expect(stolenIn(entered(world, ['build', 'ci']))).toEqual(['ci']);
  });
});

describe('stolen is for good', () => {
  it('whatever becomes of the place that it was read from', () => {
    const world = entered(worldOf(stage('build', { holds: ['token'] }), credential('token')), ['build']);
    const after = did(did(did(world, 'isolate', 'build'), 'remove', 'build'), 'revoke', 'token');
    expect(stolenIn(after)).toEqual(['token']);
  });
});
