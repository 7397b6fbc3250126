import type { By } from '../engine/entries.ts';
import { realClock, standingClock } from './clock.ts';
import { inTurn } from './in-turn.ts';
import type { Keys } from './keys.ts';
import { Problem } from './problem.ts';
import { resumeRun } from './resume.ts';

/** What is said of a deadline of a run: that it does not apply, or that it does after all. */
export interface ClockWord {
  readonly type: 'rule-out-clock' | 'rule-in-clock';
  readonly clock: string;
  readonly reason: string;
  readonly by: By;
  readonly typedBy: string;
  /** Wall time to record it at, epoch milliseconds; the machine's own without it. */
  readonly now?: number;
  /** What is masked in it. */
  readonly keys?: Keys;
}

/**
 * Says it in a run that nobody else is writing, or will not be in a moment; of a closed one it is an amendment. Returns the run's head, and
 * what there is to say of taking it up.
 * @throws Problem
 */
export async function ruleClock(dir: string, run: string, { by, typedBy, now, keys, ...ask }: ClockWord) {
  const clock = now === undefined ? realClock : standingClock(now);
  const resuming = { clock: () => clock, typedBy: () => typedBy, ...(keys && { keys }) };
  const session = await inTurn(() => resumeRun(dir, run, resuming));
  try {
    const refusal = session.dispatch(ask, by);
    if (session.broken) throw new Problem('store', session.broken);
    if (refusal)
      throw new Problem(refusal.code === 'not-allowed' ? 'not-allowed' : 'usage', refusal.message, refusal.hint);
    return { head: session.head, notices: session.notices };
  } finally {
    session.leave();
  }
}
