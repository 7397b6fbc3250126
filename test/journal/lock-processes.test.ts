import { readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireLock, LockHeldError } from '../../src/journal/lock.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { bundle, type OtherProcess, start } from '../helpers/journal/process.ts';

async function ready(script: string, base: string): Promise<OtherProcess> {
  const other = start(script, [base]);
  expect(await other.line()).toBe('ready');
  return other;
}

async function holding(script: string, base: string): Promise<OtherProcess> {
  const other = await ready(script, base);
  other.say('take');
  expect(await other.line()).toBe('won');
  return other;
}

describe('given a run held by another process', () => {
  it('when that process is killed, then its socket and lock file stay behind, and the run can be taken at once', async () => {
    const folder = testFolder();
    const base = join(folder, 'run');
    const other = await holding(bundle('locker.ts'), base);
    await expect(acquireLock(base)).rejects.toMatchObject({ certain: true, holder: { pid: other.pid } });
    other.kill('SIGKILL');
    await other.ended;
    expect(readdirSync(folder)).toHaveLength(2);
    const lock = await acquireLock(base);
    expect(readdirSync(folder).filter((name) => name.startsWith('run.lock'))).toEqual(['run.lock-2']);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when a process was killed before it had a lock file, then a later holder clears its socket away once it is old', async () => {
    const folder = testFolder();
    const other = await holding(bundle('locker.ts'), join(folder, 'run'));
    other.kill('SIGKILL');
    await other.ended;
    const [socket = ''] = readdirSync(folder);
    const takeAnother = async () => (await acquireLock(join(folder, 'another'))).release();

    utimesSync(join(folder, socket), 1, 1);
    await takeAnother();
    expect(readdirSync(folder), 'it is named by a lock file').toContain(socket);

    rmSync(join(folder, 'run.lock-1'));
    utimesSync(join(folder, socket), new Date(), new Date());
    await takeAnother();
    expect(readdirSync(folder), 'it may be about to listen').toContain(socket);

    utimesSync(join(folder, socket), 1, 1);
    await takeAnother();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when that process is stopped, or so busy that it never answers, then it still holds the run', async () => {
    const script = bundle('locker.ts');
    const folder = testFolder();
    const stopped = await holding(script, join(folder, 'stopped'));
    stopped.kill('SIGSTOP');
    const busy = await holding(script, join(folder, 'busy'));
    busy.say('block');
    expect(await busy.line()).toBe('blocked');
    for (const name of ['stopped', 'busy']) {
      await expect(acquireLock(join(folder, name))).rejects.toMatchObject({ name: 'LockHeldError', certain: true });
    }
  });

  it('when it has so many callers waiting that no more fit, then it still holds the run', async () => {
    const base = join(testFolder(), 'run');
    const busy = await holding(bundle('locker.ts'), base);
    busy.say('block');
    expect(await busy.line()).toBe('blocked');
    // More than the queue of a listener holds, which is 511 or what the system allows.
    const refusals = await Promise.all(Array.from({ length: 600 }, () => acquireLock(base).catch((error) => error)));
    expect(refusals.every((error) => error instanceof LockHeldError)).toBe(true);
  }, 120_000);
});

describe('given a run that was held by a process that was killed', () => {
  it('when several processes take it at once, again and again, then exactly one gets it each time', async () => {
    const script = bundle('locker.ts');
    const base = join(testFolder(), 'run');
    for (let round = 0; round < 4; round++) {
      const others = await Promise.all([ready(script, base), ready(script, base), ready(script, base)]);
      for (const other of others) other.say('take');
      const said = await Promise.all(others.map((other) => other.line()));
      const winner = others[said.indexOf('won')];
      expect(said.filter((line) => line === 'won')).toHaveLength(1);
      expect(said.filter((line) => line === `held by ${winner?.pid}`)).toHaveLength(2);
      for (const other of others) other.kill('SIGKILL');
      await Promise.all(others.map((other) => other.ended));
    }
  }, 120_000);
});
