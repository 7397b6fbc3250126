import { describe, expect, it } from 'vitest';
import { evolveWorld, evolveWorldAll, initialWorld, moveHappened } from '../../src/world/evolve.ts';
import type { World } from '../../src/world/model.ts';
import { thingFrom, UnknownThing } from '../../src/world/thing.ts';
import { artifact, at, backup, credential, stage, system, worldOf } from './build.ts';

const compromise = (item: string) => ({ item, set: { compromised: true }, because: 'a test' });
const clean = (item: string) => ({ item, set: { compromised: false }, because: 'a test' });

function frozen(world: World): World {
  for (const thing of Object.values(world.things)) Object.freeze(thing);
  Object.freeze(world.things);
  return Object.freeze(world);
}

describe('initialWorld', () => {
  it('has nothing stolen, everything alive, nothing compromised, and no move happened', () => {
    const world = worldOf(credential('token'), stage('build'), artifact('sdk'));
    for (const thing of Object.values(world.things)) {
      expect(thing).toMatchObject({
        stolen: false,
        alive: true,
        compromised: false,
        isolated: false,
        poisoned: false,
        quarantined: false,
        reinfected: false,
        planted: false,
        history: [],
      });
    }
    expect(world.happened).toEqual({});
  });

  it('keeps the document order and what the scenario says of each thing', () => {
    const world = initialWorld([
      stage('release', { name: 'release.yml', holds: ['token'], publishes: ['sdk'] }),
      credential('token', { opens: ['release'] }),
      backup('nightly', { of: 'store', taken: -5 }),
    ]);
    expect(Object.keys(world.things)).toEqual(['release', 'token', 'nightly']);
    expect(at(world, 'release')).toMatchObject({ name: 'release.yml', holds: ['token'], publishes: ['sdk'] });
    expect(at(world, 'nightly')).toMatchObject({ of: 'store', taken: -5 });
    expect(at(world, 'token')).not.toHaveProperty('of');
  });
});

describe('evolveWorld', () => {
  it('sets marks and leaves the world that it was given as it is', () => {
    const before = frozen(worldOf(stage('build'), stage('release')));
    const after = evolveWorld(before, compromise('build'), 7);
    expect(at(after, 'build').compromised).toBe(true);
    expect(at(before, 'build').compromised).toBe(false);
  });

  it('copies only what it touches', () => {
    const before = worldOf(stage('build'), stage('release'));
    const after = evolveWorld(before, compromise('build'), 7);
    expect(at(after, 'release')).toBe(at(before, 'release'));
  });

  it('returns the same world where nothing differs', () => {
    const before = worldOf(stage('build'), credential('token'));
    expect(evolveWorld(before, clean('build'), 7)).toBe(before);
    expect(evolveWorld(before, { item: 'token', set: { alive: true, stolen: false }, because: 'a test' }, 7)).toBe(
      before,
    );
  });

  it('remembers when a thing became compromised and clean, and nothing else', () => {
    const world = [
      [compromise('store'), -300],
      [compromise('store'), -200],
      [{ item: 'store', set: { isolated: true }, because: 'a test' }, -100],
      [clean('store'), 5],
      [compromise('store'), 9],
    ] as const;
    const after = world.reduce((now, [change, when]) => evolveWorld(now, change, when), worldOf(system('store')));
    expect(at(after, 'store').history).toEqual([
      { at: -300, compromised: true },
      { at: 5, compromised: false },
      { at: 9, compromised: true },
    ]);
  });

  it('remembers the same of an artifact by its poison', () => {
    const world = worldOf(artifact('sdk'));
    const after = evolveWorld(world, { item: 'sdk', set: { poisoned: true }, because: 'a test' }, 3);
    expect(at(after, 'sdk').history).toEqual([{ at: 3, compromised: true }]);
  });

  it('puts what is created after what was there, with its history begun', () => {
    const planted = { create: thingFrom(stage('rogue'), true), because: 'a test' };
    const after = evolveWorld(worldOf(stage('build')), planted, 11);
    expect(Object.keys(after.things)).toEqual(['build', 'rogue']);
    expect(at(after, 'rogue').history).toEqual([{ at: 11, compromised: true }]);
  });

  it('changes nothing when what is created exists already', () => {
    const before = evolveWorld(worldOf(credential('token')), { item: 'token', set: { stolen: true }, because: '' }, 0);
    expect(evolveWorld(before, { create: thingFrom(credential('token'), false), because: '' }, 1)).toBe(before);
  });

  it('puts a credential into further places, once each', () => {
    const world = worldOf(
      stage('build', { holds: ['other'] }),
      stage('release'),
      credential('token'),
      credential('other'),
    );
    const placed = { place: 'token', in: ['build', 'release'], because: 'a test' };
    const after = evolveWorldAll(world, [placed, placed], 0);
    expect(at(after, 'build').holds).toEqual(['other', 'token']);
    expect(at(after, 'release').holds).toEqual(['token']);
  });

  it.each([
    ['sets marks on it', { item: 'ghost', set: { stolen: true }, because: '' }],
    ['places it', { place: 'ghost', in: ['build'], because: '' }],
    ['places something in it', { place: 'token', in: ['ghost'], because: '' }],
    ['bears the name of something every object has', { item: 'constructor', set: { stolen: true }, because: '' }],
  ])('refuses a change that names what does not exist: one that %s', (_, change) => {
    const world = worldOf(stage('build'), credential('token'));
    expect(() => evolveWorld(world, change, 0)).toThrow(UnknownThing);
  });

  it('holds a thing called constructor like any other', () => {
    const after = evolveWorld(worldOf(stage('constructor')), compromise('constructor'), 0);
    expect(at(after, 'constructor').compromised).toBe(true);
  });
});

describe('moveHappened', () => {
  it('notes when a move happened', () => {
    expect(moveHappened(worldOf(), 'plant', -4).happened).toEqual({ plant: -4 });
  });
});
