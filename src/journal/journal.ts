import type { Envelope, Head } from './envelope.ts';
import type { StoreError } from './failure.ts';
import type { Payload } from './payload.ts';
import type { IntegrityError } from './problem.ts';

/**
 * The log of one run, as its one writer sees it. Two forms: a file, and memory for plays without a disk; both make the
 * same chain from the same payloads.
 */
export interface Journal {
  /**
   * Appends one decision: every payload or, after a crash, none. Returns once it is on the medium (one write, one
   * flush), with the entries as every later reader will see them.
   * @param expectedSeq the last number the caller knows; 0 for an empty journal
   * @throws ExpectedSeqError when the journal has moved on; nothing is written
   * @throws PayloadError when a payload is not plain JSON; nothing is written
   * @throws WriterStoppedError when the disk failed, now or earlier: the writer never writes or flushes again
   */
  append(expectedSeq: number, payloads: readonly Payload[]): readonly Envelope[];
  /**
   * Appends entries that no decision hangs on, each standing alone. They are written at once and reach the medium with
   * the next append, flush or close. Throws as append does.
   */
  appendUnflushed(expectedSeq: number, payloads: readonly Payload[]): readonly Envelope[];
  /** Brings what appendUnflushed wrote to the medium; does nothing when there is none. @throws WriterStoppedError */
  flush(): void;
  /** The entries with numbers above `after`, in order, as they were when reading began. */
  read(after?: number): Iterable<Envelope>;
  /** Hands over the entries above `after`, and then every one that is added. */
  follow(after: number, listener: FollowListener): Follower;
  /** The number and hash of the last entry; number 0 and 64 zeros when there is none. */
  head(): Head;
  /** Flushes and lets go of the file and of the run. Closing twice is fine. @throws WriterStoppedError */
  close(): void;
}

/** Who follows a journal. What a listener throws reaches the caller of poll(), or is uncaught; following goes on. */
export interface FollowListener {
  /** Entries in order, none twice, whole decisions only. */
  onEntries(entries: readonly Envelope[]): void;
  /** Following ended: the file is damaged, was cut, or cannot be read. Said once; nothing follows it. */
  onEnd(error: IntegrityError | StoreError): void;
}

/** A running follow. */
export interface Follower {
  /** Hands over now whatever is new. Returns how many entries that was. For callers that cannot wait for a notice. */
  poll(): number;
  /** Ends it. Nothing is handed over afterwards. */
  stop(): void;
}

/** The caller's picture of the journal is old (or ahead of it): read what is new, and decide again. */
export class ExpectedSeqError extends Error {
  override readonly name = 'ExpectedSeqError';
  readonly expected: number;
  readonly actual: number;

  constructor(expected: number, actual: number) {
    super(`The journal ends at entry ${actual}, not ${expected}. Read what is new and decide again.`);
    this.expected = expected;
    this.actual = actual;
  }
}

/**
 * The disk failed while the journal was being written. Whether the last entries reached it is unknown, so the writer
 * stopped for good; `lastSeq` is the last entry that is surely there. Opening the run again finds out.
 */
export class WriterStoppedError extends Error {
  override readonly name = 'WriterStoppedError';
  readonly path: string;
  readonly lastSeq: number;
  readonly reason: StoreError;

  constructor(path: string, lastSeq: number, reason: StoreError) {
    super(
      `${reason.message} Recording stopped after entry ${lastSeq} of ${path}; what came after it was not recorded. ` +
        'Mend the disk, then open the run again.',
      { cause: reason },
    );
    this.path = path;
    this.lastSeq = lastSeq;
    this.reason = reason;
  }
}

/** The journal was closed. */
export class JournalClosedError extends Error {
  override readonly name = 'JournalClosedError';

  constructor() {
    super('The journal is closed. Open the run again.');
  }
}
