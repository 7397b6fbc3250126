import type { Timing } from '../../src/actions/timing.ts';

interface Set {
  readonly at: number;
  readonly then: () => void;
}

/** A clock that goes when a test says so. */
export interface HandTiming extends Timing {
  /** Lets time pass, and calls what is due meanwhile. */
  pass(milliseconds: number): void;
  /** Resolves when something waits for so many milliseconds from now. */
  waitedFor(milliseconds: number): Promise<void>;
}

/** A clock that stands at a wall time (epoch milliseconds) until it is told to go. */
export function handTiming(start = Date.UTC(2026, 0, 2, 3)): HandTiming {
  let now = start;
  let timers: Set[] = [];
  const watchers = new Map<number, () => void>();
  return {
    now: () => now,
    elapsed: () => now - start,
    after(milliseconds, then) {
      const timer = { at: now + milliseconds, then };
      timers.push(timer);
      watchers.get(milliseconds)?.();
      watchers.delete(milliseconds);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    pass(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.then();
      }
      now = until;
    },
    waitedFor(milliseconds) {
      if (timers.some(({ at }) => at === now + milliseconds)) return Promise.resolve();
      return new Promise((resolve) => watchers.set(milliseconds, resolve));
    },
  };
}
