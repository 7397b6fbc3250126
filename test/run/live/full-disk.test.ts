import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunSession } from '../../../src/run/run-session.ts';
import { journaled, leftAlone, ran, takenAgain } from './again.ts';
import { ada, addThing, folder, isolatedBy, isolating, needed, openLive, ref, run } from './given.ts';
import { smallDisk } from './small-disk.ts';

/** A command that counts its own runs, fills the disk, and prints more than a full disk takes in the room of a last page. */
function filling(fill: string, counter: string, prints = 'seq -f "line %0400g" 1 40') {
  const line = `printf x >> ${counter}; ${fill}; ${prints}`;
  return isolatedBy(`run: [sh, -c, '${line}']\n    holds: "\${{ outputs.exit == 0 }}"`);
}

describe('given an action that fills the disk before its result can be written down', () => {
  it('when it has ended, then the run stops writing and says so; with room, nobody knows and it never runs again', async ({
    annotate,
  }) => {
    const disk = smallDisk();
    void annotate(disk.how);
    const counter = join(folder(), 'counter');
    const session = await openLive({
      playbook: isolating,
      catalogue: filling(disk.fill(), counter),
      store: disk.dir,
    });
    addThing(session);
    run(session, ref);
    const seq = session.state.seq;
    await session.quiet();

    expect(session.broken).toMatch(/space|full/);
    expect(session.broken).toContain(`after entry ${seq}`);
    // What is shown is what is written: it runs, as far as anybody can say.
    expect(needed(session, ref).status).toBe('running');
    expect(session.dispatch({ type: 'note', text: 'Is anybody there?' }, ada)?.message).toBe(session.broken);
    expect(session.dispatch({ type: 'cancel-action', ...ref }, ada)?.message).toBe(session.broken);
    session.leave();

    await expect(takenAgain(disk.dir, session.run), 'without room it cannot be gone on with').rejects.toThrow(
      /space|full/,
    );
    disk.empty();
    const again = await takenAgain(disk.dir, session.run);
    expect(needed(again, ref)).toMatchObject({ status: 'outcome-unknown', unknown: expect.any(String) });
    await leftAlone(again);
    expect(again.dispatch({ type: 'run-action', ...ref, hash: '' }, ada)?.message).toContain('Nobody knows how');
    expect(ran(counter)).toBe(1);
    expect(again.dispatch({ type: 'conclude', ...ref, did: true, how: 'I looked.' }, ada)).toBeNull();
    expect(needed(again, ref).status).toBe('done');
    expect(ran(counter)).toBe(1);
    expect(journaled(again).filter(({ type }) => type === 'action.requested')).toHaveLength(1);
  });

  it('when its answer can be kept no more but its result can, then the result says that the answer is lost', async () => {
    const disk = smallDisk();
    const counter = join(folder(), 'counter');
    const session = await openLive({
      playbook: isolating,
      // There is room for entries, and none for a megabyte of evidence.
      catalogue: filling(disk.fill(256), counter, 'yes no | head -c 1000000'),
      store: disk.dir,
    });
    addThing(session);
    run(session, ref);
    await session.quiet();
    expect(session.broken).toBeNull();
    const { status, acted } = needed(session, ref);
    expect(status).toBe('done');
    expect(acted?.[0]?.outcome).toMatchObject({
      verdict: 'ok',
      said: expect.stringMatching(/could not be kept\..*space/),
    });
    expect(acted?.[0]?.outcome?.evidence).toBeUndefined();
    expect(evidenceOf(session)).toEqual([]);
  });
});

describe('given a disk that is full before an action is asked for', () => {
  it('when it is asked for, then nothing runs, and with room it is still to be done', async () => {
    const disk = smallDisk();
    const counter = join(folder(), 'counter');
    const session = await openLive({ playbook: isolating, catalogue: filling(':', counter), store: disk.dir });
    addThing(session);
    spawnSync('sh', ['-c', disk.fill()]);
    // The last page of the journal may have room for some words.
    for (let left = 8; left > 0 && !session.broken; left -= 1)
      session.dispatch({ type: 'note', text: 'x'.repeat(1000) }, ada);
    expect(session.broken).toMatch(/space|full/);
    expect(() => run(session, ref)).toThrow(session.broken ?? '');
    await session.quiet();
    expect(existsSync(counter)).toBe(false);
    session.leave();

    disk.empty();
    const again = await takenAgain(disk.dir, session.run);
    await leftAlone(again);
    expect(needed(again, ref).status).toBe('ready');
    expect(existsSync(counter)).toBe(false);
    run(again, ref);
    await again.quiet();
    expect(needed(again, ref).status).toBe('done');
    expect(ran(counter)).toBe(1);
  });

  it('when the request itself is what does not fit, then nothing runs', async () => {
    const disk = smallDisk();
    const counter = join(folder(), 'counter');
    const long = 'y'.repeat(6000);
    const catalogue = isolatedBy(
      `run: [sh, -c, 'printf x >> ${counter}', sh, "${long}"]\n    holds: "\${{ outputs.exit == 0 }}"`,
    );
    const session = await openLive({ playbook: isolating, catalogue, store: disk.dir });
    addThing(session);
    spawnSync('sh', ['-c', disk.fill()]);
    expect(() => run(session, ref)).toThrow(/space|full/);
    await session.quiet();
    expect(existsSync(counter)).toBe(false);
    session.leave();
    disk.empty();
    const again = await takenAgain(disk.dir, session.run);
    await leftAlone(again);
    expect(needed(again, ref).status).toBe('ready');
    expect(existsSync(counter)).toBe(false);
  });
});

/** What is kept of a run beside its journal. */
function evidenceOf(session: RunSession & { readonly dir: string }): string[] {
  const path = join(session.dir, 'evidence', session.run);
  return existsSync(path) ? readdirSync(path) : [];
}
