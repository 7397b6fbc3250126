import { BackOff } from '../back-off.ts';
import type { Clock } from '../clock.ts';
import { connection, type Ended, type SocketParts } from './socket.ts';

/** What is listened with, and who hears it. */
export interface Relayed extends SocketParts {
  readonly clock: Clock;
  /** What is to be done about what happened, once it is acknowledged; null where that is for somebody else to hear. */
  readonly heard: (type: string, body: unknown) => (() => void) | null;
  /** Whether it is listened now; and if not, why. */
  readonly onState: (isListening: boolean, why?: string) => void;
}

/** Who was heard for so long lost the connection by chance, or Slack had it made anew: it is made at once. Milliseconds. */
const STEADY = 10_000;

/**
 * Listens by one connection after another, until the signal: each ends, which Slack has it do every few hours. Of that it warns some
 * seconds before, and then the next is made while the one before is still heard: Slack sends what happens to any one of those that are
 * open, so nothing that is pressed meanwhile is lost.
 */
export async function relay(parts: Relayed, signal: AbortSignal): Promise<void> {
  const backOff = new BackOff();
  const runners = new Runners(parts, signal);
  while (!signal.aborted) {
    const { heldFor, after } = await runners.next();
    if (signal.aborted) break;
    if (heldFor >= STEADY) backOff.succeeded();
    else backOff.failed(parts.clock.now(), after);
    await parts.clock.wait(Math.max(0, backOff.until - parts.clock.now()), signal);
  }
  await runners.done();
}

/** When another connection is to be made: this one was heard for so long, and none is to be made before so many milliseconds. */
interface Turn {
  readonly heldFor: number;
  readonly after?: number;
}

interface Runner {
  since: number | null;
  readonly replaced: AbortController;
  readonly ended: Promise<void>;
}

/** The connections that there are: one that is heard, beside it one that is being made or those that Slack is about to close. */
class Runners {
  readonly #parts: Relayed;
  readonly #signal: AbortSignal;
  /** In the order in which they were begun. */
  readonly #all = new Set<Runner>();
  /** Why the last one did not come about, while another is heard still. */
  #refused: string | undefined;

  constructor(parts: Relayed, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Begins one. Resolves when another is to follow it: it has ended, or is about to. */
  next(): Promise<Turn> {
    return new Promise((resolve) => {
      const turn = (after?: number) => {
        const heldFor = runner.since === null ? 0 : this.#parts.clock.now() - runner.since;
        resolve({ heldFor, ...(after !== undefined && { after }) });
      };
      const replaced = new AbortController();
      const ending = { signal: this.#signal, replaced: replaced.signal };
      const work = connection(this.#parts, ending, {
        onOpen: () => this.#opened(runner),
        onRenewal: () => turn(),
        heard: this.#parts.heard,
      });
      const ended = work.then((end) => {
        this.#ended(runner, end);
        turn(end.after);
      });
      const runner: Runner = { since: null, replaced, ended };
      this.#all.add(runner);
    });
  }

  /** Resolves when all have ended. */
  async done(): Promise<void> {
    await Promise.all([...this.#all].map(({ ended }) => ended));
  }

  get #isHeard(): boolean {
    return [...this.#all].some(({ since }) => since !== null);
  }

  #opened(runner: Runner): void {
    const wasHeard = this.#isHeard;
    runner.since ??= this.#parts.clock.now();
    this.#refused = undefined;
    for (const other of this.#all) {
      if (other === runner) break;
      other.replaced.abort();
    }
    if (!wasHeard) this.#parts.onState(true);
  }

  #ended(runner: Runner, { why }: Ended): void {
    this.#all.delete(runner);
    if (this.#signal.aborted) return;
    // What has Slack refuse the next is worth more than that it closed the one before, as it had said.
    if (!this.#isHeard) this.#parts.onState(false, runner.since === null ? why : (this.#refused ?? why));
    else if (runner.since === null) this.#refused = why;
  }
}
