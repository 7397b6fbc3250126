import { attemptOf, mayHaveChanged } from '../attempt.ts';
import type { Command } from '../commands.ts';
import { type Decision, refuse } from '../decision.ts';
import type { InstanceRef } from '../entries.ts';
import { actionNamed, type Plan, planOf } from '../plan.ts';
import { refOf } from '../queries.ts';
import { type Acted, type Instance, itemOf } from '../state.ts';
import {
  assertProof,
  assertRole,
  assertRoleOrLead,
  assertText,
  hasExpired,
  nameOf,
  needInstance,
  needStep,
} from './asserts.ts';
import { complete } from './complete.ts';
import type { Deciding } from './deciding.ts';
import { checkAlone, request } from './run.ts';

/** What is done about an outcome that nobody knows: somebody looks, or says. Nothing that changes anything is run again. */
export const unknownCommands = {
  look: (decision, command) => {
    const { ref, instance } = needUnknown(decision, command, 'look what became of');
    const changed = changeOf(decision, instance);
    const plan = planOf(decision.state, ref);
    const check = plan?.calls.length ?? 0;
    if (!plan || !checkAlone(plan.action, check - 1) || plan.asks.length > 0 || plan.problems.length > 0)
      return refuse('not-now', `${nameOf(decision, ref)} has no check of its own.`, hand);
    if (changed?.plan !== plan.hash)
      return refuse('not-now', `The check of ${nameOf(decision, ref)} would look at something else by now.`, hand);
    request(decision, ref, plan, check - 1);
  },
  conclude: (decision, command) => {
    assertText(command.how, 'How you know');
    if (typeof command.did !== 'boolean') refuse('invalid', 'Say whether it happened.');
    const { ref, instance } = needUnknown(decision, command, 'say what became of');
    const changed = changeOf(decision, instance);
    const action = changed && actionNamed(decision.state, ref.step, changed.action);
    const evidence = command.evidence && command.evidence.length > 0 ? { evidence: command.evidence } : {};
    const said = { type: 'action.concluded' as const, ...ref, did: command.did, how: command.how, ...evidence };
    // What was run beside the step ends it as little when somebody says so as when it is seen.
    if (action && !action.finishes) {
      decision.say(said);
      decision.follow({ type: 'step.returned', ...ref });
      return;
    }
    if (!command.did) {
      decision.say(said);
      decision.say({ type: 'step.failed', ...ref, reason: `It did not happen: ${command.how}` });
      return;
    }
    assertProof(decision, needStep(decision, ref.step), ref, command.evidence);
    const left = callsLeft(decision, instance, changed);
    decision.say(said);
    if (left === 'out of scope')
      decision.say({
        type: 'step.failed',
        ...ref,
        reason: `${command.how} What comes after it is not needed any more.`,
      });
    else if (left) request(decision, ref, left.plan, left.from);
    else
      complete(decision, ref, {
        ...(instance.acted && { acted: true, outputs: instance.outputs }),
        ...(action?.leaves !== undefined && { leaves: action.leaves }),
      });
  },
} satisfies Deciding;

const hand = { hint: 'Look where it was done, then say whether it happened.' };

function needUnknown(decision: Decision, command: Command<'look' | 'conclude'>, what: string) {
  const instance = needInstance(decision, refOf(command));
  const ref = refOf(instance);
  if (instance.status !== 'outcome-unknown') refuse('not-now', `How ${nameOf(decision, ref)} came out is known.`);
  assertRoleOrLead(decision, needStep(decision, ref.step).role, `${what} ${nameOf(decision, ref)}`);
  return { ref, instance };
}

/** The call of this attempt of which it is not known whether it happened, or that is not seen to have. */
function changeOf({ state }: Decision, instance: Instance): Acted | undefined {
  const attempt = attemptOf(state, instance);
  return attempt.findLast(mayHaveChanged) ?? attempt.at(-1);
}

/** What was still to be run after the call that is said to have happened; null where nothing was. */
function callsLeft(
  decision: Decision,
  instance: Instance,
  changed: Acted | undefined,
): { readonly plan: Plan; readonly from: number } | 'out of scope' | null {
  const ref = refOf(instance);
  const action = changed && actionNamed(decision.state, ref.step, changed.action);
  if (!changed || !action) return null;
  const from = action.calls.findIndex(({ id }) => id === changed.call) + 1;
  // That a check did not see it is no reason to ask it again: a person has looked.
  if (from === 0 || from >= action.calls.length || checkAlone(action, from)) return null;
  if (isOut(decision, ref)) return 'out of scope';
  const plan = planOf(decision.state, ref);
  const otherwise = { hint: 'Say that it did not happen, and begin again; or skip it, and do the rest by hand.' };
  if (plan?.hash !== changed.plan)
    return refuse(
      'not-allowed',
      `What is left of ${nameOf(decision, ref)} reads otherwise than what was approved.`,
      otherwise,
    );
  if (plan.calls.slice(from).every(({ readOnly }) => readOnly)) return { plan, from };
  // What is left changes something: it is begun by whoever may begin it, as long as it is approved.
  const step = needStep(decision, ref.step);
  assertRole(decision, step.role, `go on with ${nameOf(decision, ref)}`);
  if (hasExpired(step, instance, decision.at))
    refuse('not-allowed', `The approval of what is left of ${nameOf(decision, ref)} has expired.`, otherwise);
  return { plan, from };
}

function isOut({ state }: Decision, { item }: InstanceRef): boolean {
  return item !== undefined && itemOf(state, item)?.ruledOut !== undefined;
}
