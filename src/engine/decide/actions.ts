import type { Command } from '../commands.ts';
import { type Decision, refuse } from '../decision.ts';
import type { InstanceRef } from '../entries.ts';
import { actionsFor, type Plan, plannedFor, planOf } from '../plan.ts';
import { refOf } from '../queries.ts';
import { type Instance, instanceOf, runningOf } from '../state.ts';
import {
  assertApproved,
  assertPerson,
  assertRequired,
  assertRole,
  assertRoleOrLead,
  assertText,
  nameOf,
  needInstance,
  needOpen,
  needStep,
} from './asserts.ts';
import { complete } from './complete.ts';
import type { Deciding } from './deciding.ts';
import { ended, request } from './run.ts';
import { takeUp } from './take.ts';

/** How long a value that is typed for an action may be, in characters. */
const LONGEST = 10_000;

/** What is run by itself in an incident: chosen, begun, cut short, and how it ended. */
export const actionCommands = {
  'plan-action': (decision, command) => {
    const ref = refOf(command);
    const instance = needOpen(decision, ref);
    assertRole(decision, needStep(decision, ref.step).role, `choose what is run for ${nameOf(decision, ref)}`);
    const action = chosen(decision, ref, command.action ?? instance.planned?.action);
    const before = instance.planned?.action === action.id ? instance.planned : undefined;
    const values = { ...before?.with, ...named(command.with, Object.keys(action.inputs), 'input') };
    const subjects = { ...before?.subjects, ...named(command.subjects, Object.keys(action.subjects), 'secret') };
    for (const reference of Object.values(subjects)) assertReference(reference);
    decision.say({ type: 'action.planned', ...ref, action: action.id, with: values, subjects });
  },
  'run-action': (decision, command) => {
    const { instance, plan, ref } = needRunnable(decision, command);
    if (plan.hash !== command.hash)
      refuse('not-allowed', `What you were shown of ${nameOf(decision, ref)} is no longer what would be run.`, {
        hint: 'Look at it again, then decide.',
      });
    const rationale = command.rationale?.trim() ?? '';
    if (needStep(decision, ref.step).rationale) assertText(rationale, `A rationale for ${nameOf(decision, ref)}`);
    if (instance.status === 'ready' || instance.status === 'retracted') takeUp(decision, ref);
    if (rationale !== '') decision.say({ type: 'step.answered', ...ref, rationale });
    if (decision.state.run?.rehearsal && !plan.readOnly) rehearse(decision, ref, plan);
    else request(decision, ref, plan, 0);
  },
  'cancel-action': (decision, command) => {
    const ref = refOf(command);
    const running = runningOf(needInstance(decision, ref));
    if (!running) return refuse('not-now', `Nothing runs for ${nameOf(decision, ref)}.`);
    assertRoleOrLead(decision, needStep(decision, ref.step).role, `stop ${nameOf(decision, ref)}`);
    if (running.cancelled) refuse('not-now', `${nameOf(decision, ref)} was told to stop already.`);
    decision.say({ type: 'action.cancelled', ...ref, number: running.number });
  },
  'action-said': (decision, command) => {
    const { ref } = needRunning(decision, command);
    if (command.lines.length > 0)
      decision.follow({ type: 'action.output', ...ref, number: command.number, lines: command.lines });
  },
  'action-ended': (decision, command) => {
    const { ref, running } = needRunning(decision, command);
    ended(decision, ref, running, command.outcome, command.raw);
  },
} satisfies Deciding;

