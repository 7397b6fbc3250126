import { mayBeIntrusion } from '../engine/intrusion.ts';
import { type Item, itemsOf, type State } from '../engine/state.ts';
import { kinds } from '../playbook/model.ts';
import type { Source } from './source.ts';
import { takenAt } from './taken.ts';

/**
 * Why it is not shown that what was brought back is clean. `tainted`: in truth it was not. `after-intrusion`: the backup was taken
 * when somebody was in already. `undated`: nobody knows whether it was. `unverified`: nobody looked whether it is whole.
 */
export type RestoreDoubt = 'tainted' | 'after-intrusion' | 'undated' | 'unverified';

/** Milestones that say by their names that the work is back. */
const names: ReadonlySet<string> = new Set(['recovered', 'restored', 'all-clear']);

/** What speaks against taking what was restored for clean, the gravest first; empty where nothing does, or nothing was restored. */
export function restoreDoubtsOf(source: Source): RestoreDoubt[] {
  const { state, revealed } = source;
  if (state.run?.rehearsal) return [];
  // The truth goes over what the register lets one suppose.
  if (revealed && state.facts) return state.facts.reinfected.length > 0 ? ['tainted'] : [];
  const doubts = new Set(kinds.flatMap((kind) => itemsOf(state, kind)).flatMap((item) => doubtsOf(state, item)));
  return (['after-intrusion', 'undated', 'unverified'] as const).filter((doubt) => doubts.has(doubt));
}

/** Whether a milestone says that something is back: by its name, or because a restore leads to it. */
export function tellsOfRestore({ definition }: Source, milestone: string): boolean {
  const { phases = [], steps = [] } = definition.reachedBy[milestone] ?? {};
  const leading = Object.values(definition.steps).filter(
    ({ id, phase }) => steps.includes(id) || phases.includes(phase),
  );
  return names.has(milestone) || leading.some(({ effect }) => effect === 'restore');
}

function doubtsOf(state: State, { kind, reached, ruledOut, fields }: Item): RestoreDoubt[] {
  if (ruledOut || !reached.restored) return [];
  return [
    ...(kind === 'backup' ? byAge(state, takenAt(fields)) : []),
    ...(reached.verified ? [] : ['unverified' as const]),
  ];
}

function byAge(state: State, taken: number | null): RestoreDoubt[] {
  if (!mayBeIntrusion(state)) return [];
  const { intruded } = state.anchors;
  if (intruded === null || taken === null) return ['undated'];
  return taken < intruded ? [] : ['after-intrusion'];
}

const doubtWords: Readonly<Record<RestoreDoubt, string>> = {
  tainted: 'what was restored held the compromised state',
  'after-intrusion': 'a backup that was restored was taken after the intrusion began',
  undated: 'whether what was restored is older than the intrusion is not known',
  unverified: 'what was restored was not verified',
};

/** Why a milestone that says that something is back does not say that it is clean; a sentence, empty where nothing speaks against it. */
export function notClean(doubts: readonly RestoreDoubt[]): string {
  return doubts.length === 0 ? '' : `It does not say that what is back is clean: ${inFull(doubts)}.`;
}

/** The doubts in words, the gravest first. */
export function inFull(doubts: readonly RestoreDoubt[]): string {
  return doubts.map((doubt) => doubtWords[doubt]).join('; ');
}
