import { describe, expect, it } from 'vitest';
import { act } from '../../src/world/act.ts';
import { attempt } from '../../src/world/attack.ts';
import { facts } from '../../src/world/facts.ts';
import type { World } from '../../src/world/model.ts';
import { usable, whyNotUsable } from '../../src/world/usable.ts';
import {
  artifact,
  at,
  backup,
  changesOf,
  credential,
  did,
  entered,
  hours,
  minutes,
  move,
  refusedIn,
  stage,
  stolenIn,
  system,
  tried,
  worldOf,
} from './build.ts';

const world = worldOf(
  system('database', { name: 'the database', holds: ['db-key'] }),
  artifact('image'),
  stage('build', { publishes: ['image'] }),
  credential('db-key'),
  backup('nightly', { of: 'database', taken: -hours(6), name: 'the nightly dump' }),
  backup('weekly', { of: 'database', taken: -hours(100) }),
);
const wipe = move('wipe', { destroy: ['database', 'image'] });
const wiped = tried(world, wipe, minutes(10));
const lostIn = (now: World) => facts(now, [], hours(1), true, new Set()).lost;

describe('what is destroyed', () => {
  it('is lost, with the time at which it went', () => {
    expect(at(wiped, 'database')).toMatchObject({ destroyed: true, destroyedAt: minutes(10) });
    expect(lostIn(wiped)).toEqual(['database', 'image']);
    expect(lostIn(world)).toEqual([]);
  });

  it('is of use to nobody: not compromised, not served, and not usable', () => {
    const breached = tried(entered(world, ['database', 'image']), wipe, minutes(10));
    const after = facts(breached, [], hours(1), true, new Set());
    expect([after.compromised, after.served, after.lost]).toEqual([[], [], ['database', 'image']]);
    expect(usable(breached, 'database')).toBe(false);
    expect(whyNotUsable(breached, 'database')).toBe('destroyed');
    expect(whyNotUsable(breached, 'image')).toBe('destroyed');
  });

  it('is no longer reinfected', () => {
    const bad = did(entered(worldOf(system('a'), backup('b', { of: 'a', taken: 0 })), ['a']), 'restore', 'b');
    const gone = tried(bad, move('wipe', { destroy: ['a'] }), 5);
    expect(facts(gone, [], hours(1), true, new Set()).reinfected).toEqual([]);
  });

  it('gives up no credential: not when a key opens it, and not to a later move', () => {
    const gone = tried(
      worldOf(system('store', { holds: ['inner'] }), credential('inner'), credential('key', { opens: ['store'] })),
      move('wipe', { destroy: ['store'] }),
    );
    expect(stolenIn(entered(gone, ['key']))).toEqual(['key']);
    expect(attempt(gone, move('sit-in-it', { compromise: ['store'] }), 1)).toEqual({
      blocked: [{ need: 'store', why: 'destroyed' }],
    });
    expect(attempt(wiped, move('publish', { poison: ['image'] }), 20)).toEqual({
      blocked: [{ need: 'image', why: 'destroyed' }],
    });
  });

  it('was in hand first where one move takes it and wipes it', () => {
    const after = tried(world, move('smash', { compromise: ['database'], destroy: ['database'] }));
    expect(stolenIn(after)).toEqual(['db-key']);
    expect(at(after, 'database')).toMatchObject({ destroyed: true, compromised: false });
  });

  it('went when it first went: what is gone cannot be wiped again', () => {
    const again = tried(wiped, { ...wipe, id: 'again' }, minutes(30));
    expect(again.happened).toEqual({ wipe: minutes(10), again: minutes(30) });
    expect(at(again, 'database').destroyedAt).toBe(minutes(10));
  });

  it('is nothing that does not exist yet, and no credential', () => {
    expect(attempt(world, move('wipe', { destroy: ['ghost'] }), 0)).toEqual({
      blocked: [{ need: 'ghost', why: 'does not exist yet' }],
    });
    expect(tried(world, move('wipe', { destroy: ['db-key'] })).things).toEqual(world.things);
  });
});

