import { describe, expect, it } from 'vitest';
import { artifact, at, backup, changesOf, credential, did, entered, move, system, tried, worldOf } from './build.ts';

const world = worldOf(
  system('store', { name: 'artefact-store', holds: ['key'] }),
  credential('key'),
  backup('weekly', { of: 'store', taken: -50, name: 'weekly backup' }),
  backup('nightly', { of: 'store', taken: -3 }),
);
const breached = tried(world, move('implant', { compromise: ['store'] }), -5);

describe('restore', () => {
  it('from before the intrusion makes the thing clean', () => {
    expect(at(did(breached, 'restore', 'weekly', 30), 'store')).toMatchObject({
      compromised: false,
      reinfected: false,
    });
  });

  it('from after it reinfects, though the thing was compromised all along', () => {
    expect(at(did(breached, 'restore', 'nightly', 30), 'store')).toMatchObject({ compromised: true, reinfected: true });
  });

  it('from after it undoes a cleaning', () => {
    const cleaned = did(breached, 'remove', 'store', 10);
    const after = did(cleaned, 'restore', 'nightly', 30);
    expect(at(after, 'store')).toMatchObject({ compromised: true, reinfected: true });
    expect(at(after, 'store').history.at(-1)).toEqual({ at: 30, compromised: true });
  });

  it('from a clean backup mends a restore from a tainted one', () => {
    const after = did(did(breached, 'restore', 'nightly', 30), 'restore', 'weekly', 40);
    expect(at(after, 'store')).toMatchObject({ compromised: false, reinfected: false });
  });

  it('goes by the state at `taken`, between one intrusion and the next too', () => {
    const between = worldOf(system('store'), backup('noon', { of: 'store', taken: 5 }));
    const first = tried(between, move('first', { compromise: ['store'] }), 0);
    const again = tried(did(first, 'remove', 'store', 4), move('second', { compromise: ['store'] }), 8);
    expect(at(did(again, 'restore', 'noon', 9), 'store')).toMatchObject({ compromised: false, reinfected: false });
  });

  it('is tainted by an intrusion at the very moment that the backup was taken', () => {
    const exact = worldOf(system('store'), backup('noon', { of: 'store', taken: 5 }));
    const hit = tried(exact, move('hit', { compromise: ['store'] }), 5);
    expect(at(did(hit, 'restore', 'noon', 9), 'store').reinfected).toBe(true);
  });

  it('spreads from what it brought back', () => {
    const cleaned = did(did(breached, 'remove', 'store'), 'replace', 'key');
    expect(at(cleaned, 'key-2').stolen).toBe(false);
    expect(at(did(cleaned, 'restore', 'nightly', 30), 'key-2').stolen).toBe(true);
  });

  it('says from what, and what that was', () => {
    expect(changesOf(breached, 'restore', 'weekly')).toEqual([
      {
        item: 'store',
        set: { compromised: false },
        because: 'the team restored it from weekly backup, taken when it was clean',
      },
    ]);
    expect(changesOf(breached, 'restore', 'nightly')[0]?.because).toBe(
      "the team restored it from nightly, taken when it was already in the attacker's hand",
    );
  });

  it('leaves a place isolated, and does not mind who can open it', () => {
    const open = worldOf(
      system('store'),
      credential('key', { opens: ['store'] }),
      backup('old', { of: 'store', taken: -9 }),
    );
    const isolated = did(entered(open, ['key', 'store']), 'isolate', 'store');
    expect(at(did(isolated, 'restore', 'old'), 'store')).toMatchObject({ compromised: false, isolated: true });
  });
});

describe('restore of an artifact', () => {
  const shelf = worldOf(
    artifact('image'),
    backup('before', { of: 'image', taken: -9 }),
    backup('after', { of: 'image', taken: 0 }),
  );
  const quarantined = did(tried(shelf, move('push', { poison: ['image'] }), -5), 'quarantine', 'image');

  it('serves what the backup holds', () => {
    expect(at(did(quarantined, 'restore', 'before'), 'image')).toMatchObject({ poisoned: false, quarantined: false });
    expect(at(did(quarantined, 'restore', 'after'), 'image')).toMatchObject({
      poisoned: true,
      quarantined: false,
      reinfected: true,
    });
  });
});

describe('restore from a backup that says little', () => {
  it('without a time holds what there is now', () => {
    const timeless = worldOf(system('store'), backup('copy', { of: 'store' }));
    expect(changesOf(timeless, 'restore', 'copy')).toEqual([]);
    expect(at(did(entered(timeless, ['store']), 'restore', 'copy'), 'store').reinfected).toBe(true);
  });

  it('of nothing, of nothing known, or of what cannot be compromised, changes nothing', () => {
    const odd = entered(
      worldOf(
        credential('key'),
        backup('a'),
        backup('b', { of: 'ghost', taken: 0 }),
        backup('c', { of: 'key', taken: 0 }),
      ),
      ['key'],
    );
    for (const id of ['a', 'b', 'c']) expect(changesOf(odd, 'restore', id)).toEqual([]);
  });
});
