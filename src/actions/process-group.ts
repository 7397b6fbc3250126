import type { Readable } from 'node:stream';
import { endedWithUs, groupLives, tellGroup } from './group-life.ts';
import type { Timing } from './timing.ts';

/** How long a group that was told to end may take, milliseconds. Then it is killed. */
export const GRACE = 3_000;
/** How long the output of a program that has ended may stay open while nothing comes: something that it started holds it. */
export const QUIET = 250;
/** How often that is waited again because something came. */
const MOST_QUIETS = 20;
/** How often it is looked whether a group that was told to end is gone. */
const LOOK = 20;

/** A program that runs, the first of a process group. */
export interface Child {
  readonly pid: number;
  readonly stdin: { destroy(): unknown } | null;
  readonly stdout: Readable;
  readonly stderr: Readable;
  once(event: 'exit', then: (exit: number | null, by: string | null) => void): unknown;
  once(event: 'close', then: () => void): unknown;
}

/** How a program ended. */
export interface Ending {
  /** `killed`: by a signal that was not ours. */
  readonly how: 'exited' | 'killed' | 'timed-out' | 'cancelled';
  readonly exit?: number;
  /** The signal that ended it. */
  readonly by?: string;
  /** It had ended, but what it had started kept its output open, and was killed. */
  readonly left: boolean;
}

interface Watch {
  /** Milliseconds. */
  readonly timeout: number;
  readonly timing: Timing;
  onOutput(chunk: Uint8Array): void;
  onErrors(chunk: Uint8Array): void;
}

/**
 * Follows a program to its end. When the signal comes, or its time is over, its whole group is told to end within the
 * same tick, and killed after a grace.
 */
export function follow(child: Child, watch: Watch, signal: AbortSignal): Promise<Ending> {
  return new Promise((resolve) => new Following(child, watch, signal, resolve));
}

const running = endedWithUs();

class Following {
  readonly #child: Child;
  readonly #timing: Timing;
  readonly #signal: AbortSignal;
  readonly #resolve: (ending: Ending) => void;
  readonly #noTimeout: () => void;
  readonly #cancel = () => this.#stop('cancelled');
  #stopped: 'timed-out' | 'cancelled' | undefined;
  #ended: { exit?: number; by?: string } | undefined;
  #graceIsOver = false;
  #heard = false;
  #finished = false;
  #noKill = () => {};
  #noWait = () => {};

  constructor(child: Child, watch: Watch, signal: AbortSignal, resolve: (ending: Ending) => void) {
    this.#child = child;
    this.#timing = watch.timing;
    this.#signal = signal;
    this.#resolve = resolve;
    running.add(child.pid);
    this.#noTimeout = this.#timing.after(watch.timeout, () => this.#stop('timed-out'));
    this.#hear(child.stdout, (chunk) => watch.onOutput(chunk));
    this.#hear(child.stderr, (chunk) => watch.onErrors(chunk));
    child.once('exit', (exit, by) => {
      this.#ended = { ...(exit !== null && { exit }), ...(by !== null && { by }) };
      this.#noTimeout();
      if (!this.#stopped || this.#graceIsOver) this.#drain(0);
    });
    child.once('close', () => (this.#stopped ? this.#gone() : this.#finish(false)));
    signal.addEventListener('abort', this.#cancel);
    if (signal.aborted) this.#cancel();
  }

  #hear(stream: Readable, then: (chunk: Uint8Array) => void): void {
    stream.on('data', (chunk: Uint8Array) => {
      this.#heard = true;
      if (!this.#finished) then(chunk);
    });
  }

  #stop(how: 'timed-out' | 'cancelled'): void {
    if (this.#stopped) return;
    // The program is through already: only what it left behind is still there.
    if (this.#ended) {
      this.#finish(true);
      return;
    }
    this.#stopped = how;
    tellGroup(this.#child.pid, 'SIGTERM');
    this.#noKill = this.#timing.after(GRACE, () => {
      this.#graceIsOver = true;
      tellGroup(this.#child.pid, 'SIGKILL');
      if (this.#ended) this.#drain(0);
    });
  }

  /** Output may come after the end; but what was left behind may hold it open for ever. */
  #drain(quiets: number): void {
    this.#heard = false;
    // What came in while this process was busy is read before it is said that nothing came.
    const look = () =>
      setImmediate(() => (this.#heard && quiets < MOST_QUIETS ? this.#drain(quiets + 1) : this.#finish(true)));
    this.#noWait();
    this.#noWait = this.#timing.after(QUIET, look);
  }

  /** The first of a group that was told to end may be gone before the others, and they have their grace too. */
  #gone(): void {
    this.#noWait();
    if (this.#graceIsOver || !groupLives(this.#child.pid)) this.#finish(false);
    else this.#noWait = this.#timing.after(LOOK, () => this.#gone());
  }

  #finish(left: boolean): void {
    if (this.#finished) return;
    this.#finished = true;
    running.delete(this.#child.pid);
    this.#noTimeout();
    this.#noKill();
    this.#noWait();
    this.#signal.removeEventListener('abort', this.#cancel);
    if (left || this.#stopped) tellGroup(this.#child.pid, 'SIGKILL');
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream?.destroy();
    const how = this.#stopped ?? (this.#ended?.by === undefined ? 'exited' : 'killed');
    this.#resolve({ how, ...this.#ended, left });
  }
}
