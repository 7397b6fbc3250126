import type { Entry } from '../engine/entries.ts';
import type { State } from '../engine/state.ts';
import { listRuns } from '../journal/list.ts';
import { readRun } from './replay.ts';
import { storeIfThere } from './store.ts';

/** So many runs back it is looked for, and no further. */
const MOST_RUNS = 20;

/** The improvements that the last finished drill of a playbook left open, in words. */
export function openImprovements(dir: string, playbook: string): string[] {
  const store = storeIfThere(dir);
  if (!store) return [];
  const last = listRuns(store)
    .filter(({ first }) => isOf(first as unknown as Entry | undefined, playbook))
    .slice(0, MOST_RUNS)
    .map(({ path }) => stateOf(path))
    .find((state) => state?.stage === 'closed' || state?.stage === 'hot-wash');
  return last ? wordsOf(last) : [];
}

function isOf(first: Entry | undefined, playbook: string): boolean {
  return first?.type === 'run.opened' && first.playbook.id === playbook;
}

function wordsOf(state: State): string[] {
  return Object.values(state.improvements).flatMap(({ text, owner, due, dropped }) => {
    if (dropped !== undefined) return [];
    const more = [owner && `owner ${owner}`, due && `due ${due}`].filter(Boolean).join(', ');
    return [more ? `${text} (${more})` : text];
  });
}

function stateOf(path: string): State | null {
  try {
    return readRun(path).state;
  } catch {
    // An old run that is damaged is no reason not to drill.
    return null;
  }
}
