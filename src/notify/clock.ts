import { setTimeout as sleep } from 'node:timers/promises';

/** What a courier knows of time. */
export interface Clock {
  /** Wall time, epoch milliseconds. It may be set. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. Never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own clock. What waits on it keeps no process alive. */
export const machineClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined),
};

/** A clock's time as something to measure by: where the clock is set back, it stands for that moment and goes on from there. */
export class Steady {
  readonly #clock: Clock;
  #last = Number.NEGATIVE_INFINITY;
  #lost = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds, never less than before. */
  now(): number {
    const wall = this.#clock.now();
    if (wall + this.#lost < this.#last) this.#lost = this.#last - wall;
    this.#last = wall + this.#lost;
    return this.#last;
  }
}