/** An instance that this person may have run now: open, theirs, its conditions hold, approved, and nothing of it unknown. */
function needRunnable(decision: Decision, command: InstanceRef): { ref: InstanceRef; instance: Instance; plan: Plan } {
  const ref = refOf(command);
  const instance = needOpen(decision, ref);
  const step = needStep(decision, ref.step);
  if (instance.status === 'failed')
    refuse('not-now', `${nameOf(decision, ref)} has failed.`, { hint: 'Try it again first, or skip it.' });
  assertPerson(decision);
  assertRole(decision, step.role, `do ${nameOf(decision, ref)}`);
  assertRequired(decision, step, instance);
  assertApproved(decision, step, instance);
  const plan = planOf(decision.state, ref) ?? nothingToRun(decision, ref);
  const [ask] = plan.asks;
  if (ask)
    refuse('invalid', `${plan.action.title} needs ${ask.input}${ask.problem ? `: ${ask.problem}` : ''}.`, {
      hint: ask.ask,
    });
  const [problem] = plan.problems;
  if (problem !== undefined) refuse('invalid', `${plan.action.title} cannot be run: ${problem}.`);
  const subjects = plannedFor(decision.state, ref, plan.action)?.subjects ?? {};
  const missing = Object.keys(plan.action.subjects).find((name) => subjects[name] === undefined);
  if (missing !== undefined)
    refuse('invalid', `${plan.action.title} needs to know where ${missing} is.`, {
      hint: plan.action.subjects[missing] ?? '',
    });
  return { ref, instance, plan };
}

function nothingToRun(decision: Decision, ref: InstanceRef): never {
  if (decision.state.run?.kind === 'exercise')
    refuse('not-allowed', 'In a drill nothing is run: the world answers.', { hint: 'Finish the step instead.' });
  const several = actionsFor(decision.state, ref).map(({ id }) => id);
  return several.length > 0
    ? refuse('invalid', `Say what is to be run for ${nameOf(decision, ref)}.`, {
        hint: `There are: ${several.join(', ')}.`,
      })
    : refuse('not-now', `Nothing runs by itself for ${nameOf(decision, ref)}.`, {
        hint: 'Do it by hand, and finish it.',
      });
}

function chosen(decision: Decision, ref: InstanceRef, id: string | undefined) {
  const actions = actionsFor(decision.state, ref);
  const action = id === undefined ? actions[0] : actions.find((one) => one.id === id);
  if (action) return action;
  if (actions.length === 0) return nothingToRun(decision, ref);
  return refuse('invalid', `${id} is no action for ${nameOf(decision, ref)}.`, {
    hint: `There are: ${actions.map((one) => one.id).join(', ')}.`,
  });
}

/** Values that were given by name; only names that the action has. */
function named(
  given: Readonly<Record<string, string>> | undefined,
  known: readonly string[],
  what: string,
): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!known.includes(name))
      refuse('invalid', `The action has no ${what} ${name}.`, { hint: `It has: ${known.join(', ') || 'none'}.` });
    if (typeof value !== 'string' || value.length > LONGEST)
      refuse('invalid', `${name} is too long.`, { hint: `${LONGEST} characters are the most.` });
  }
  return given ?? {};
}

/** What names a secret must never be one: whoever types the secret itself here would have it in the journal. */
function assertReference(reference: string): void {
  if (/^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.{1,1000}|hand)$/.test(reference)) return;
  refuse('invalid', 'A secret is given by reference, never itself.', {
    hint: 'Write env:NAME, file:/path/to/it, or give it by hand.',
  });
}

function needRunning(decision: Decision, command: Command<'action-said' | 'action-ended'>) {
  const ref = refOf(command);
  const instance = instanceOf(decision.state, ref);
  const running = instance && runningOf(instance);
  if (!running || running.number !== command.number)
    return refuse('not-now', `Call ${command.number} of ${nameOf(decision, ref)} does not run.`);
  return { ref: refOf(instance), running };
}

/** In a rehearsal what would change something is written down in its place. */
function rehearse(decision: Decision, ref: InstanceRef, plan: Plan): void {
  decision.say({ type: 'action.rehearsed', ...ref, action: plan.action.id, shown: plan.shown });
  // What is run beside a step ends it as little when it is rehearsed.
  if (plan.action.finishes) complete(decision, ref, { otherwise: 'rehearsed: nothing was run', unchecked: true });
}
