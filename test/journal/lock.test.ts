import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect, type Socket } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Holder, thisProcess } from '../../src/journal/holder.ts';
import { acquireLock, findHolder, LockHeldError } from '../../src/journal/lock.ts';
import { testFolder } from '../helpers/journal/folder.ts';

const lockFiles = (base: string) =>
  readdirSync(dirname(base))
    .filter((name) => name.startsWith(`${basename(base)}.lock`))
    .sort();
const sockets = (base: string) => readdirSync(dirname(base)).filter((name) => name.endsWith('.sock'));

/** A lock file as a process that is gone left it, or as one elsewhere has it. */
function leave(base: string, number: number, holder: Partial<Holder>): void {
  const missing = join(dirname(base), '.0123456789abcdef.sock');
  writeFileSync(`${base}.lock-${number}`, `${JSON.stringify({ ...thisProcess(missing), ...holder })}\n`);
}

/** A folder in which no path is short enough for a socket. */
function longFolder(): string {
  const folder = join(testFolder(), 'long'.repeat(30));
  mkdirSync(folder);
  return folder;
}

/** A temporary folder that the system keeps for this user, as far as this test goes. */
function runtimeFolder(): string {
  const folder = testFolder();
  vi.stubEnv('XDG_RUNTIME_DIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}

/** A number that no process has: above every limit of Linux and macOS. */
const NO_PID = 99_999_999;

async function heldError(taking: Promise<unknown>): Promise<LockHeldError> {
  const error = await taking.catch((thrown: unknown) => thrown);
  if (!(error instanceof LockHeldError)) throw new Error(`not refused: ${error}`);
  return error;
}

describe('given a run that nobody writes', () => {
  it('when it is taken, then a numbered lock file says who holds it, and both it and the socket are the owner’s alone', async () => {
    const base = join(testFolder(), 'run');
    const lock = await acquireLock(base);
    expect(lockFiles(base)).toEqual(['run.lock-1']);
    expect(JSON.parse(readFileSync(`${base}.lock-1`, 'utf8'))).toEqual(lock.holder);
    expect(lock.holder).toMatchObject({ pid: process.pid, host: hostname(), user: userInfo().username });
    expect(statSync(`${base}.lock-1`).mode & 0o777).toBe(0o600);
    expect(statSync(lock.holder.socket).mode & 0o777).toBe(0o600);
    lock.release();
  });

  it('when it is released, then lock file and socket are gone, it can be taken again, and releasing again is fine', async () => {
    const base = join(testFolder(), 'run');
    const first = await acquireLock(base);
    first.release();
    expect(readdirSync(dirname(base))).toEqual([]);
    const second = await acquireLock(base);
    first.release();
    expect(await findHolder(base)).toEqual(second.holder);
    second.release();
  });

  it('when other runs beside it are held, then that is no matter, even where names begin alike', async () => {
    const folder = testFolder();
    const locks = await Promise.all(
      ['run', 'run-2', 'run.lock', 'run.lock-1'].map((name) => acquireLock(join(folder, name))),
    );
    for (const lock of locks) lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when the path is too long for a socket, then the socket is in a private temporary folder', async () => {
    const runtime = runtimeFolder();
    const base = join(longFolder(), 'run');
    const lock = await acquireLock(base);
    const folder = join(runtime, `breakglass-${process.getuid?.()}`);
    expect(dirname(lock.holder.socket)).toBe(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect((await heldError(acquireLock(base))).certain).toBe(true);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when that folder is open to others, then it is not trusted and another is made', async () => {
    const runtime = runtimeFolder();
    const open = join(runtime, `breakglass-${process.getuid?.()}`);
    mkdirSync(open);
    chmodSync(open, 0o777);
    const lock = await acquireLock(join(longFolder(), 'run'));
    expect(dirname(lock.holder.socket)).toMatch(new RegExp(`^${open}-\\w{6}$`));
    expect(statSync(dirname(lock.holder.socket)).mode & 0o777).toBe(0o700);
    lock.release();
  });

  it('when its folder is missing, then that is an error of the store', async () => {
    const taking = acquireLock(join(testFolder(), 'none', 'run'));
    await expect(taking).rejects.toMatchObject({ name: 'StoreError', kind: 'missing' });
  });
});

describe('given a run that is held', () => {
  it('when it is taken again, then that is refused, with who holds it and what to do', async () => {
    const base = join(testFolder(), 'run');
    const lock = await acquireLock(base);
    const error = await heldError(acquireLock(base));
    expect(error).toMatchObject({ run: 'run', holder: lock.holder, certain: true, lockFile: `${base}.lock-1` });
    const { pid, user, host, started } = lock.holder;
    expect(error.message).toBe(
      `The run run is being written by process ${pid} of ${user} on ${host}, since ${started}. ` +
        'Leave it there first, or wait until it is left.',
    );
    expect(sockets(base)).toEqual([basename(lock.holder.socket)]);
    lock.release();
  });

  it('when many take it at once, then exactly one gets it', async () => {
    for (let round = 0; round < 5; round++) {
      const base = join(testFolder(), 'run');
      if (round > 0) leave(base, round, { pid: NO_PID });
      const takings = await Promise.allSettled(Array.from({ length: 12 }, () => acquireLock(base)));
      const won = takings.filter((taking) => taking.status === 'fulfilled');
      const lost = takings.filter((taking) => taking.status === 'rejected');
      expect(won).toHaveLength(1);
      expect(lost.every((taking) => taking.reason instanceof LockHeldError)).toBe(true);
      expect(lockFiles(base)).toEqual([`run.lock-${round + 1}`]);
      expect(sockets(base)).toHaveLength(1);
      won[0]?.value.release();
    }
  });

  it('when a dead holder has a higher number, then the living lower one still holds it', async () => {
    const base = join(testFolder(), 'run');
    const lock = await acquireLock(base);
    leave(base, 7, { pid: NO_PID });
    expect(await heldError(acquireLock(base))).toMatchObject({ holder: lock.holder, certain: true });
    expect(await findHolder(base)).toEqual(lock.holder);
    lock.release();
  });

  it('when its folder is reached by another path, then its holder is found beside the lock file', async () => {
    const folder = testFolder();
    const lock = await acquireLock(join(folder, 'run'));
    const link = join(testFolder(), 'elsewhere');
    symlinkSync(folder, link);
    leave(join(folder, 'run'), 1, { ...lock.holder, socket: join('/not/mounted/here', basename(lock.holder.socket)) });
    expect((await heldError(acquireLock(join(link, 'run')))).certain).toBe(true);
    expect((await findHolder(join(link, 'run')))?.socket).toBe(join(link, basename(lock.holder.socket)));
    lock.release();
  });

  it('when someone connects, then the holder’s line greets them, and a visitor can be received after it', async () => {
    const base = join(testFolder(), 'run');
    const lock = await acquireLock(base);
    lock.receive((socket: Socket) => socket.on('data', (data) => socket.end(`you said ${data}`)));
    const socket = connect(lock.holder.socket);
    const lines: string[] = [];
    for await (const line of createInterface({ input: socket })) {
      lines.push(line);
      if (lines.length === 1) socket.write('hello\n');
    }
    expect(JSON.parse(lines[0] ?? '')).toEqual(lock.holder);
    expect(lines.slice(1)).toEqual(['you said hello']);
    lock.release();
  });

  it('when nobody is received, then those who connect are greeted and let go', async () => {
    const base = join(testFolder(), 'run');
    const lock = await acquireLock(base);
    const lines: string[] = [];
    for await (const line of createInterface({ input: connect(lock.holder.socket) })) lines.push(line);
    expect(lines.map((line) => JSON.parse(line))).toEqual([lock.holder]);
    lock.release();
  });
});

describe('given a holder that is gone', () => {
  it('when its socket was swept and no process has its number, then the run is taken and its files are cleared', async () => {
    const base = join(testFolder(), 'run');
    leave(base, 3, { pid: NO_PID });
    leave(base, 4, { pid: NO_PID });
    writeFileSync(`${base}.lock-new-0011223344556677`, 'a draft');
    const lock = await acquireLock(base);
    expect(lockFiles(base)).toEqual(['run.lock-5']);
    lock.release();
  });

  it('when the machine was restarted since, then its number is not asked for', async () => {
    const base = join(testFolder(), 'run');
    if (thisProcess('').boot === undefined) leave(base, 1, { pid: NO_PID });
    else leave(base, 1, { boot: '00000000-0000-0000-0000-000000000000' });
    (await acquireLock(base)).release();
  });

  it('when its lock file names a file that is no socket of ours, then that file is left alone', async () => {
    const folder = testFolder();
    const precious = join(folder, 'precious');
    writeFileSync(precious, 'text');
    const named = join(folder, '.00000000deadbeef.sock');
    linkSync(precious, named);
    leave(join(folder, 'run'), 1, { pid: NO_PID, socket: precious });
    leave(join(folder, 'run'), 2, { pid: NO_PID, socket: named });
    (await acquireLock(join(folder, 'run'), { evenIfUnsure: true })).release();
    expect(existsSync(precious)).toBe(true);
    expect(existsSync(named)).toBe(true);
  });
});

describe('given a holder that cannot be told to be gone', () => {
  it.each<[string, Partial<Holder>]>([
    ['its socket was swept but a process has its number', { pid: process.pid }],
    ['it is on another machine', { pid: NO_PID, host: 'elsewhere', boot: 'another' }],
  ])('when %s, then the run is refused, and the way out is said', async (_, holder) => {
    const base = join(testFolder(), 'run');
    leave(base, 1, holder);
    const error = await heldError(acquireLock(base));
    expect(error.certain).toBe(false);
    expect(error.message).toContain(`If it did, remove ${base}.lock-1 and try again.`);
    expect(await findHolder(base)).toBeUndefined();
    expect(lockFiles(base)).toEqual(['run.lock-1']);
    expect(sockets(base)).toEqual([]);
  });

  it('when its lock file says nothing, then the run is refused, until a person says that it is gone', async () => {
    const base = join(testFolder(), 'run');
    writeFileSync(`${base}.lock-4`, '');
    expect((await heldError(acquireLock(base))).message).toMatch(/may be written by another process/);
    const lock = await acquireLock(base, { evenIfUnsure: true });
    expect(lockFiles(base)).toEqual(['run.lock-5']);
    lock.release();
  });

  it('when what the dead left cannot be removed, then the taker that fails leaves nothing of its own', async () => {
    const base = join(testFolder(), 'run');
    mkdirSync(`${base}.lock-4`);
    await expect(acquireLock(base, { evenIfUnsure: true })).rejects.toThrow();
    expect(lockFiles(base)).toEqual(['run.lock-4']);
    expect(sockets(base)).toEqual([]);
  });

  it('when a person says so of a holder that does answer, then the run is refused all the same', async () => {
    const base = join(testFolder(), 'run');
    const lock = await acquireLock(base);
    expect((await heldError(acquireLock(base, { evenIfUnsure: true }))).certain).toBe(true);
    lock.release();
  });

  it('when it was robbed after all and its successor got its number, then releasing leaves the successor’s file', async () => {
    const base = join(testFolder(), 'run');
    const robbed = await acquireLock(base);
    leave(base, 1, { pid: 1, socket: '/of/the/successor' });
    robbed.release();
    expect(lockFiles(base)).toEqual(['run.lock-1']);
  });
});
