import type { Ask } from '../../engine/commands.ts';
import type { Evidence, InstanceRef } from '../../engine/entries.ts';
import { instanceOf, itemsOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import type { Kind } from '../../playbook/model.ts';
import { isSameRef } from '../answers.ts';
import { keyRef, refKey } from '../context.ts';
import type { Act, Desk } from '../desk.ts';
import { emptyField } from '../field.ts';
import { answerIt, goBack, questionOf, unfiltered, valuesOf } from '../fill.ts';
import { formNamed } from '../forms/forms.ts';
import type { ActName } from '../key-row.ts';
import { scrollTo } from '../list.ts';
import { plainLine } from '../plain.ts';
import { planNow } from '../plans.ts';
import { type FormPane, isSearched, type Notice, type Pane, type Values } from '../view.ts';
import { answerActs, lookAtFresh } from './answers.ts';
import { everywhereActs } from './everywhere.ts';
import { runIt, stopped } from './live.ts';
import { finishSurvey as finishLive } from './survey.ts';

/** Handlers of a form, whether it asks for a text or for a choice. */
export const formActs = {
  enter: (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'form') return;
    const { pane: next, isComplete } = answerIt(pane, formNamed(pane.form), desk.c);
    desk.change((view) => ({ ...view, pane: next }));
    if (isComplete) submit(desk, next);
  },
  previous: (desk) => {
    const { pane } = desk.c.view;
    const before = pane?.kind === 'form' ? goBack(pane, formNamed(pane.form), desk.c) : null;
    if (before) desk.change((view) => ({ ...view, pane: before }));
  },
  back: (desk) => {
    const { pane } = desk.c.view;
    const question = pane?.kind === 'form' ? questionOf(pane, formNamed(pane.form), desk.c) : undefined;
    if (pane?.kind === 'form' && question && isSearched(pane))
      desk.change((view) => ({ ...view, pane: unfiltered(pane, question) }));
    else everywhereActs.back(desk);
  },
} satisfies Partial<Record<ActName, Act>>;

/** Sends a form that is filled in. Where it is refused it stays, so that nothing typed is lost. */
export function submit(desk: Desk, pane: FormPane): void {
  const values = valuesOf(pane);
  const evidence = evidenceOf(desk, pane, values);
  const made = 'problem' in evidence ? evidence : formNamed(pane.form).makes(values, desk.c, evidence.kept);
  if ('problem' in made) stay(desk, pane, made.problem);
  else if ('open' in made) desk.open(made.open);
  else if ('show' in made) {
    const notice: Notice = { tone: 'warn', text: 'Read it; then a approves it, X refuses it.' };
    desk.change((view) => ({ ...view, screen: 'run', pane: null, chosen: refKey(made.show), nowTop: 0, notice }));
  } else if ('carryOut' in made) {
    desk.change((view) => ({ ...view, pane: pane.under ?? null }));
    runIt(desk, made.carryOut, { rationale: made.rationale ?? '', under: pane.under });
  } else if ('speak' in made) speak(desk, made.speak, made.role);
  else give(desk, pane, made);
}

function give(desk: Desk, pane: FormPane, ask: Ask): void {
  const refusal = desk.command(ask, saidOf(desk, ask));
  if (refusal && !refusal.glass) stay(desk, pane, [refusal.message, refusal.hint].filter(Boolean).join(' '));
  else {
    desk.change((view) => ({ ...view, pane: pane.under ?? null }));
    if (!refusal && ask.type === 'plan-action') goOnToRun(desk, ask, pane.under);
    else if (!refusal && 'step' in ask) lookAtFresh(desk, ask);
  }
}

/** What was chosen is run next: by exactly what is shown, where no approval stands before it. */
function goOnToRun(desk: Desk, { step, item }: InstanceRef, under: Pane | undefined): void {
  const ref = item === undefined ? { step } : { step, item };
  const { state } = desk.c;
  const plan = planNow(state, ref);
  const [ask] = plan?.asks ?? [];
  if (ask?.problem !== undefined) {
    const given = { instance: refKey(ref), action: plan?.action.id ?? '', only: 'missing' };
    desk.open('plan-action', given, under);
    const problem = plainLine(ask.problem);
    desk.change((view) => (view.pane?.kind === 'form' ? { ...view, pane: { ...view.pane, problem } } : view));
  } else if (stepOf(state, step)?.approval === undefined) runIt(desk, ref, { under });
}

/** What there is to say once a form was taken. An answer is said back: it cannot be taken back. */
function saidOf({ c }: Desk, ask: Ask): string | undefined {
  if (ask.type !== 'answer-inject') return done[ask.type];
  const asked = c.state.definition.injects[ask.inject]?.ask;
  const option = asked?.form === 'options' ? asked.options.find(({ id }) => id === ask.answer) : undefined;
  return `Answered: ${option?.label ?? ask.answer}`;
}

const done: Partial<Record<string, string>> = {
  note: 'Noted.',
  flag: 'Flagged: the report proposes it as a change of the playbook.',
  'break-glass': 'The glass is broken, and the report will say so. Now do it.',
  'add-item': 'Added to the register.',
  'add-improvement': 'Added to the improvements.',
  'go-on': 'It goes on.',
  conclude: 'It is said.',
  look: 'It looks.',
  'cancel-action': stopped,
};

