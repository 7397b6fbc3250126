import type { By } from '../engine/entries.ts';
import { realClock, standingClock } from './clock.ts';
import { Problem } from './problem.ts';
import { resumeRun } from './resume.ts';

/** What is added to a run. */
export interface Amendment {
  readonly text: string;
  readonly by: By;
  readonly typedBy: string;
  /** Wall time to record it at, epoch milliseconds; the machine's own without it. */
  readonly now?: number;
  /** When it happened, ISO 8601 UTC. */
  readonly happened?: string;
  /** The number of the entry that it corrects. */
  readonly corrects?: number;
}

/** Adds a note, or a correction, to a run that nobody else is writing. Returns where it stands. */
export async function amend(dir: string, run: string, { text, by, typedBy, now, happened, corrects }: Amendment) {
  const clock = now === undefined ? realClock : standingClock(now);
  const session = await resumeRun(dir, run, { clock: () => clock, typedBy: () => typedBy });
  try {
    const ask =
      corrects === undefined ? ({ type: 'note', text } as const) : ({ type: 'correct', corrects, text } as const);
    const refusal = session.dispatch(ask, by, happened);
    if (session.broken) throw new Problem('store', session.broken);
    if (refusal)
      throw new Problem(refusal.code === 'not-allowed' ? 'not-allowed' : 'usage', refusal.message, refusal.hint);
    const seq = session.entries.at(-1)?.seq ?? 0;
    return { run: session.run, seq, head: session.head, notices: session.notices };
  } finally {
    session.leave();
  }
}
