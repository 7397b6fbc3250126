import { randomBytes } from 'node:crypto';
import { closeSync, constants, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Disk, FOLDER_MODE, openRegular, realDisk, removeIfThere, syncFolder, writeAll } from './disk.ts';
import { errorCode, StoreError, storeError } from './failure.ts';
import { checkRunName } from './names.ts';

/** Where runs are kept: absolute paths of the store and of its three folders. */
export interface Store {
  readonly dir: string;
  readonly runs: string;
  readonly evidence: string;
  readonly reports: string;
}

const PROBE_BYTES = 64 * 1024;

/**
 * Opens a store to read from it; makes nothing. Its three folders need not be there yet.
 * @throws StoreError kind `missing`, `not-a-folder`, `not-yours`, `not-permitted`
 */
export function openStore(dir: string): Store {
  const store = storeAt(dir);
  requireFolder(store.dir);
  try {
    readdirSync(store.dir);
  } catch (error) {
    throw storeError('open the store', store.dir, error);
  }
  return store;
}

/**
 * Opens a store to write to it; makes it and its three folders (mode 0700) where they are missing.
 * On failure, folders made by this call are gone again.
 * @throws StoreError
 */
export function createStore(dir: string): Store {
  const made: string[] = [];
  try {
    return makeStore(dir, made);
  } catch (error) {
    removeEmpty(made);
    throw error;
  }
}

/**
 * Opens a store to write to it, as createStore, and makes sure that it can take a run: makes, fills and flushes a
 * file there, of `bytes` bytes (64 KiB by default). Nothing of that stays. To be called before play starts.
 * @throws StoreError saying why no run can be kept there: `no-space`, `read-only`, `not-yours`, …
 */
export function probeStore(dir: string, options: { readonly bytes?: number; readonly disk?: Disk } = {}): Store {
  const made: string[] = [];
  try {
    const store = makeStore(dir, made);
    tryFile(store.runs, options.bytes ?? PROBE_BYTES, options.disk ?? realDisk);
    return store;
  } catch (error) {
    removeEmpty(made);
    throw error;
  }
}

/** The file of a run. @throws RunNameError */
export function journalPath(store: Store, run: string): string {
  checkRunName(run);
  return join(store.runs, `${run}.jsonl`);
}

/** Makes a folder (mode 0700) and those above it, durably; one that is there is fine. Adds those made to `made`. */
export function makeFolder(path: string, made: string[] = []): void {
  const missing = missingFolders(path);
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode: FOLDER_MODE });
      made.push(folder);
      syncFolder(dirname(folder));
    } catch (error) {
      // Another process may make the same store at the same time.
      if (errorCode(error) !== 'EEXIST') throw storeError(`create the folder ${folder}`, folder, error);
    }
  }
  requireFolder(path);
}

function storeAt(dir: string): Store {
  const at = resolve(dir);
  return { dir: at, runs: join(at, 'runs'), evidence: join(at, 'evidence'), reports: join(at, 'reports') };
}

function makeStore(dir: string, made: string[]): Store {
  const store = storeAt(dir);
  for (const folder of [store.dir, store.runs, store.evidence, store.reports]) makeFolder(folder, made);
  return store;
}

function requireFolder(path: string): void {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (error) {
    throw storeError('open the store', path, error);
  }
  if (isFolder) return;
  const message = `Could not open the store: ${path} is a file, not a folder. Choose another folder.`;
  throw new StoreError('not-a-folder', path, message);
}

/** The folders on the way to `path` that are not there, outermost first. */
function missingFolders(path: string): readonly string[] {
  const missing: string[] = [];
  for (let at = path; !isThere(at); at = dirname(at)) missing.unshift(at);
  return missing;
}

function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw storeError('open the store', path, error);
  }
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Someone has put something there since; or the disk is such that it cannot be removed either.
    }
  }
}

function tryFile(folder: string, bytes: number, disk: Disk): void {
  const path = join(folder, `.probe-${randomBytes(8).toString('hex')}`);
  const doing = 'keep a run in the store';
  const fd = openRegular(doing, path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
  try {
    // Nameless from here on: whatever ends this process, the system takes the bytes back.
    removeIfThere(path);
    // Random, since a file system that compresses would find room for zeros.
    writeAll(disk, fd, randomBytes(bytes));
    disk.flush(fd);
  } catch (error) {
    throw storeError(doing, folder, error);
  } finally {
    closeSync(fd);
  }
}