describe('a restore of what was destroyed', () => {
  it('brings it back, and says what was written since the backup and is lost', () => {
    const [change] = changesOf(wiped, 'restore', 'nightly');
    expect(change).toMatchObject({ item: 'database', set: { destroyed: false }, loss: hours(6) + minutes(10) });
    const back = did(wiped, 'restore', 'nightly', hours(2));
    expect(at(back, 'database')).toMatchObject({ destroyed: false, loss: hours(6) + minutes(10) });
    expect(lostIn(back)).toEqual(['image']);
  });

  it('brings back the state at `taken`: tainted if it was that', () => {
    const breached = tried(entered(world, ['database'], -hours(50)), wipe, minutes(10));
    expect(at(did(breached, 'restore', 'weekly'), 'database')).toMatchObject({ compromised: false, reinfected: false });
    expect(at(did(breached, 'restore', 'nightly'), 'database')).toMatchObject({ compromised: true, reinfected: true });
  });

  it('from another backup afterwards counts by that one', () => {
    const twice = did(did(wiped, 'restore', 'weekly'), 'restore', 'nightly');
    expect(at(twice, 'database').loss).toBe(hours(6) + minutes(10));
  });

  it('counts anew when it is wiped again', () => {
    const again = tried(did(wiped, 'restore', 'nightly'), { ...wipe, id: 'again' }, hours(3));
    expect(at(again, 'database')).toMatchObject({ destroyed: true, destroyedAt: hours(3) });
    expect(at(again, 'database')).not.toHaveProperty('loss');
    expect(at(did(again, 'restore', 'nightly'), 'database').loss).toBe(hours(9));
  });

  it('from a backup without a time loses nothing, and brings back what there was', () => {
    const mirrored = worldOf(system('a'), backup('mirror', { of: 'a' }));
    const gone = (from: World) => tried(from, move('wipe', { destroy: ['a'] }), 5);
    expect(at(did(gone(mirrored), 'restore', 'mirror'), 'a')).toMatchObject({ loss: 0, compromised: false });
    const tainted = gone(entered(mirrored, ['a']));
    expect(at(did(tainted, 'restore', 'mirror'), 'a')).toMatchObject({ loss: 0, compromised: true, reinfected: true });
  });

  it('is none where nothing was destroyed', () => {
    expect(at(did(world, 'restore', 'nightly'), 'database')).toEqual(at(world, 'database'));
  });
});

describe('a rebuild of what was destroyed', () => {
  it('brings it back, empty: no loss is noted, since nothing was restored', () => {
    const built = did(wiped, 'rebuild', 'database');
    expect(at(built, 'database')).toMatchObject({ destroyed: false, compromised: false });
    expect(at(built, 'database')).not.toHaveProperty('loss');
    expect(lostIn(did(built, 'rebuild', 'image'))).toEqual([]);
  });

  it('with the data put in afterwards notes the loss', () => {
    expect(at(did(did(wiped, 'rebuild', 'database'), 'restore', 'nightly'), 'database').loss).toBe(
      hours(6) + minutes(10),
    );
  });

  it('of an artifact is as clean as its builder', () => {
    expect(at(did(entered(wiped, ['build']), 'rebuild', 'image'), 'image')).toMatchObject({
      destroyed: false,
      poisoned: true,
    });
  });
});

describe('a backup that is of no use', () => {
  const poor = worldOf(
    system('database'),
    backup('dump', { of: 'database', taken: -hours(1), name: 'the dump', broken: 'The bucket is empty.' }),
    backup('copy', { of: 'database', taken: -hours(2), name: 'the copy' }),
    backup('late', { of: 'database', taken: minutes(20), name: 'the late one' }),
  );
  const gone = tried(poor, move('wipe', { destroy: ['database', 'copy'] }), minutes(10));
  const next = 'Take another backup, and rule this one out with that as the reason.';

  it.each(['verify', 'restore'] as const)('is refused, in words: %s', (effect) => {
    expect(refusedIn(poor, effect, 'dump')).toBe(`the dump: The bucket is empty. ${next}`);
    expect(refusedIn(gone, effect, 'copy')).toBe(`the copy: it is not there any more. ${next}`);
    expect(refusedIn(gone, effect, 'late')).toBe(
      `the late one: there is nothing in it: it was taken when what it is of was gone. ${next}`,
    );
  });

  it('stays empty when what it is of is back, and one that is taken then is not', () => {
    const built = (time: number) => did(gone, 'rebuild', 'database', time);
    expect(refusedIn(built(minutes(30)), 'restore', 'late')).toContain('taken when what it is of was gone');
    expect(act(built(minutes(15)), 'verify', 'late', 0)).toEqual({ changes: [] });
    const again = tried(built(minutes(15)), move('again', { destroy: ['database'] }), minutes(18));
    expect(refusedIn(again, 'restore', 'late')).toContain('taken when what it is of was gone');
  });

  it('says so in words of any length', () => {
    const long = `It is${' .'.repeat(200_000)}gone. .`;
    const said = refusedIn(worldOf(backup('dump', { broken: long })), 'verify', 'dump');
    expect(said).toBe(`dump: ${long.slice(0, -3)}. ${next}`);
  });

  it('is taken like any other before that', () => {
    expect(act(poor, 'restore', 'copy', 0)).toEqual({ changes: [] });
    expect(act(poor, 'verify', 'late', 0)).toEqual({ changes: [] });
  });

  it('is not lost itself: what it is of is', () => {
    expect(lostIn(gone)).toEqual(['database']);
  });
});
