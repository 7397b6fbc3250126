/** The clock that calls are timed by, and waits are waited by. */
export interface Timing {
  /** Wall time, epoch milliseconds. */
  now(): number;
  /** Milliseconds since some moment. It goes evenly on, whatever the wall clock is set to. */
  elapsed(): number;
  /** Calls `then` after so many milliseconds, unless what it returns is called before. */
  after(milliseconds: number, then: () => void): () => void;
}

/** Longest time that a timer can be set to. */
const LONGEST = 2 ** 31 - 1;

/** The machine's clock. */
export const realTiming: Timing = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, Math.min(milliseconds, LONGEST));
    return () => clearTimeout(timer);
  },
};

/** Waits; false if the signal came first. */
export function waited(timing: Timing, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const stop = () => {
      cancel();
      resolve(false);
    };
    const cancel = timing.after(milliseconds, () => {
      signal.removeEventListener('abort', stop);
      resolve(true);
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}
