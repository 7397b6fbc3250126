import type { Around } from '../../actions/around.ts';
import { start } from '../../actions/start.ts';
import { realTiming } from '../../actions/timing.ts';
import type { Answer, Ready } from '../../playbook/catalogue/ready.ts';
import { skewOf } from './skew.ts';

/** How long an answer is waited for, milliseconds. */
export const ANSWER_TIMEOUT = 4_500;

/** What came of asking, and how far the server's clock is ahead of ours, milliseconds; null where it does not tell. */
export interface Asked {
  readonly answer: Answer;
  readonly skew: number | null;
}

/** Asks once: a server that wants to be asked later is not waited for. */
export async function ask(call: Ready, around: Around): Promise<Asked> {
  const { retry: _, ...rest } = call;
  const { now } = around.timing ?? realTiming;
  const began = now();
  const answer = await start({ ...rest, readOnly: false, idempotent: false, timeout: ANSWER_TIMEOUT }, around).done;
  return { answer, skew: skewOf(answer.headers, began, now()) };
}
