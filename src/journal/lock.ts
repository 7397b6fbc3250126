import type { Socket } from 'node:net';
import { basename, dirname, resolve } from 'node:path';
import { removeIfThere } from './disk.ts';
import { type Holder, holderLine, thisProcess } from './holder.ts';
import { besides, examine, isStillOf, knockAtDoorOf } from './liveness.ts';
import { type LockFile, linkLockFile, lockFilesOf, readLockFile, socketsNamedIn, sweepDrafts } from './lock-files.ts';
import { type Beacon, lightBeacon, removeDeadSocket, sweepDeadSockets } from './socket.ts';

/** The right to write one run. */
export interface Lock {
  readonly holder: Holder;
  /**
   * From now on hands over each connection to the holder's socket, after the line that says who holds the run was written
   * to it. Until then those who connect are greeted and let go.
   */
  receive(visitor: (socket: Socket) => void): void;
  /** Gives the right back, and removes the lock file and the socket. Twice is fine. */
  release(): void;
}

/** How a lock is taken. */
export interface LockOptions {
  /**
   * Takes the run also from a holder of which cannot be told whether it lives. Only when a person said that it does
   * not.
   */
  readonly evenIfUnsure?: boolean;
}

/** Another process writes this run. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  readonly run: string;
  /** Who; undefined when its lock file does not say. */
  readonly holder: Holder | undefined;
  readonly lockFile: string;
  /** False when the holder did not answer, yet may live: on another machine, or with its socket removed. */
  readonly certain: boolean;

  constructor(run: string, holder: Holder | undefined, lockFile: string, certain: boolean) {
    const who = holder === undefined ? 'another process' : describe(holder);
    super(
      certain
        ? `The run ${run} is being written by ${who}. Leave it there first, or wait until it is left.`
        : `The run ${run} may be written by ${who}: it does not answer, but from here it cannot be told that it ended. ` +
            `If it did, remove ${lockFile} and try again.`,
    );
    this.run = run;
    this.holder = holder;
    this.lockFile = lockFile;
    this.certain = certain;
  }
}

const ATTEMPTS = 100;

/**
 * Takes the run whose files begin with `base` (`<store>/runs/<run>`) for this process, until release() or its end.
 *
 * Every taker first listens on a socket, then links the lock file after the highest there is, and then looks again: it
 * holds the run only if no other lock file has a living holder. Two never hold it: of two that both linked, the one
 * that looked later saw the other's file, and whoever has a file answers from before it is linked until after it is
 * gone. A taker that sees another takes its own file back and starts over; of several at once, at least one goes on.
 * A file is removed by its owner, or, when that is dead, by the next holder, so never under someone who has just
 * linked it.
 * @throws LockHeldError when another process holds it, or may
 * @throws StoreError when the folder cannot be written
 */
export async function acquireLock(base: string, options: LockOptions = {}): Promise<Lock> {
  const at = resolve(base);
  const beacon = await lightBeacon(dirname(at));
  try {
    const holder = thisProcess(beacon.path);
    const own = await take(at, holder, options.evenIfUnsure === true);
    const greeting = holderLine(holder);
    beacon.welcome(greeting, undefined);
    return {
      holder,
      receive: (visitor) => beacon.welcome(greeting, visitor),
      release: () => release(own, holder, beacon),
    };
  } catch (error) {
    beacon.close();
    throw error;
  }
}

/** Who writes the run now, by an answer from its socket; undefined when nobody does, or it cannot be told. */
export async function findHolder(base: string): Promise<Holder | undefined> {
  for (const file of lockFilesOf(resolve(base))) {
    const holder = readLockFile(file.path);
    if (typeof holder === 'string') continue;
    const { answer, socket } = await knockAtDoorOf(holder, file);
    if (answer === 'answered') return { ...holder, socket };
  }
  return undefined;
}

async function take(base: string, holder: Holder, evenIfUnsure: boolean): Promise<LockFile> {
  let obstacle: Obstacle | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await look(base, undefined, evenIfUnsure);
    obstacle = before.obstacle;
    if (obstacle !== undefined) break;
    const own = linkLockFile(base, before.highest + 1, holder);
    if (own === undefined) continue;
    let isHeld = false;
    try {
      const after = await look(base, own.number, evenIfUnsure);
      obstacle = after.obstacle;
      if (obstacle === undefined) {
        await sweep(base, after.dead);
        isHeld = true;
        return own;
      }
    } finally {
      // Left behind by a taker that fails and lives on, it would keep the run from everybody, itself included.
      if (!isHeld && isStillOf(own, holder)) removeIfThere(own.path);
    }
  }
  throw heldBy(base, obstacle);
}

async function sweep(base: string, dead: readonly DeadLock[]): Promise<void> {
  for (const one of dead) removeTheDead(one);
  sweepDrafts(base);
  await sweepDeadSockets(dirname(base), socketsNamedIn(dirname(base)));
}

interface Obstacle {
  readonly file: LockFile;
  readonly holder: Holder | undefined;
  readonly certain: boolean;
}

interface DeadLock {
  readonly file: LockFile;
  readonly holder?: Holder | undefined;
}

interface Look {
  /** The highest number there was; 0 when there was no lock file. */
  readonly highest: number;
  /** The first lock file, from the highest down, whose holder lives or may live. */
  readonly obstacle: Obstacle | undefined;
  readonly dead: readonly DeadLock[];
}

async function look(base: string, own: number | undefined, evenIfUnsure: boolean): Promise<Look> {
  const files = lockFilesOf(base);
  const highest = files[0]?.number ?? 0;
  const dead: DeadLock[] = [];
  for (const file of files) {
    if (file.number === own) continue;
    const { life, holder } = await examine(file);
    if (life === 'gone') continue;
    if (life === 'dead' || (life === 'unsure' && evenIfUnsure)) dead.push({ file, holder });
    else return { highest, obstacle: { file, holder, certain: life === 'alive' }, dead };
  }
  return { highest, obstacle: undefined, dead };
}

/**
 * Removes what the dead left. Their numbers may be others' by now: a file is removed only while it still names its
 * dead.
 */
function removeTheDead({ file, holder }: DeadLock): void {
  if (!isStillOf(file, holder)) return;
  removeIfThere(file.path);
  if (holder === undefined) return;
  removeDeadSocket(holder.socket);
  removeDeadSocket(besides(holder, file));
}

function release(own: LockFile, holder: Holder, beacon: Beacon): void {
  // Someone who was unsure of us may have been told to take the run, and a successor may have our number.
  if (isStillOf(own, holder)) removeIfThere(own.path);
  // In this order: while the file is there, its holder must answer.
  beacon.close();
}

function heldBy(base: string, obstacle: Obstacle | undefined): LockHeldError {
  const lockFile = obstacle?.file.path ?? `${base}.lock-1`;
  return new LockHeldError(basename(base), obstacle?.holder, lockFile, obstacle?.certain ?? true);
}

function describe(holder: Holder): string {
  return `process ${holder.pid} of ${holder.user} on ${holder.host}, since ${holder.started}`;
}
