import type { CommandType } from '../../engine/commands.ts';
import type { Flag, InstanceRef, Override } from '../../engine/entries.ts';
import { approvalFor } from '../../engine/instructions.ts';
import { openInstances, refOf } from '../../engine/queries.ts';
import { instanceOf, itemsOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { type Effect, effects, type Kind, kinds, type Step } from '../../playbook/model.ts';
import { fieldText } from '../clock.ts';
import { type Context, isIncident, itemName, refKey } from '../context.ts';
import { needsProof } from '../next.ts';
import { current } from '../now.ts';
import { plainLine } from '../plain.ts';
import { optionWords } from '../run-words.ts';
import type { Values } from '../view.ts';
import {
  allInstances,
  approvable,
  theInstance,
  theInstances,
  whichInstance,
  whichItem,
  whichOpen,
  whichPhase,
  whichRole,
} from './choices.ts';
import { evidenceHint, provesDeath } from './evidence.ts';
import {
  answer,
  type Choice,
  choice,
  type Form,
  lateChoice,
  none,
  optional,
  type Question,
  text,
  why,
  words,
} from './form.ts';

/** What finishing an instance asks for, beyond which one it is. */
function finishQuestions(step: Step | undefined, values: Values, c: Context): Question[] {
  if (!step) return [];
  const questions: Question[] = [];
  const { decide } = step;
  if (decide?.form === 'options')
    questions.push(
      choice(
        'choice',
        plainLine(decide.question),
        decide.options.map((option) => ({ value: option.id, label: optionWords(option, c.state) })),
      ),
    );
  if (decide?.form === 'from')
    questions.push(
      choice(
        'choice',
        plainLine(decide.question),
        itemsOf(c.state, decide.kind)
          .filter((item) => !item.ruledOut)
          .map((item) => ({ value: item.id, label: itemLine(c, item.kind, item.id, item.fields) })),
      ),
    );
  if (decide?.form === 'text') questions.push(text('answer', plainLine(decide.question)));
  if (step.rationale) questions.push(text('rationale', 'Why? The report quotes it.'));
  if (step.evidence || values.with === 'evidence' || needsProof(c, step))
    questions.push(whichEvidence(theInstance(values), c));
  return questions;
}

/** What came back from the step can be its evidence, without being typed again. */
function whichEvidence(ref: InstanceRef, c: Context): Question {
  if (instanceOf(c.state, ref)?.response === undefined) return text('evidence', 'Evidence', { hint: evidenceHint });
  const hint = `Enter keeps what it showed. Or: ${evidenceHint[0]?.toLowerCase()}${evidenceHint.slice(1)}`;
  return text('evidence', 'Evidence', { hint, optional: true });
}

/** An item by what the playbook asks of its kind. What else was found of it is long, and nothing to decide by. */
function itemLine(c: Context, kind: Kind, id: string, fields: Readonly<Record<string, unknown>>): string {
  const declared = c.state.definition.playbook.scope[kind] ?? {};
  const known = Object.entries(fields).filter(([name, value]) => value !== null && Object.hasOwn(declared, name));
  return plainLine([itemName(c.state, id), ...known.map(([name, value]) => `${name} ${fieldText(value)}`)].join(', '));
}

function glassChoices(c: Context): Choice[] {
  const gates = c.state.definition.playbook.phases.filter(
    ({ id, gate }) => gate.length > 0 && ['open', 'reopened'].includes(c.state.phases[id]?.status ?? ''),
  );
  const steps = openInstances(c.state).flatMap((one) => {
    const ref = refOf(one);
    const step = stepOf(c.state, one.step);
    const whats = [
      ...(step?.require ? ['require'] : []),
      ...(step?.approval ? ['approval'] : []),
      ...(step?.check ? ['check'] : []),
    ];
    return whats.map((what) => ({
      value: `${what} ${refKey(ref)}`,
      label: plainLine(`${what} of ${one.step}${one.item === undefined ? '' : ` ${itemName(c.state, one.item)}`}`),
    }));
  });
  return [...steps, ...gates.map(({ id, title }) => ({ value: `gate ${id}`, label: plainLine(`gate of ${title}`) }))];
}

/** What a form's word for an override stands for. */
export function overrideOf(value: string): Override {
  const [what = '', where = ''] = value.split(' ');
  if (what === 'gate') return { what, phase: where };
  const [step = '', item] = where.split('/');
  return { what: what as 'require' | 'approval' | 'order' | 'check', step, ...(item === undefined ? {} : { item }) };
}

export function overrideKey(over: Override): string {
  return over.what === 'gate' ? `gate ${over.phase}` : `${over.what} ${refKey(over)}`;
}

const reasoned = (
  type: 'fail' | 'skip' | 'reopen' | 'retract',
  event: 'fail' | 'skip' | 'reopen' | 'retract',
  title: string,
  label: string,
): Form => ({
  title,
  asks: (_, c) => [whichInstance(c, event), why(label)],
  makes: (v) => ({ type, ...theInstance(v), reason: answer(v, 'reason') }),
});

const everyStep = (c: Context): Choice[] =>
  words([...new Set([...Object.keys(c.state.definition.steps), ...allInstances(c.state).map((one) => one.step)])]);

/** What NOW shows is what is meant, unless another is chosen. */
function stepInNow(c: Context): Partial<Question> {
  const step = current(c)?.ref?.step;
  return step === undefined ? {} : { initial: step };
}

const approvalShown = (v: Values, c: Context): string =>
  v.instances ? approvalFor(c.state, theInstances(v)).shown.map(plainLine).join(' | ') : '';

/** Forms for the commands about steps and phases. */
export const stepForms = {
  take: {
    title: 'Take a step up',
    asks: (_, c) => [whichInstance(c, 'take')],
    makes: (v) => ({ type: 'take', ...theInstance(v) }),
  },
  release: {
    title: 'Give a step back',
    asks: (_, c) => [whichInstance(c, 'release'), text('reason', 'Why?', { optional: true })],
    makes: (v) => ({ type: 'release', ...theInstance(v), ...optional(v, 'reason') }),
  },
  finish: {
    title: 'Finish a step',
    asks: (v, c) => [whichOpen(c), ...finishQuestions(stepOf(c.state, theInstance(v).step), v, c)],
    makes: (v, _, evidence) => ({
      type: 'finish',
      ...theInstance(v),
      ...optional(v, 'choice'),
      ...optional(v, 'answer'),
      ...optional(v, 'rationale'),
      ...(evidence.length > 0 ? { evidence } : {}),
    }),
  },
  'do-otherwise': {
    title: 'Do a step in another way, by hand',
    asks: (v, c) => [
      whichOpen(c),
      text('how', 'What was done instead?'),
      text('evidence', 'Evidence', { optional: !provesDeath(v, c), hint: evidenceHint }),
    ],
    makes: (v, _, evidence) => ({
      type: 'do-otherwise',
      ...theInstance(v),
      how: answer(v, 'how'),
      ...(evidence.length > 0 ? { evidence } : {}),
    }),
  },
  fail: reasoned('fail', 'fail', 'Say that a step failed', 'What went wrong?'),
  skip: reasoned('skip', 'skip', 'Skip a step, with a reason', 'Why is it skipped?'),
  reopen: reasoned('reopen', 'reopen', 'Open a finished step again', 'Why is it opened again?'),
  retract: reasoned('retract', 'retract', 'Take back a step that was not done after all', 'Why is it taken back?'),
  retry: {
    title: 'Try a failed step again',
    asks: (_, c) => [whichInstance(c, 'retry')],
    makes: (v) => ({ type: 'retry', ...theInstance(v) }),
  },
  'skip-phase': {
    title: 'Skip a phase, with a reason',
    asks: (_, c) => [whichPhase(c), why('Why is it skipped?')],
    makes: (v) => ({ type: 'skip-phase', phase: answer(v, 'phase'), reason: answer(v, 'reason') }),
  },
  'request-approval': {
    title: 'Ask for an approval',
    asks: (_, c) => [lateChoice('instances', 'Of which step?', () => approvable(c, false))],
    makes: (v) => ({ type: 'request-approval', instances: theInstances(v) }),
  },
  approve: {
    title: 'Approve what was asked for',
    asks: (v, c) => [
      lateChoice('instances', 'Which request?', () => approvable(c, true)),
      ...(isIncident(c.state)
        ? []
        : [choice('sure', `Approve exactly this? ${approvalShown(v, c)}`, [{ value: 'yes', label: 'approve' }])]),
    ],
    makes: (v, c) => {
      // Exactly what would be run does not fit into a question: NOW shows it.
      if (isIncident(c.state)) return { show: theInstances(v)[0] ?? { step: '' } };
      return {
        type: 'approve',
        instances: theInstances(v),
        hash: approvalFor(c.state, theInstances(v)).hash,
      };
    },
  },
  'refuse-approval': {
    title: 'Refuse what was asked for, with a reason',
    asks: (_, c) => [lateChoice('instances', 'Which request?', () => approvable(c, true)), why('Why is it refused?')],
    makes: (v) => ({ type: 'refuse-approval', instances: theInstances(v), reason: answer(v, 'reason') }),
  },
  'break-glass': {
    title: 'Break the glass: override a rule, with a reason',
    asks: (_, c) => [
      choice('over', 'Which rule?', glassChoices(c)),
      why('Why is the rule overridden? The report will say it loudly.'),
    ],
    makes: (v) => ({ type: 'break-glass', over: overrideOf(answer(v, 'over')), reason: answer(v, 'reason') }),
  },
  'add-step': {
    title: 'Add a step that nobody planned',
    asks: (_, c) => [
      text('title', 'What is to be done?'),
      whichPhase(c, 'In which phase?', true),
      { ...whichRole(c, 'For which role?'), optional: true },
      choice('effect', 'What does it do to an item?', [none, ...words(Object.keys(effects))], { optional: true }),
      { ...whichItem(c, 'To which item?'), optional: true },
      why('Why is it needed?'),
    ],
    makes: (v) => ({
      type: 'add-step',
      phase: answer(v, 'phase'),
      title: answer(v, 'title'),
      ...optional(v, 'role'),
      ...(v.effect ? { effect: v.effect as Effect } : {}),
      ...optional(v, 'item'),
      reason: answer(v, 'reason'),
    }),
  },
  flag: {
    title: 'Flag a step of the playbook: slow, unclear, missing, wrong',
    asks: (_, c) => [
      choice('step', 'Which step?', everyStep(c), stepInNow(c)),
      choice('flag', 'What is it?', words(['slow', 'unclear', 'missing', 'wrong'])),
      text('text', 'What should be different?'),
    ],
    makes: (v) => ({ type: 'flag', step: answer(v, 'step'), flag: answer(v, 'flag') as Flag, text: answer(v, 'text') }),
  },
} satisfies Partial<Record<CommandType, Form>>;

export const kindChoices: readonly Choice[] = words(kinds);
