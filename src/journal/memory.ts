import { type Envelope, GENESIS, type Head, headOf, type SealedEntry, sealAlone, sealDecision } from './envelope.ts';
import { ExpectedSeqError, type Follower, type FollowListener, type Journal, JournalClosedError } from './journal.ts';
import type { Payload } from './payload.ts';

/** A journal without a disk: the same chain and the same hashes as in a file, gone with the process. */
export function createMemoryJournal(): Journal {
  return new MemoryJournal();
}

class MemoryJournal implements Journal {
  readonly #entries: Envelope[] = [];
  readonly #followers = new Set<MemoryFollower>();
  #closed = false;

  append(expectedSeq: number, payloads: readonly Payload[]): readonly Envelope[] {
    return this.#add(expectedSeq, payloads, sealDecision);
  }

  appendUnflushed(expectedSeq: number, payloads: readonly Payload[]): readonly Envelope[] {
    return this.#add(expectedSeq, payloads, sealAlone);
  }

  flush(): void {}

  *read(after = 0): Generator<Envelope> {
    yield* this.#entries.slice(after);
  }

  follow(after: number, listener: FollowListener): Follower {
    const follower = new MemoryFollower(this.#entries, after, listener, () => this.#followers.delete(follower));
    this.#followers.add(follower);
    queueMicrotask(() => follower.poll());
    return follower;
  }

  head(): Head {
    return headOf(this.#entries.at(-1) ?? GENESIS);
  }

  close(): void {
    this.#closed = true;
  }

  #add(
    expectedSeq: number,
    payloads: readonly Payload[],
    seal: (after: Head, payloads: readonly Payload[]) => readonly SealedEntry[],
  ): readonly Envelope[] {
    if (this.#closed) throw new JournalClosedError();
    const head = this.head();
    if (expectedSeq !== head.seq) throw new ExpectedSeqError(expectedSeq, head.seq);
    const added = seal(head, payloads).map((entry) => entry.envelope);
    // One by one: a large decision is more than a call takes arguments.
    for (const entry of added) this.#entries.push(entry);
    for (const follower of this.#followers) queueMicrotask(() => follower.poll());
    return added;
  }
}

class MemoryFollower implements Follower {
  readonly #entries: readonly Envelope[];
  readonly #listener: FollowListener;
  readonly #onStop: () => void;
  #seen: number;
  #stopped = false;

  constructor(entries: readonly Envelope[], after: number, listener: FollowListener, onStop: () => void) {
    this.#entries = entries;
    this.#seen = after;
    this.#listener = listener;
    this.#onStop = onStop;
  }

  poll(): number {
    const fresh = this.#entries.slice(this.#seen);
    if (this.#stopped || fresh.length === 0) return 0;
    // Counted before handing over: the listener may itself poll or append.
    this.#seen += fresh.length;
    this.#listener.onEntries(fresh);
    return fresh.length;
  }

  stop(): void {
    this.#stopped = true;
    this.#onStop();
  }
}
