import type { Clock } from '../../../src/notify/clock.ts';

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that goes on only when it is told to, from one thing that is waited for to the next. */
export class VirtualClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = { at: this.#now + ms, wake: resolve };
      const wake = () => {
        this.#timers.delete(timer);
        resolve();
      };
      if (signal.aborted) wake();
      else {
        this.#timers.add({ ...timer, wake });
        signal.addEventListener('abort', () => this.#drop(wake), { once: true });
      }
    });
  }

  /** Lets everything run that can, then goes on to what is waited for next. False: nothing is. */
  async goOn(): Promise<boolean> {
    await settled();
    const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
    if (!next) return false;
    this.#now = Math.max(this.#now, next.at);
    this.#timers.delete(next);
    next.wake();
    await settled();
    return true;
  }

  /** Goes on until nothing is waited for any more, or `until` holds. */
  async run(until: () => boolean = () => false): Promise<void> {
    for (let turns = 0; !until() && (await this.goOn()); turns += 1)
      if (turns > 100_000) throw new Error('it never comes to rest');
  }

  /** Goes on for so many milliseconds, and no further. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const next = Math.min(...[...this.#timers].map(({ at }) => at));
      if (!(next <= end)) break;
      await this.goOn();
    }
    this.#now = end;
  }

  #drop(wake: () => void): void {
    for (const timer of this.#timers) if (timer.wake === wake) this.#timers.delete(timer);
    wake();
  }
}

/** Everything that was only waiting for its turn has had it. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
