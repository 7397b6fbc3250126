import { actionNamed } from './plan.ts';
import type { Acted, Instance, State } from './state.ts';

/**
 * The calls of the attempt at an instance that goes on, or came last: from the first call of the action on. What was done before
 * it, and was said not to have happened or was tried again, says nothing of this one.
 */
export function attemptOf(state: State, { step, acted = [] }: Instance): readonly Acted[] {
  const last = acted.at(-1);
  if (!last) return [];
  const first = actionNamed(state, step, last.action)?.calls[0]?.id;
  const from = acted.findLastIndex(({ action, call }) => action === last.action && call === first);
  return acted.slice(Math.max(0, from));
}

/** Whether a call has changed something, for all that is known. */
export function mayHaveChanged({ readOnly, outcome }: Acted): boolean {
  return !readOnly && outcome?.verdict !== 'failed';
}
