import type { Answer, Ready } from '../playbook/catalogue/ready.ts';
import type { Attempt } from './around.ts';
import { type Timing, waited } from './timing.ts';
import { verdictOf } from './verdict.ts';

/** Longest time that a server is waited for when it asks for that, milliseconds. */
export const LONGEST_WAIT = 60_000;
/** How often a server is asked again that says when to, where the call says nothing of trying again. */
const ASKED_AGAIN = 2;

/**
 * Tries a call, and again after a failure that is certain, if to do it twice is the same as once. After anything that may
 * have happened it is never tried again. Stopped while it waits, the failure before is the answer.
 */
export async function tryAgain(
  call: Ready,
  timing: Timing,
  signal: AbortSignal,
  attempt: () => Promise<Attempt>,
): Promise<Answer> {
  const began = timing.elapsed();
  for (let tries = 1; ; tries += 1) {
    const tried = await attempt();
    const answered = (more = ''): Answer => {
      const why = [tried.answer.why, more].filter(Boolean).join(' ');
      return { ...tried.answer, milliseconds: timing.elapsed() - began, tries, ...(why && { why }) };
    };
    const pause = pauseBefore(call, tried, tries);
    if (pause === undefined) return answered();
    if (pause > LONGEST_WAIT && tried.wait !== undefined) {
      return answered(`It asks to wait ${Math.ceil(pause / 1000)} s before it is asked again.`);
    }
    if (!(await waited(timing, pause, signal))) return answered('It was cancelled before it was tried again.');
  }
}

/** How long to wait before the next try, milliseconds; undefined if there is none. */
function pauseBefore(call: Ready, tried: Attempt, tries: number): number | undefined {
  if (!call.idempotent && !call.readOnly) return undefined;
  const asked = tried.wait !== undefined;
  const times = call.retry?.times ?? (asked ? ASKED_AGAIN : 0);
  if (tries > times || !(asked || isCertain(call, tried))) return undefined;
  return tried.wait ?? call.retry?.every ?? 0;
}

function isCertain(call: Ready, { answer, unreached }: Attempt): boolean {
  if (answer.how === 'not-started') return unreached === true;
  if (answer.how !== 'exited' && answer.how !== 'answered') return false;
  return verdictOf(call, { ...answer, milliseconds: 0, tries: 1 }).verdict === 'failed';
}
