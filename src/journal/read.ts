import { closeSync, constants } from 'node:fs';
import { openRegular } from './disk.ts';
import type { Envelope, Head } from './envelope.ts';
import { IntegrityError, type Problem } from './problem.ts';
import { type ScanEnd, scan, type Tail } from './scan.ts';

/** A journal read whole. A torn tail is told and not among the entries. */
export interface JournalContent {
  readonly entries: readonly Envelope[];
  readonly head: Head;
  readonly tail: Tail;
}

/**
 * Yields the entries of the journal at `path` one by one, each checked before it is yielded; returns where reading
 * ended and how the file ends. Reading never changes the file, and needs no lock.
 * @throws StoreError when the file cannot be opened
 * @throws IntegrityError at the first damage that is not a torn tail
 */
function* readEntries(path: string): Generator<Envelope, ScanEnd> {
  const fd = openRegular('open the journal', path, constants.O_RDONLY);
  try {
    const decisions = scan(fd, path);
    for (let step = decisions.next(); ; step = decisions.next()) {
      if (step.done === true) return step.value;
      yield* step.value.entries;
    }
  } finally {
    closeSync(fd);
  }
}

/** Reads a whole journal into memory. Errors as readEntries. */
export function readJournal(path: string): JournalContent {
  const entries: Envelope[] = [];
  const reading = readEntries(path);
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done === true) return { entries, head: step.value.position.head, tail: step.value.tail };
    entries.push(step.value);
  }
}

/** As much of a journal as is intact, and what stands behind that. */
export interface IntactPart {
  readonly entries: readonly Envelope[];
  readonly tail: Tail;
  /** The first damage; entries after it were not looked at. Null: there is none. */
  readonly problem: Problem | null;
}

/**
 * Reads a journal up to the first damage. Only for who says so to their reader: who goes on with a run must not.
 * @throws StoreError when the file cannot be opened
 * @throws IntegrityError when not even the first decision is intact
 */
export function readIntact(path: string): IntactPart {
  const entries: Envelope[] = [];
  const reading = readEntries(path);
  try {
    for (let step = reading.next(); ; step = reading.next()) {
      if (step.done === true) return { entries, tail: step.value.tail, problem: null };
      entries.push(step.value);
    }
  } catch (error) {
    if (!(error instanceof IntegrityError) || entries.length === 0) throw error;
    return { entries, tail: { state: 'complete' }, problem: error.problem };
  }
}
