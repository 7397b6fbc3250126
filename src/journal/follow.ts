import { closeSync, constants, type FSWatcher, fstatSync, watch } from 'node:fs';
import { openRegular } from './disk.ts';
import type { Envelope } from './envelope.ts';
import { StoreError, storeError } from './failure.ts';
import type { Follower, FollowListener } from './journal.ts';
import { IntegrityError } from './problem.ts';
import { START, scan } from './scan.ts';
import type { Decision, Position } from './walk.ts';

/** How following a file learns of news, beside poll(). */
export interface FollowOptions {
  /** Listen for the system's notices of a changed file. Default true. */
  readonly notices?: boolean;
  /** Look every so many milliseconds, since notices fail to come on some file systems. 0 is never. Default 1000. */
  readonly everyMs?: number;
}

const BATCH = 1024;

/**
 * Follows the journal at `path`, which another process may be writing: hands over the entries above `after`, then new
 * ones as they come. What is torn or unfinished is waited for, never handed over; every entry is checked against
 * the chain. The first hand-over is at the first notice, tick or poll(), never during this call. Keeps the process
 * alive until stop(). An entry is seen once it is written, so a moment before it is flushed.
 * @throws StoreError when the file cannot be opened now
 */
export function followJournal(
  path: string,
  after: number,
  listener: FollowListener,
  options: FollowOptions = {},
): Follower {
  closeSync(openRegular('follow the journal', path, constants.O_RDONLY));
  return new FileFollower(path, after, listener, options);
}

class FileFollower implements Follower {
  readonly #path: string;
  readonly #after: number;
  readonly #listener: FollowListener;
  readonly #watcher: FSWatcher | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #first: NodeJS.Immediate;
  #position: Position = START;
  #busy = false;
  #stopped = false;

  constructor(path: string, after: number, listener: FollowListener, options: FollowOptions) {
    this.#path = path;
    this.#after = after;
    this.#listener = listener;
    const look = () => void this.poll();
    const everyMs = options.everyMs ?? 1000;
    this.#watcher = options.notices === false ? undefined : watcherOf(path, look);
    this.#timer = everyMs > 0 ? setInterval(look, everyMs) : undefined;
    this.#first = setImmediate(look);
  }

  poll(): number {
    // A listener may poll again while it is being told; what is new then comes with the round under way.
    if (this.#stopped || this.#busy) return 0;
    this.#busy = true;
    try {
      return this.#readOn();
    } finally {
      this.#busy = false;
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#watcher?.close();
    clearInterval(this.#timer);
    clearImmediate(this.#first);
  }

  #readOn(): number {
    let handed = 0;
    for (const batch of this.#batches()) {
      handed += batch.length;
      this.#listener.onEntries(batch);
      if (this.#stopped) break;
    }
    return handed;
  }

  *#batches(): Generator<readonly Envelope[], void> {
    let batch: Envelope[] = [];
    try {
      for (const { entries, position } of this.#news()) {
        // One by one: a large decision is more than a call takes arguments.
        for (const entry of entries) if (entry.seq > this.#after) batch.push(entry);
        this.#position = position;
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
    } catch (error) {
      if (batch.length > 0) yield batch;
      this.#end(error);
      return;
    }
    if (batch.length > 0) yield batch;
  }

  *#news(): Generator<Decision, void> {
    // Opened anew each time: nothing is held while nothing happens, and a file that was replaced is noticed.
    const fd = openRegular('follow the journal', this.#path, constants.O_RDONLY);
    try {
      const size = fstatSync(fd).size;
      if (size < this.#position.offset) throw shortened(this.#path, this.#position, size);
      yield* scan(fd, this.#path, this.#position, size);
    } finally {
      closeSync(fd);
    }
  }

  #end(error: unknown): void {
    this.stop();
    const known = error instanceof IntegrityError || error instanceof StoreError;
    this.#listener.onEnd(known ? error : storeError('follow the journal', this.#path, error));
  }
}

function shortened(path: string, position: Position, size: number): IntegrityError {
  const seq = position.head.seq;
  return new IntegrityError(path, {
    kind: 'shorter',
    seq,
    line: seq,
    offset: size,
    message: `Entry ${seq} was there before and is gone: the end of the journal was cut off.`,
  });
}

function watcherOf(path: string, look: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(path, look);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    // No notices here, or no more of them to be had: the timer looks instead.
    return undefined;
  }
}
