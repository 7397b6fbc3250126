import type { CommandType } from '../../engine/commands.ts';
import { actionOf, actionsFor, plannedFor } from '../../engine/plan.ts';
import { refOf } from '../../engine/queries.ts';
import { type Instance, runningOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import type { Context } from '../context.ts';
import { plainLine } from '../plain.ts';
import { planNow } from '../plans.ts';
import type { Values } from '../view.ts';
import { theInstance, whichOf } from './choices.ts';
import { evidenceHint, provesDeath } from './evidence.ts';
import { answer, choice, type Form, optional, type Question, text } from './form.ts';

const isRunning = (one: Instance) => runningOf(one) !== undefined;
const isUnknown = ({ status }: Instance) => status === 'outcome-unknown';
const isActing = (c: Context) => (one: Instance) => actionsFor(c.state, refOf(one)).length > 0;

/** Which of several actions, then what it needs to know, each with what is known already; `only: missing` asks for nothing else. */
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
  const plan = planNow(c.state, ref);
  const planned = plannedFor(c.state, ref, action);
  const isMissing = (name: string) => v.only !== 'missing' || (plan?.asks.some(({ input }) => input === name) ?? true);
  const inputs = Object.entries(action.inputs).flatMap(([name, { ask }]) => {
    const initial = plan?.inputs[name] ?? planned?.with[name] ?? '';
    return isMissing(name) ? [text(`in-${name}`, plainLine(ask), { initial })] : [];
  });
  const subjects = Object.entries(action.subjects).flatMap(([name, ask]) => {
    const initial = planned?.subjects[name] ?? '';
    return v.only !== 'missing' || initial === '' ? [reference(`secret-${name}`, ask, initial)] : [];
  });
  return [which, ...inputs, ...subjects];
}

const howToRefer = 'Where it is, never itself: env:NAME, file:/path, or hand to type it when it is used';
const isReference = (said: string) => /^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.{1,1000}|hand)$/.test(said.trim());
const beginnings = ['env:', 'file:', 'hand'];

/** Asks where a secret is. What does not begin as a reference does may be the secret itself: it is not shown while it is typed, and not kept. */
function reference(name: string, ask: string, initial: string): Question {
  return text(name, plainLine(ask), {
    initial,
    hint: howToRefer,
    check: (said) =>
      isReference(said) ? null : `A secret is given by reference, and what was typed is gone. ${howToRefer}.`,
    veil: (typed) => !beginnings.some((one) => one.startsWith(typed) || (typed.startsWith(one) && one !== 'hand')),
  });
}

/** The answers whose names begin so, by the rest of their names. */
function under(v: Values, prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(v).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
  );
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
    ],
    // Exactly what would be run is shown before anything is.
    makes: (v) => ({ carryOut: theInstance(v), ...optional(v, 'rationale') }),
  },
  'cancel-action': {
    title: 'Tell what runs to stop',
    asks: (_, c) => [whichOf(c, isRunning)],
    makes: (v) => ({ type: 'cancel-action', ...theInstance(v) }),
  },
  look: {
    title: 'Look what became of a step whose outcome nobody knows: runs its check alone',
    asks: (_, c) => [whichOf(c, isUnknown)],
    makes: (v) => ({ type: 'look', ...theInstance(v) }),
  },
  conclude: {
    title: 'Say what became of a step whose outcome nobody knows',
    asks: (v, c) => [
      whichOf(c, isUnknown),
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
      text('evidence', 'Evidence', { optional: !(v.did === 'yes' && provesDeath(v, c)), hint: evidenceHint }),
    ],
    makes: (v, _, evidence) => ({
      type: 'conclude',
      ...theInstance(v),
      did: v.did === 'yes',
      how: answer(v, 'how'),
      ...(evidence.length > 0 ? { evidence } : {}),
    }),
  },
  'go-on': {
    title: 'After a crash: let go on what goes on by itself',
    asks: () => [
      choice('sure', 'Messages that repeat go out again, and calls go on to the next. Let them?', [
        { value: 'yes', label: 'go on' },
      ]),
    ],
    makes: () => ({ type: 'go-on' }),
  },
} satisfies Partial<Record<CommandType, Form>>;
