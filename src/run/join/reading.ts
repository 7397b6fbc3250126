import type { Envelope } from '../../journal/envelope.ts';
import { followJournal } from '../../journal/follow.ts';
import type { Follower } from '../../journal/journal.ts';

/** How often it is looked for what nobody told. Milliseconds. */
const LOOK_EVERY = 1000;

/** The journal of a run that another process writes, as far as it is known to be durable. */
export class RunReading {
  readonly #follower: Follower;
  #entries: Envelope[] = [];
  #error: Error | null = null;

  /** `onNews` is called when something came that was not asked for. @throws StoreError */
  constructor(path: string, onNews: () => void) {
    let isAsked = true;
    this.#follower = followJournal(
      path,
      0,
      {
        onEntries: (entries) => {
          for (const entry of entries) this.#entries.push(entry);
          if (!isAsked) onNews();
        },
        onEnd: (error) => {
          this.#error = error;
          if (!isAsked) onNews();
        },
      },
      // Who writes it tells when there is something to read.
      { notices: false, everyMs: LOOK_EVERY },
    );
    this.#look = () => {
      isAsked = true;
      this.#follower.poll();
      isAsked = false;
    };
  }

  readonly #look: () => void;

  /** Why nothing more can be read: the file is damaged, or cannot be read. */
  get error(): Error | null {
    return this.#error;
  }

  /** The entries since the last time, up to one that is known to be durable. */
  upTo(seq: number): Envelope[] {
    this.#look();
    const end = this.#entries.findIndex((entry) => entry.seq > seq);
    const [ready, rest] = end < 0 ? [this.#entries, []] : [this.#entries.slice(0, end), this.#entries.slice(end)];
    this.#entries = rest;
    return ready;
  }

  stop(): void {
    this.#follower.stop();
  }
}
