import { realTiming, type Timing } from './timing.ts';

/** What stops a request: its time limit, or who asked for it. `end` lets go of both. */
interface Halt {
  readonly signal: AbortSignal;
  end(): void;
}

/** One signal for both ways to stop; its reason is which: `timed-out` or `cancelled`. */
export function haltOf(timeout: number, timing: Timing | undefined, signal: AbortSignal): Halt {
  const halt = new AbortController();
  const cancel = () => halt.abort('cancelled');
  const noTimeout = (timing ?? realTiming).after(timeout, () => halt.abort('timed-out'));
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  const end = () => {
    noTimeout();
    signal.removeEventListener('abort', cancel);
  };
  return { signal: halt.signal, end };
}
