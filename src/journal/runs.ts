import { lstatSync } from 'node:fs';
import { createFileJournal, openFileJournal } from './append.ts';
import type { Disk } from './disk.ts';
import type { Envelope } from './envelope.ts';
import { errorCode, StoreError, storeError } from './failure.ts';
import type { Holder } from './holder.ts';
import type { Journal } from './journal.ts';
import { acquireLock, type Lock, LockHeldError } from './lock.ts';
import { checkRunName, nthName } from './names.ts';
import type { Recovered } from './recover.ts';
import { journalPath, type Store } from './store.ts';

/** A run held for writing. Closing its journal gives it back. */
export interface HeldRun {
  /** Its name, which has a number appended when the one asked for was taken. */
  readonly name: string;
  readonly path: string;
  readonly journal: Journal;
  /** This process, and the socket at which others reach it. */
  readonly holder: Holder;
  /** See Lock. */
  readonly receive: Lock['receive'];
}

/** A run held again; `recovered` when a torn tail was set aside, which a person must be told. */
export interface ReopenedRun extends HeldRun {
  readonly recovered?: Recovered;
}

/** How a run is opened for writing. */
export interface RunOptions {
  /** The disk to write to; the real one by default. */
  readonly disk?: Disk;
  /** See LockOptions. */
  readonly evenIfUnsure?: boolean;
  /** Receives every entry already there, in order, before openRun resolves. */
  readonly onEntry?: (entry: Envelope) => void;
}

/**
 * Begins a run: makes its journal and takes it. A name that is taken, or just being taken, gets `-2`, `-3`, ….
 * @throws RunNameError, StoreError
 */
export async function createRun(store: Store, wanted: string, options: RunOptions = {}): Promise<HeldRun> {
  checkRunName(wanted);
  for (let count = 1; ; count++) {
    const name = nthName(wanted, count);
    const run = isTaken(journalPath(store, name)) ? undefined : await tryCreate(store, name, options);
    if (run !== undefined) return run;
  }
}

/**
 * Goes on with a run: takes it, checks its journal and sets a torn tail aside.
 * @throws LockHeldError when another process writes it
 * @throws IntegrityError when it is damaged; it is left as it is
 * @throws RunNameError, StoreError
 */
export async function openRun(store: Store, name: string, options: RunOptions = {}): Promise<ReopenedRun> {
  const path = journalPath(store, name);
  if (!isTaken(path)) throw new StoreError('missing', path, `There is no run named ${name} in ${store.dir}.`);
  const lock = await acquireLock(lockBase(store, name), options);
  try {
    const opened = openFileJournal(path, { ...options, onClosed: lock.release });
    return { name, path, holder: lock.holder, receive: lock.receive, ...opened };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Where a run's lock files begin; for acquireLock and findHolder. @throws RunNameError */
export function lockBase(store: Store, run: string): string {
  return journalPath(store, run).slice(0, -'.jsonl'.length);
}

/** Undefined when the name was taken meanwhile. */
async function tryCreate(store: Store, name: string, options: RunOptions): Promise<HeldRun | undefined> {
  // Held before its file is there: nobody who lists the runs can then take it first.
  const lock = await lockIfFree(lockBase(store, name), options);
  if (lock === undefined) return undefined;
  const path = journalPath(store, name);
  try {
    const journal = createFileJournal(path, { ...options, onClosed: lock.release });
    return { name, path, journal, holder: lock.holder, receive: lock.receive };
  } catch (error) {
    lock.release();
    if (error instanceof StoreError && error.kind === 'taken') return undefined;
    throw error;
  }
}

async function lockIfFree(base: string, options: RunOptions): Promise<Lock | undefined> {
  try {
    return await acquireLock(base, options);
  } catch (error) {
    if (error instanceof LockHeldError) return undefined;
    throw error;
  }
}

function isTaken(path: string): boolean {
  try {
    // A dangling link takes the name too.
    lstatSync(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw storeError('look for the run', path, error);
  }
}
