import { randomBytes } from 'node:crypto';
import { closeSync, constants, fsyncSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { linkIfFree, openRegular, realDisk, removeIfThere, writeAll } from './disk.ts';
import { errorCode, storeError } from './failure.ts';
import { type Holder, holderLine, parseHolder } from './holder.ts';

/** A numbered lock file, `<run>.lock-<number>`. */
export interface LockFile {
  readonly number: number;
  readonly path: string;
}

const DRAFT = '.lock-new-';
const NUMBERED = '.lock-';

/** The numbered lock files of the run whose files begin with `base` (`<store>/runs/<run>`), highest first. */
export function lockFilesOf(base: string): readonly LockFile[] {
  return namesAfter(base, NUMBERED)
    .filter((end) => /^\d{1,15}$/.test(end))
    .map((end) => ({ number: Number(end), path: `${base}${NUMBERED}${end}` }))
    .sort((a, b) => b.number - a.number);
}

/** Who a lock file says holds the run. `gone`: the file is not there; `unreadable`: it says nothing. */
export function readLockFile(path: string): Holder | 'gone' | 'unreadable' {
  try {
    return parseHolder(readFileSync(path, 'utf8')) ?? 'unreadable';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

/**
 * Makes lock file `number`, complete from its first moment on, since it is written under another name and then
 * linked. Returns undefined when another process has that number, or swept the draft away.
 * @throws StoreError
 */
export function linkLockFile(base: string, number: number, holder: Holder): LockFile | undefined {
  const draft = `${base}${DRAFT}${randomBytes(8).toString('hex')}`;
  const path = `${base}${NUMBERED}${number}`;
  try {
    writeDraft(draft, holder);
    return linkIfFree(draft, path) ? { number, path } : undefined;
  } catch (error) {
    throw storeError('take the run', draft, error);
  } finally {
    removeIfThere(draft);
  }
}

/** Removes the drafts of processes that died before they linked them. One that is still wanted is written again. */
export function sweepDrafts(base: string): void {
  for (const end of namesAfter(base, DRAFT)) removeIfThere(`${base}${DRAFT}${end}`);
}

/** The names of the sockets that the lock files of a folder speak of, of whichever run. */
export function socketsNamedIn(folder: string): ReadonlySet<string> {
  const holders = readdirSync(folder)
    .filter((name) => /\.lock-\d+$/.test(name))
    .map((name) => readLockFile(join(folder, name)));
  return new Set(holders.flatMap((holder) => (typeof holder === 'string' ? [] : [basename(holder.socket)])));
}

function writeDraft(draft: string, holder: Holder): void {
  const fd = openRegular('take the run', draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
  try {
    writeAll(realDisk, fd, Buffer.from(holderLine(holder)));
    // After a power cut an empty lock file would say nothing about whether its holder lives.
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function namesAfter(base: string, mark: string): readonly string[] {
  const start = basename(base) + mark;
  const folder = dirname(base);
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(start.length));
  } catch (error) {
    throw storeError('look for other writers', folder, error);
  }
}
