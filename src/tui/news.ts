import { labelOf } from '../engine/queries.ts';
import { instanceOf, type State } from '../engine/state.ts';
import { stepOf } from '../engine/targets.ts';
import type { Stored } from '../run/session.ts';
import { plainLine } from './plain.ts';
import type { Notice } from './view.ts';

/** How what ran has come out, and that a step did not work: it must not pass unseen. Of several, the last that went wrong. */
export function newsOf(state: State, fresh: readonly Stored[]): Notice | null {
  const bad = fresh.findLast(({ type }) => type === 'step.failed' || type === 'step.unknown');
  if (bad?.type === 'step.failed')
    return { tone: 'warn', text: plainLine(`${labelOf(state, bad)} FAILED: ${bad.reason}`) };
  if (bad?.type === 'step.unknown')
    return { tone: 'bad', text: plainLine(`${labelOf(state, bad)}: OUTCOME UNKNOWN: ${bad.because}`) };
  const looked = fresh.findLast(({ type }) => type === 'action.finished');
  if (looked?.type === 'action.finished' && looked.verdict !== 'ok' && stepOf(state, looked.step)?.effect === 'survey')
    return { tone: 'warn', text: plainLine(`${labelOf(state, looked)}: what was run to look did not work.`) };
  const found = fresh.findLast(({ type }) => type === 'items.proposed');
  if (found?.type === 'items.proposed') return { tone: 'good', text: foundText(found.items.length) };
  const done = fresh.findLast((entry) => entry.type === 'step.done' && isRunEnd(state, entry));
  return done?.type === 'step.done' ? { tone: 'good', text: plainLine(`${labelOf(state, done)} is done.`) } : null;
}

function foundText(count: number): string {
  return count === 0
    ? 'It found nothing.'
    : `${count} found. Nothing of it is in the register before you put it there.`;
}

/** What ran has ended the step: nobody ticked it off. */
function isRunEnd(state: State, { step, item }: { readonly step: string; readonly item?: string }): boolean {
  const instance = instanceOf(state, item === undefined ? { step } : { step, item });
  return instance?.acted?.at(-1)?.outcome?.verdict === 'ok' && instance.otherwise === undefined;
}
