import { closeSync, constants } from 'node:fs';
import { openRegular } from './disk.ts';
import type { Envelope, Head } from './envelope.ts';
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
