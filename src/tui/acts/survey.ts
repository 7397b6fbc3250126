import type { Proposal } from '../../engine/entries.ts';
import { actionsFor } from '../../engine/plan.ts';
import { itemsOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import type { Action } from '../../playbook/catalogue/model.ts';
import type { Kind } from '../../playbook/model.ts';
import { isSameRef } from '../answers.ts';
import { refKey } from '../context.ts';
import type { Act, Desk } from '../desk.ts';
import { emptyField, fieldOf } from '../field.ts';
import type { ActName } from '../key-row.ts';
import { moveCursor } from '../list.ts';
import { findsToAdd, refOfPane, rowAt, surveyRows } from '../live/survey.ts';
import { plainLine } from '../plain.ts';
import { isAsking, planNow } from '../plans.ts';
import type { SurveyPane } from '../view.ts';
import { runIt } from './live.ts';

/** Handlers of a survey in an incident. */
export const surveyActs = {
  enter: (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'survey') return;
    if (pane.field.text.trim() !== '') return addTyped(desk, pane);
    const here = rowAt(desk.c, pane);
    if (here?.row === 'action') lookWith(desk, pane, here.action);
    else if (here?.row === 'find') addFinds(desk, pane);
    else finishOrAsk(desk, pane);
  },
  mark: (desk) => {
    const { pane } = desk.c.view;
    const here = pane?.kind === 'survey' ? rowAt(desk.c, pane) : undefined;
    if (pane?.kind !== 'survey' || here?.row !== 'find' || here.isKnown) return;
    const { name } = here.find;
    const marked = pane.marked.includes(name) ? pane.marked.filter((one) => one !== name) : [...pane.marked, name];
    // On to the next one: many are marked one after the other.
    const isLast = surveyRows(desk.c.state, pane)[pane.cursor + 1]?.row !== 'find';
    const cursor = isLast ? pane.cursor : pane.cursor + 1;
    desk.change((view) => ({ ...view, pane: { ...pane, marked, cursor } }));
  },
  'mark-all': (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'survey') return;
    const open = surveyRows(desk.c.state, pane).flatMap((row) =>
      row.row === 'find' && !row.isKnown ? [row.find.name] : [],
    );
    const marked = open.every((name) => pane.marked.includes(name)) ? [] : open;
    desk.change((view) => ({ ...view, pane: { ...pane, marked } }));
  },
  move: (desk, key) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'survey') return;
    const count = surveyRows(desk.c.state, pane).length;
    const cursor = moveCursor(pane.cursor, key, count, Math.max(1, desk.inSight.height - 1));
    if (cursor !== null) desk.change((view) => ({ ...view, pane: { ...pane, cursor } }));
  },
} satisfies Partial<Record<ActName, Act>>;

/** Chooses a way to look, asks for what it needs to know, and shows what it would run. */
function lookWith(desk: Desk, pane: SurveyPane, { id }: Action): void {
  const ref = refOfPane(pane);
  if (planNow(desk.c.state, ref)?.action.id !== id && desk.command({ type: 'plan-action', ...ref, action: id })) return;
  const plan = planNow(desk.c.state, ref);
  const given = { instance: refKey(ref), action: id, only: 'missing' };
  if (plan && isAsking(desk.c.state, ref, plan)) desk.open('plan-action', given, clean(pane));
  else if (plan?.problems[0] !== undefined) {
    const text = plainLine(`${plan.action.title} cannot be run: ${plan.problems[0]}.`);
    desk.change((view) => ({ ...view, notice: { tone: 'warn', text } }));
  } else runIt(desk, ref, { under: clean(pane) });
}

/** The pane as what is run for it comes back to it. */
const clean = (pane: SurveyPane): SurveyPane => ({ ...pane, cursor: 0, marked: [] });

function addFinds(desk: Desk, pane: SurveyPane): void {
  const finds = findsToAdd(desk.c, pane);
  let added = 0;
  for (const find of finds) {
    if (desk.command({ type: 'add-item', ...itemOf(find), foundBy: refOfPane(pane) })) break;
    added += 1;
  }
  const left = finds.slice(added).map(({ name }) => name);
  desk.change((view) => ({
    ...view,
    pane: { ...pane, marked: left },
    ...(left.length === 0 && {
      notice: { tone: 'good' as const, text: plainLine(`In the register now: ${summary(finds)}.`) },
    }),
  }));
}

function summary(finds: readonly Proposal[]): string {
  const [first] = finds;
  return finds.length === 1 && first ? first.name : `${finds.length} more`;
}

/** A find with all that is known of it: what acts on it later goes by what its issuer calls it. */
function itemOf({ kind, itemType, name, fields }: Proposal) {
  return {
    kind,
    itemType,
    name,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
  };
}

/** What was typed goes into the register; of what type it is decides what can be run for it, so that is asked. */
function addTyped(desk: Desk, pane: SurveyPane): void {
  const kind = stepOf(desk.c.state, pane.step)?.of as Kind;
  const [name = '', ...rest] = pane.field.text.split('\n').map(plainLine).filter(Boolean);
  const left = rest.length > 0 ? fieldOf(rest.join('\n')) : emptyField;
  desk.open('add-item', { kind, name, foundBy: refKey(refOfPane(pane)) }, { ...pane, field: left });
}

function finishOrAsk(desk: Desk, under: SurveyPane): void {
  const ref = refOfPane(under);
  const kind = stepOf(desk.c.state, under.step)?.of as Kind;
  const isAnyIn = itemsOf(desk.c.state, kind).some(({ foundBy }) => foundBy && isSameRef(foundBy, ref));
  const left = surveyRows(desk.c.state, under).filter((row) => row.row === 'find' && !row.isKnown).length;
  if (isAnyIn && left === 0) {
    finishSurvey(desk, under);
    return;
  }
  const isEmpty = actionsFor(desk.c.state, ref).length === 0;
  const none = isEmpty ? 'You found nothing.' : 'Nothing that was found is in the register.';
  const what = isAnyIn ? `${left} of what was found ${left === 1 ? 'is' : 'are'} not in the register.` : none;
  const lines = [`${what} Finish all the same?`, 'No goes back to it.'];
  desk.change((view) => ({ ...view, notice: null, pane: { kind: 'confirm', what: 'finish', lines, under } }));
}

/** Finishes a survey; where that is refused, it stays open. */
export function finishSurvey(desk: Desk, pane: SurveyPane): void {
  const refusal = desk.command({ type: 'finish', ...refOfPane(pane) }, `${pane.step} is done.`);
  desk.change((view) => ({ ...view, pane: refusal ? pane : null }));
}
