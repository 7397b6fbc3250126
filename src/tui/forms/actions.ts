import type { CommandType } from '../../engine/commands.ts';
import type { InstanceRef } from '../../engine/entries.ts';
import { actionOf, actionsFor, planOf } from '../../engine/plan.ts';
import { openInstances, refOf } from '../../engine/queries.ts';
import { instanceOf, runningOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import type { Context } from '../context.ts';
import { plainLine } from '../plain.ts';
import type { Values } from '../view.ts';
import { theInstance, whichOf } from './choices.ts';
import { answer, choice, type Form, type Question, text } from './form.ts';

const isRunning = (c: Context) => openInstances(c.state).filter((one) => runningOf(one) !== undefined);
const isActing = (c: Context) => openInstances(c.state).filter((one) => actionsFor(c.state, refOf(one)).length > 0);

/** Which of several actions, then what it needs to know, each with what is known already. */
function planQuestions(v: Values, c: Context): Question[] {
  const ref = theInstance(v);
  const actions = actionsFor(c.state, ref);
  const which = choice(
    'action',
    'What is to be run?',
    actions.map(({ id, title }) => ({ value: id, label: plainLine(`${id}: ${title}`) })),
    { initial: actionOf(c.state, ref)?.id ?? '' },
  );
  const action = actions.find(({ id }) => id === v.action);
  if (!action) return [which];
  const known = planOf(c.state, ref)?.inputs ?? {};
  const inputs = Object.entries(action.inputs).map(([name, { ask }]) =>
    text(`in-${name}`, plainLine(ask), { initial: known[name] ?? '' }),
  );
  const given = instanceOf(c.state, ref)?.planned?.subjects ?? {};
  const subjects = Object.entries(action.subjects).map(([name, ask]) =>
    text(`secret-${name}`, plainLine(ask), {
      initial: given[name] ?? '',
      hint: 'Where it is, never itself: env:NAME, file:/path, or hand',
    }),
  );
  return [which, ...inputs, ...subjects];
}

/** The answers whose names begin so, by the rest of their names. */
function under(v: Values, prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(v).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
  );
}

function shownOf(c: Context, ref: InstanceRef): string {
  return planOf(c.state, ref)?.shown.map(plainLine).join(' | ') ?? '';
}

/** Forms for what is run by itself in an incident. */
export const actionForms = {
  'plan-action': {
    title: 'Choose what is run for a step, and with what',
    asks: (v, c) => [whichOf(c, isActing(c)), ...planQuestions(v, c)],
    makes: (v) => ({
      type: 'plan-action',
      ...theInstance(v),
      action: answer(v, 'action'),
      with: under(v, 'in-'),
      subjects: under(v, 'secret-'),
    }),
  },
  'run-action': {
    title: 'Run what a step shows',
    asks: (v, c) => [
      whichOf(c, isActing(c)),
      ...(stepOf(c.state, theInstance(v).step)?.rationale ? [text('rationale', 'Why? The report quotes it.')] : []),
      choice('sure', `Run exactly this? ${shownOf(c, theInstance(v))}`, [{ value: 'yes', label: 'run it' }]),
    ],
    makes: (v, c) => ({
      type: 'run-action',
      ...theInstance(v),
      hash: planOf(c.state, theInstance(v))?.hash ?? '',
      ...(v.rationale ? { rationale: v.rationale } : {}),
    }),
  },
  'cancel-action': {
    title: 'Tell what runs to stop',
    asks: (_, c) => [whichOf(c, isRunning(c))],
    makes: (v) => ({ type: 'cancel-action', ...theInstance(v) }),
  },
  look: {
    title: 'Look what became of a step whose outcome nobody knows: runs its check alone',
    asks: (_, c) => [whichOf(c, unknowns(c))],
    makes: (v) => ({ type: 'look', ...theInstance(v) }),
  },
  conclude: {
    title: 'Say what became of a step whose outcome nobody knows',
    asks: (_, c) => [
      whichOf(c, unknowns(c)),
      choice(
        'did',
        'Did it happen?',
        [
          { value: 'yes', label: 'yes, it happened' },
          { value: 'no', label: 'no, it did not' },
        ],
        { unmarked: true },
      ),
      text('how', 'How do you know? Say where you looked.'),
    ],
    makes: (v) => ({ type: 'conclude', ...theInstance(v), did: v.did === 'yes', how: answer(v, 'how') }),
  },
  'go-on': {
    title: 'After a crash: let go on what goes on by itself',
    asks: () => [choice('sure', 'Messages that repeat go out again. Let them?', [{ value: 'yes', label: 'go on' }])],
    makes: () => ({ type: 'go-on' }),
  },
} satisfies Partial<Record<CommandType, Form>>;

function unknowns(c: Context) {
  return openInstances(c.state).filter(({ status }) => status === 'outcome-unknown');
}
