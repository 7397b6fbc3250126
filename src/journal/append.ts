import { closeSync, constants, fstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Disk, openRegular, realDisk, removeIfThere, syncFolder } from './disk.ts';
import { type Envelope, type Head, headOf, type SealedEntry, sealAlone, sealDecision } from './envelope.ts';
import { StoreError, storeError } from './failure.ts';
import { followJournal } from './follow.ts';
import {
  ExpectedSeqError,
  type Follower,
  type FollowListener,
  type Journal,
  JournalClosedError,
  WriterStoppedError,
} from './journal.ts';
import type { Payload } from './payload.ts';
import { type Recovered, setAsideTorn } from './recover.ts';
import { START, scan } from './scan.ts';
import type { Position } from './walk.ts';

/** What a file journal may be told beside its path. */
export interface FileJournalOptions {
  /** The disk to write to; the real one by default. */
  readonly disk?: Disk;
  /** Receives every entry already there, in order, so that replaying needs no second reading. */
  readonly onEntry?: (entry: Envelope) => void;
  /** Called once, after the file was let go of. */
  readonly onClosed?: () => void;
}

/** A journal opened to go on; `recovered` when a torn tail was set aside, which a person must be told. */
export interface OpenedJournal {
  readonly journal: Journal;
  readonly recovered?: Recovered;
}

/**
 * Makes the file of a new journal, readable by its owner alone, and syncs its folder. Takes no lock: createRun does.
 * @throws StoreError kind `taken` when the file exists
 */
export function createFileJournal(path: string, options: FileJournalOptions = {}): Journal {
  const doing = `create the journal ${basename(path)}`;
  const fd = openRegular(doing, path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL);
  try {
    syncFolder(dirname(path));
    return new FileJournal(path, fd, START, options);
  } catch (error) {
    closeSync(fd);
    removeIfThere(path);
    throw storeError(doing, path, error);
  }
}

/**
 * Opens an existing journal to go on with it: checks all of it, and sets a torn tail aside. Takes no lock: openRun
 * does.
 * @throws StoreError when the file cannot be opened, or a torn tail cannot be set aside
 * @throws IntegrityError when it is damaged in any other way; the file is left as it is
 */
export function openFileJournal(path: string, options: FileJournalOptions = {}): OpenedJournal {
  const fd = openRegular(`open the journal ${basename(path)}`, path, constants.O_RDWR | constants.O_APPEND);
  try {
    const decisions = scan(fd, path);
    let step = decisions.next();
    for (; step.done !== true; step = decisions.next()) {
      if (options.onEntry !== undefined) step.value.entries.forEach(options.onEntry);
    }
    const { position, tail } = step.value;
    const disk = options.disk ?? realDisk;
    const recovered = tail.state === 'torn' ? setAsideTorn(fd, path, tail, position.head.seq + 1, disk) : undefined;
    makeDurable(fd, path, disk);
    const journal = new FileJournal(path, fd, position, options);
    return recovered === undefined ? { journal } : { journal, recovered };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/**
 * A writer that was killed between its write and its flush left entries that we have just read, but a power cut could
 * take.
 */
function makeDurable(fd: number, path: string, disk: Disk): void {
  try {
    disk.flush(fd);
    syncFolder(dirname(path));
  } catch (error) {
    throw storeError('flush the journal', path, error);
  }
}

class FileJournal implements Journal {
  readonly #path: string;
  readonly #fd: number;
  readonly #disk: Disk;
  readonly #onClosed: (() => void) | undefined;
  #head: Head;
  #size: number;
  #unflushed = false;
  #stopped: WriterStoppedError | undefined;
  #closed = false;

  constructor(path: string, fd: number, position: Position, options: FileJournalOptions) {
    this.#path = path;
    this.#fd = fd;
    this.#disk = options.disk ?? realDisk;
    this.#onClosed = options.onClosed;
    this.#head = position.head;
    this.#size = position.offset;
  }

  append(expectedSeq: number, payloads: readonly Payload[]): readonly Envelope[] {
    return this.#add(expectedSeq, payloads, sealDecision, true);
  }

  appendUnflushed(expectedSeq: number, payloads: readonly Payload[]): readonly Envelope[] {
    return this.#add(expectedSeq, payloads, sealAlone, false);
  }

  flush(): void {
    this.#refuseUnlessWriting();
    if (this.#unflushed) this.#orStop(() => this.#flush());
  }

  *read(after = 0): Generator<Envelope> {
    if (this.#closed) throw new JournalClosedError();
    for (const { entries } of scan(this.#fd, this.#path, START, this.#size)) {
      for (const entry of entries) if (entry.seq > after) yield entry;
    }
  }

  follow(after: number, listener: FollowListener): Follower {
    return followJournal(this.#path, after, listener);
  }

  head(): Head {
    return this.#head;
  }

  close(): void {
    if (this.#closed) return;
    try {
      if (this.#stopped === undefined) this.flush();
    } finally {
      this.#closed = true;
      closeSync(this.#fd);
      this.#onClosed?.();
    }
  }

  #add(
    expectedSeq: number,
    payloads: readonly Payload[],
    seal: (after: Head, payloads: readonly Payload[]) => readonly SealedEntry[],
    flush: boolean,
  ): readonly Envelope[] {
    this.#refuseUnlessWriting();
    if (expectedSeq !== this.#head.seq) throw new ExpectedSeqError(expectedSeq, this.#head.seq);
    const sealed = seal(this.#head, payloads);
    const last = sealed.at(-1);
    if (last === undefined) return [];
    const bytes = Buffer.from(sealed.map((entry) => `${entry.line}\n`).join(''));
    this.#orStop(() => {
      this.#write(bytes);
      if (flush) this.#flush();
    });
    this.#size += bytes.length;
    this.#head = headOf(last.envelope);
    return sealed.map((entry) => entry.envelope);
  }

  #write(bytes: Buffer): void {
    const now = fstatSync(this.#fd);
    if (now.size !== this.#size || now.nlink === 0) throw disturbed(this.#path, now.nlink === 0);
    const count = this.#disk.write(this.#fd, bytes);
    this.#unflushed = true;
    if (count !== bytes.length) throw cutShort(this.#path, count, bytes.length);
  }

  #flush(): void {
    this.#disk.flush(this.#fd);
    this.#unflushed = false;
  }

  /** A flush that failed may have dropped the pages it could not write; a second one would then lie. So never again. */
  #orStop(act: () => void): void {
    try {
      act();
    } catch (error) {
      const reason = storeError('write the journal', this.#path, error);
      this.#stopped = new WriterStoppedError(this.#path, this.#head.seq, reason);
      throw this.#stopped;
    }
  }

  #refuseUnlessWriting(): void {
    if (this.#closed) throw new JournalClosedError();
    if (this.#stopped !== undefined) throw this.#stopped;
  }
}

function cutShort(path: string, written: number, wanted: number): StoreError {
  const message =
    `Could not write the journal: the disk took ${written} of ${wanted} bytes of ${path}; it is probably full. ` +
    'Free some space.';
  return new StoreError('no-space', path, message);
}

function disturbed(path: string, removed: boolean): StoreError {
  const what = removed ? 'was removed' : 'was changed by something else';
  return new StoreError('failed', path, `Could not write the journal: ${path} ${what} while it was being written.`);
}
