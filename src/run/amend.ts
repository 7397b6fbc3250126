import type { By, NoteSort } from '../engine/entries.ts';
import { namesIn, sentenceOf } from '../engine/sentences.ts';
import { realClock, standingClock } from './clock.ts';
import { inTurn } from './in-turn.ts';
import type { Keys } from './keys.ts';
import { Problem } from './problem.ts';
import { resumeRun } from './resume.ts';
import type { Session } from './session.ts';

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
  /** What is masked in it. */
  readonly keys?: Keys;
  /** What kind of a lesson a note is. */
  readonly sort?: NoteSort;
}

/**
 * Adds a note, or a correction, to a run that nobody else is writing, or will not be in a moment. Returns where it
 * stands, and what the corrected entry says.
 * @throws Problem where it says that it happened in the future
 */
export async function amend(dir: string, run: string, amendment: Amendment) {
  const { text, by, typedBy, now, happened, corrects, keys, sort } = amendment;
  const clock = now === undefined ? realClock : standingClock(now);
  refuseFuture(happened, clock.wall());
  const resuming = { clock: () => clock, typedBy: () => typedBy, ...(keys && { keys }) };
  const session = await inTurn(() => resumeRun(dir, run, resuming));
  try {
    const ask =
      corrects === undefined
        ? ({ type: 'note', text, ...(sort && { sort }) } as const)
        : ({ type: 'correct', corrects, text } as const);
    const refusal = session.dispatch(ask, by, happened === undefined ? {} : { happened });
    if (session.broken) throw new Problem('store', session.broken);
    if (refusal)
      throw new Problem(refusal.code === 'not-allowed' ? 'not-allowed' : 'usage', refusal.message, refusal.hint);
    const seq = session.entries.at(-1)?.seq ?? 0;
    const corrected = corrects === undefined ? null : saidAt(session, corrects);
    return { run: session.run, seq, head: session.head, notices: session.notices, corrected };
  } finally {
    session.leave();
  }
}

function refuseFuture(happened: string | undefined, now: number): void {
  if (happened === undefined || Date.parse(happened) <= now) return;
  const clock = new Date(now).toISOString();
  throw new Problem('usage', `${happened} has not come yet: it is ${clock}.`, 'Give the time at which it happened.');
}

/** What an entry says. What the attacker did stays hidden until the hot wash. */
function saidAt({ entries, state }: Session, seq: number): string {
  const entry = entries.find((one) => one.seq === seq);
  const isHidden = state.stage === 'play' && entry?.type.startsWith('world.');
  return !entry || isHidden
    ? 'an entry that is hidden until the hot wash'
    : sentenceOf(entry, state.definition, namesIn(state));
}
