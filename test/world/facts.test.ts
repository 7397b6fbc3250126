import { describe, expect, it } from 'vitest';
import { facts } from '../../src/world/facts.ts';
import {
  artifact,
  backup,
  credential,
  did,
  entered,
  minutes,
  move,
  stage,
  stakeholder,
  system,
  tried,
  worldOf,
} from './build.ts';

const hour = minutes(60);
const nobody = new Set<string>();

describe('happened and prevented', () => {
  const moves = [move('c'), move('a', { needs: ['build'] }), move('b')];
  const world = moves.reduce((now, each) => tried(now, each, minutes(5)), worldOf(stage('build')));

  it('list moves in document order', () => {
    expect(facts(world, moves, hour, true, nobody)).toMatchObject({ happened: ['c', 'b'], prevented: ['a'] });
  });

  it('prevented is empty while there is still time for a move to come', () => {
    expect(facts(world, moves, hour, false, nobody)).toMatchObject({ happened: ['c', 'b'], prevented: [] });
  });

  it('a move at the very end of play happened; one after it was prevented', () => {
    const last = tried(tried(worldOf(), move('at-the-end'), hour), move('after'), hour + 1);
    const listed = facts(last, [move('at-the-end'), move('after')], hour, true, nobody);
    expect(listed).toMatchObject({ happened: ['at-the-end'], prevented: ['after'] });
  });

  it('a move called constructor has not happened for its name alone', () => {
    const listed = facts(worldOf(), [move('constructor')], hour, true, nobody);
    expect(listed).toMatchObject({ happened: [], prevented: ['constructor'] });
  });
});

describe('the state of things', () => {
  it('compromised, isolated or not', () => {
    const world = entered(worldOf(stage('z'), system('a'), stage('clean')), ['a', 'z']);
    expect(facts(did(world, 'isolate', 'a'), [], hour, true, nobody).compromised).toEqual(['z', 'a']);
  });

  it('alive: credentials that are stolen and not revoked', () => {
    const world = entered(worldOf(credential('safe'), credential('dead'), credential('loose')), ['dead', 'loose']);
    expect(facts(did(world, 'revoke', 'dead'), [], hour, true, nobody).alive).toEqual(['loose']);
  });

  it('served: poisoned, and not quarantined since', () => {
    const world = entered(worldOf(artifact('one'), artifact('two'), artifact('fine')), ['one', 'two']);
    const off = did(world, 'quarantine', 'one');
    expect(facts(off, [], hour, true, nobody).served).toEqual(['two']);
    const again = tried(off, move('again', { poison: ['one'] }));
    expect(facts(again, [], hour, true, nobody).served).toEqual(['one', 'two']);
  });

  it('reinfected: restored to a tainted state', () => {
    const world = entered(worldOf(system('store'), backup('now', { of: 'store', taken: 0 })), ['store']);
    expect(facts(world, [], hour, true, nobody).reinfected).toEqual([]);
    expect(facts(did(world, 'restore', 'now'), [], hour, true, nobody).reinfected).toEqual(['store']);
  });
});

describe('missed', () => {
  const world = worldOf(stage('build', { known: true }), credential('token'), stakeholder('press'), backup('nightly'));

  it('is what was never in the register, of whatever kind', () => {
    expect(facts(world, [], hour, true, new Set(['build', 'nightly'])).missed).toEqual(['token', 'press']);
  });

  it('counts what the attacker planted, once it is there', () => {
    const plant = move('plant', { create: [credential('backdoor')] });
    const everything = new Set(Object.keys(world.things));
    expect(facts(world, [plant], hour, true, everything).missed).toEqual([]);
    expect(facts(tried(world, plant), [plant], hour, true, everything).missed).toEqual(['backdoor']);
  });

  it('never counts a successor: it is never a register item', () => {
    const replaced = did(world, 'replace', 'token');
    expect(facts(replaced, [], hour, true, new Set(['build', 'token', 'press', 'nightly'])).missed).toEqual([]);
  });
});
