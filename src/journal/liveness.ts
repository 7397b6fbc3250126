import { basename, dirname, join } from 'node:path';
import { type Holder, sharesKernel, surelyEnded } from './holder.ts';
import { type LockFile, readLockFile } from './lock-files.ts';
import { type Knock, knock } from './socket.ts';

/** Whether the holder that a lock file names lives; `gone` when the file is no longer there. */
export interface Finding {
  readonly life: 'alive' | 'dead' | 'unsure' | 'gone';
  /** Undefined when the file is gone or says nothing. */
  readonly holder?: Holder;
}

/** Finds out whether the holder that a lock file names lives. */
export async function examine(file: LockFile): Promise<Finding> {
  for (;;) {
    const found = readLockFile(file.path);
    if (typeof found === 'string') return { life: found === 'gone' ? 'gone' : 'unsure' };
    const life = await lifeOf(found, file);
    // It may have been given back while we were knocking, and its number may be another's by now.
    if (life !== 'unsure' || isStillOf(file, found)) return { life, holder: found };
  }
}

async function lifeOf(holder: Holder, file: LockFile): Promise<'alive' | 'dead' | 'unsure'> {
  const { answer } = await knockAtDoorOf(holder, file);
  if (answer === 'answered') return 'alive';
  if (answer === 'refused') return refusalMeansEnd(holder) ? 'dead' : 'unsure';
  // A socket that is gone may have been swept from under a process that lives.
  return answer === 'gone' && surelyEnded(holder) ? 'dead' : 'unsure';
}

/**
 * Linux, which alone tells its boot, refuses only where no process listens; others also where a stopped one has its
 * queue full.
 */
function refusalMeansEnd(holder: Holder): boolean {
  return sharesKernel(holder) && (holder.boot !== undefined || surelyEnded(holder));
}

/**
 * Knocks at the holder's socket, and tells by which path. It may be known here by another one (a container mounts the
 * store elsewhere): then it is beside the lock file.
 */
export async function knockAtDoorOf(holder: Holder, file: LockFile): Promise<{ answer: Knock; socket: string }> {
  const answer = await knock(holder.socket);
  if (answer !== 'gone') return { answer, socket: holder.socket };
  const beside = besides(holder, file);
  return { answer: await knock(beside), socket: beside };
}

/** Where the holder's socket is when it is beside the lock file. */
export function besides(holder: Holder, file: LockFile): string {
  return join(dirname(file.path), basename(holder.socket));
}

/** Whether a lock file still names this holder, or still says nothing when there is none. */
export function isStillOf(file: LockFile, holder: Holder | undefined): boolean {
  const found = readLockFile(file.path);
  return typeof found === 'string' ? found === 'unreadable' && holder === undefined : found.socket === holder?.socket;
}
