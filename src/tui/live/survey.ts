import type { InstanceRef, Proposal } from '../../engine/entries.ts';
import { actionsFor } from '../../engine/plan.ts';
import { instanceOf, itemsOf, runningOf, type State } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import type { Action } from '../../playbook/catalogue/model.ts';
import type { Context } from '../context.ts';
import { keptByState } from '../plans.ts';
import type { SurveyPane } from '../view.ts';

/** A row of a survey: something that was found, a way to look, or that all is found. */
export type SurveyRow =
  | { readonly row: 'find'; readonly find: Proposal; readonly isKnown: boolean }
  | { readonly row: 'action'; readonly action: Action; readonly isRunning: boolean }
  | { readonly row: 'finish' };

const kept = keptByState(() => new Map<string, readonly SurveyRow[]>());

export function refOfPane({ step, item }: { readonly step: string; readonly item: string | null }): InstanceRef {
  return item === null ? { step } : { step, item };
}

/** The rows of a survey as things are now: a thousand finds are looked at once for each state. */
export function surveyRows(state: State, pane: Pick<SurveyPane, 'step' | 'item'>): readonly SurveyRow[] {
  const rows = kept(state);
  const key = `${pane.step}/${pane.item ?? ''}`;
  const known = rows.get(key);
  if (known) return known;
  const made = rowsOf(state, refOfPane(pane));
  rows.set(key, made);
  return made;
}

function rowsOf(state: State, ref: InstanceRef): SurveyRow[] {
  const instance = instanceOf(state, ref);
  const kind = stepOf(state, ref.step)?.of;
  const names = new Set(kind ? itemsOf(state, kind).map(({ name }) => name.toLowerCase()) : []);
  const running = instance && runningOf(instance);
  return [
    ...(instance?.proposed ?? []).map((find): SurveyRow => {
      return { row: 'find', find, isKnown: names.has(find.name.toLowerCase()) };
    }),
    ...actionsFor(state, ref).map((action): SurveyRow => {
      return { row: 'action', action, isRunning: running?.action === action.id };
    }),
    { row: 'finish' },
  ];
}

/** The row that the cursor stands on. */
export function rowAt(c: Context, pane: SurveyPane): SurveyRow | undefined {
  const rows = surveyRows(c.state, pane);
  return rows[Math.min(pane.cursor, rows.length - 1)];
}

/** What Enter adds: what is marked, or what the cursor stands on. What is in the register already is none of it. */
export function findsToAdd(c: Context, pane: SurveyPane): Proposal[] {
  const marked = new Set(pane.marked);
  const finds = surveyRows(c.state, pane).flatMap((row) => (row.row === 'find' && !row.isKnown ? [row.find] : []));
  const chosen = finds.filter(({ name }) => marked.has(name));
  if (chosen.length > 0) return chosen;
  const here = rowAt(c, pane);
  return here?.row === 'find' && !here.isKnown ? [here.find] : [];
}

/** What Enter does, for the footer. */
export function surveyLabel(c: Context): string {
  const { pane } = c.view;
  if (pane?.kind !== 'survey') return 'do';
  if (pane.field.text !== '') return 'add it';
  const here = rowAt(c, pane);
  if (here?.row === 'action') return here.isRunning ? 'it runs' : 'look with it';
  if (here?.row === 'finish') return 'all found: finish';
  const count = findsToAdd(c, pane).length;
  return count === 0 ? 'it is in the register' : count === 1 ? 'add it' : `add the ${count} marked`;
}