/** Back to the last question, with what is wrong. */
function stay(desk: Desk, pane: FormPane, problem: string): void {
  const last = goBack(pane, formNamed(pane.form), desk.c);
  // Where nothing was asked there is no question to say it at.
  const notice: Notice = { tone: 'bad', text: problem, refused: true };
  if (!last) desk.change((view) => ({ ...view, notice: view.notice ?? notice, pane: pane.under ?? null }));
  else desk.change((view) => ({ ...view, notice: null, pane: { ...last, problem } }));
}

const path = /^(?:\/|\.\.?\/|~)[^\n]*$/;

type Kept = { readonly kept: readonly Evidence[] } | { readonly problem: string };

/** What a form's evidence is kept as. Left empty where a step showed something, what it showed is the evidence. */
function evidenceOf(desk: Desk, { form }: FormPane, { evidence, instance }: Values): Kept {
  if (evidence === undefined) return { kept: [] };
  // Only what a person typed may name a file.
  if (evidence !== '') return keep(desk, path.test(evidence) ? { file: evidence } : { text: evidence });
  const shown = form === 'finish' ? instanceOf(desk.c.state, keyRef(instance ?? ''))?.response : undefined;
  return shown === undefined ? { kept: [] } : keep(desk, { text: shown });
}

function keep(desk: Desk, content: Parameters<Desk['keep']>[0]): Kept {
  const kept = desk.keep(content);
  return 'problem' in kept ? kept : { kept: [kept] };
}

function speak(desk: Desk, person: string, role: string | undefined): void {
  if (role !== undefined && desk.command({ type: 'take-role', role, person })) return;
  desk.change((view) => ({
    ...view,
    pane: null,
    chosen: null,
    speaker: person,
    people: view.people.includes(person) ? view.people : [...view.people, person],
    notice: { tone: 'good', text: `${person} speaks now.` },
  }));
}

/** Handlers of what a survey shows. */
export const responseActs = {
  enter: (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'response') return;
    const ref = pane.item === null ? { step: pane.step } : { step: pane.step, item: pane.item };
    const names = pane.field.text.split('\n').map(plainLine).filter(Boolean);
    const kind = stepOf(desk.c.state, pane.step)?.of as Kind;
    if (names.length === 0) {
      const isBare = !itemsOf(desk.c.state, kind).some(({ foundBy }) => foundBy && isSameRef(foundBy, ref));
      return isBare ? askToFinish(desk, pane) : finishSurvey(desk, pane);
    }
    const left = names.filter((name) => !find(desk, kind, name, ref));
    const field = left.length > 0 ? { text: left.join('\n'), at: [...left.join('\n')].length } : emptyField;
    desk.change((view) => ({ ...view, pane: { ...pane, field } }));
  },
  move: scroll,
} satisfies Partial<Record<ActName, Act>>;

type SurveyPane = Extract<Pane, { kind: 'response' }>;

/** A survey without a find may be an Enter too many. */
function askToFinish(desk: Desk, under: SurveyPane): void {
  const lines = ['You found nothing. Finish all the same?', 'No goes back to what it shows.'];
  desk.change((view) => ({ ...view, notice: null, pane: { kind: 'confirm', what: 'finish', lines, under } }));
}

function finishSurvey(desk: Desk, pane: SurveyPane): void {
  const ref = pane.item === null ? { step: pane.step } : { step: pane.step, item: pane.item };
  const refusal = desk.command({ type: 'finish', ...ref }, `${pane.step} is done.`);
  desk.change((view) => ({ ...view, pane: refusal ? pane : null }));
}

/** Adds a find. One that is in the register already is said to be, and its line is free for the next. False: refused. */
function find(desk: Desk, kind: Kind, name: string, foundBy: InstanceRef): boolean {
  const refusal = desk.command({ type: 'add-item', kind, name, foundBy }, `${name} is in the register now.`);
  if (!refusal) return true;
  const isKnown = /is in the register already/.test(refusal.message);
  if (isKnown) desk.change((view) => ({ ...view, notice: { tone: 'warn', text: plainLine(refusal.message) } }));
  return isKnown;
}

/** Handlers of a message to players. */
export const messageActs = {
  acknowledge: (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'message') return;
    const inject = desk.c.state.injects[pane.inject];
    desk.change((view) => ({ ...view, pane: pane.under ?? null }));
    const isAsked = inject?.shown?.question !== undefined && inject.answeredAt === undefined;
    if (isAsked && desk.c.state.stage === 'play') desk.open('answer-inject', { inject: pane.inject });
  },
  move: scroll,
} satisfies Partial<Record<ActName, Act>>;

/** Handlers of an answer, or of an entry, that is read. */
export const readingActs = { ...answerActs, move: scroll } satisfies Partial<Record<ActName, Act>>;

export const helpActs = { move: scroll } satisfies Partial<Record<ActName, Act>>;

export const confirmActs = {
  confirm: (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'confirm') return;
    desk.change((view) => ({ ...view, pane: null }));
    if (pane.what === 'finish') {
      if (pane.under?.kind === 'response') finishSurvey(desk, pane.under);
      if (pane.under?.kind === 'survey') finishLive(desk, pane.under);
      return;
    }
    if (pane.what === 'leave') return desk.leave('left');
    desk.command(pane.what === 'jump' ? { type: 'jump' } : { type: 'close' });
  },
} satisfies Partial<Record<ActName, Act>>;

function scroll(desk: Desk, key: string): void {
  const { pane } = desk.c.view;
  if (!pane || !('top' in pane)) return;
  const top = scrollTo(key, desk.inSight);
  if (top !== null) desk.change((view) => ({ ...view, pane: { ...pane, top } as Pane }));
}
