import { evaluate, isTruthy } from '../../language/evaluate.ts';
import { fillTemplate } from '../../language/template.ts';
import type { Action, Call } from '../../playbook/catalogue/model.ts';
import type { Scalar } from '../../playbook/model.ts';
import { attemptOf, mayHaveChanged } from '../attempt.ts';
import { type Decision, refuse } from '../decision.ts';
import type { InstanceRef, Outcome } from '../entries.ts';
import { actionNamed, answerEnvironment, type Plan, planOf } from '../plan.ts';
import { type Acted, instanceOf, type State } from '../state.ts';
import { isTarget, stepOf } from '../targets.ts';
import { complete } from './complete.ts';
import { finds, LONGEST_OUTPUT } from './finds.ts';

type Outputs = Readonly<Record<string, Scalar | null>>;

/** Asks the shell to do one call of a plan: it is in the journal before it begins. In a rehearsal nothing but what changes nothing. */
export function request(decision: Decision, ref: InstanceRef, plan: Plan, index: number, follows = false): void {
  const call = plan.calls[index];
  const shown = plan.shown[index];
  if (!call || shown === undefined) return;
  if (decision.state.run?.rehearsal && !call.readOnly) refuse('not-allowed', 'In a rehearsal nothing is changed.');
  const number = (instanceOf(decision.state, ref)?.acted?.length ?? 0) + 1;
  const body = {
    type: 'action.requested' as const,
    ...ref,
    number,
    action: plan.action.id,
    call: call.id,
    shown,
    plan: plan.hash,
    readOnly: call.readOnly,
  };
  if (follows) decision.follow(body);
  else decision.say(body);
}

/** Whether what an answer says is what was expected of the call: true, false, or why that cannot be told. */
export function seen(state: State, ref: InstanceRef, call: Call, raw: object): boolean | string {
  if (!call.holds) return true;
  const inputs = planOf(state, ref)?.inputs ?? {};
  const result = evaluate(call.holds, answerEnvironment(state, ref, inputs, raw));
  return 'unknown' in result ? `${result.unknown.join(', ')} is not known` : isTruthy(result.value);
}

/** The call of an action that is or was run for an instance, as the catalogue has it. */
export function callOf(state: State, ref: InstanceRef, acted: Pick<Acted, 'action' | 'call'>): [Action, Call] | null {
  const action = actionNamed(state, ref.step, acted.action);
  const call = action?.calls.find(({ id }) => id === acted.call);
  return action && call ? [action, call] : null;
}

/** What follows from the end of a call: the next one, the end of the step, a failure, or that nobody knows. */
export function ended(decision: Decision, ref: InstanceRef, running: Acted, outcome: Outcome, raw: object): void {
  const { state } = decision;
  const known = callOf(state, ref, running);
  const judged = known ? judge(state, ref, known, outcome, raw) : outcome;
  const outputs = known && judged.verdict === 'ok' ? outputsOf(state, ref, known[1], raw) : {};
  decision.follow({
    type: 'action.finished',
    ...ref,
    ...judged,
    number: running.number,
    call: running.call,
    ...(Object.keys(outputs).length > 0 && { outputs }),
  });
  if (judged.verdict === 'ok' && known) goOn(decision, ref, running, known, raw);
  else goWrong(decision, ref, running, known?.[0] ?? null, judged);
}

/** Success is seen, not believed: what was expected of the answer must be in it, and only proof is proof. */
function judge(state: State, ref: InstanceRef, [action, call]: [Action, Call], outcome: Outcome, raw: object): Outcome {
  if (outcome.verdict !== 'ok') return outcome;
  const but = (why: string): Outcome => ({
    ...outcome,
    verdict: 'failed',
    said: `${outcome.said.replace(/\.$/, '')}, but ${why}`,
  });
  if (action.proof && call === action.calls.at(-1) && outcome.proof !== 'dead') return but('that is no proof');
  const holds = seen(state, ref, call, raw);
  if (holds === true || !call.holds) return outcome;
  const rule = call.holds.text.trim();
  return but(holds === false ? `${rule} does not hold` : `${rule} cannot be told: ${holds}`);
}

function goOn(decision: Decision, ref: InstanceRef, running: Acted, [action]: [Action, Call], raw: object): void {
  const plan = planOf(decision.state, ref);
  const next = action.calls.findIndex(({ id }) => id === running.call) + 1;
  const isLast = next >= action.calls.length;
  const why = isLast ? whyNotFor(decision, ref, running, plan) : whyNotOn(decision, ref, running, plan);
  if (why !== null) {
    stop(decision, ref, running, { reason: why, isDone: true, isUnseen: checkAlone(action, isLast ? next - 1 : next) });
    return;
  }
  if (plan && !isLast) {
    request(decision, ref, plan, next, true);
    return;
  }
  const items = finds(decision.state, ref, action, raw);
  if (action.finds) decision.follow({ type: 'items.proposed', ...ref, items });
  if (!action.finishes) {
    decision.follow({ type: 'step.returned', ...ref });
    return;
  }
  const { outputs = {} } = instanceOf(decision.state, ref) ?? {};
  complete(decision, ref, { follows: true, outputs, acted: true, ...(action.leaves && { leaves: action.leaves }) });
}

/** Whether what an action has left from this call on is the look at whether it worked, and nothing else. */
export function checkAlone({ calls }: Action, from: number): boolean {
  const call = calls[from];
  return from === calls.length - 1 && call?.id === 'check' && call.readOnly;
}

/** Why the next call is not begun; null where it is. */
function whyNotOn(decision: Decision, ref: InstanceRef, running: Acted, plan: Plan | null): string | null {
  const left = 'what comes after it was not begun';
  const step = stepOf(decision.state, ref.step);
  if (running.cancelled) return `It was stopped after ${running.call}: ${left}.`;
  if (step?.forEach && !isTarget(decision.state, step, ref.item))
    return `Its item went out of scope after ${running.call}: ${left}.`;
  return plan?.hash === running.plan
    ? null
    : `What was approved reads otherwise by now: ${left} after ${running.call}.`;
}

/** Why what was done is not what the item needs by now: it was corrected in between, and something else would be done. */
function whyNotFor(decision: Decision, ref: InstanceRef, running: Acted, plan: Plan | null): string | null {
  const { item } = ref;
  if (item === undefined || !stepOf(decision.state, ref.step)?.effect || plan?.hash === running.plan) return null;
  return 'It was done as it was shown, but what is to be done reads otherwise by now.';
}

function goWrong(decision: Decision, ref: InstanceRef, running: Acted, action: Action | null, outcome: Outcome): void {
  const reason = `${running.call === 'do' ? '' : `In its call “${running.call}”: `}${outcome.said}`;
  if (outcome.verdict === 'unknown') decision.follow({ type: 'step.unknown', ...ref, because: reason });
  else if (action && !action.finishes) decision.follow({ type: 'step.returned', ...ref });
  else stop(decision, ref, running, { reason, isDone: false, isUnseen: running.call === 'check' });
}

interface Stopping {
  readonly reason: string;
  /** The call itself did what was expected of it. */
  readonly isDone: boolean;
  /** Nobody has seen whether what was changed is as it was to be. */
  readonly isUnseen: boolean;
}

/** What was changed and is not seen is not known; what was not changed has failed. */
function stop(decision: Decision, ref: InstanceRef, running: Acted, { reason, isDone, isUnseen }: Stopping): void {
  const instance = instanceOf(decision.state, ref);
  if (!instance) return;
  const before = attemptOf(decision.state, instance).filter(({ number }) => number < running.number);
  const changed = before.some(mayHaveChanged) || (isDone && !running.readOnly);
  if (changed && isUnseen)
    decision.follow({ type: 'step.unknown', ...ref, because: `It was done, and is not seen to be. ${reason}` });
  else {
    const done = before.filter(({ outcome }) => outcome?.verdict === 'ok').map(({ call }) => call);
    const after = done.length > 0 ? ` Done before it: ${done.map((call) => `“${call}”`).join(', ')}.` : '';
    decision.follow({ type: 'step.failed', ...ref, reason: `${reason}${after}` });
  }
}

/** What the call keeps of its answer, by name. */
function outputsOf(state: State, ref: InstanceRef, call: Call, raw: object): Outputs {
  const inputs = planOf(state, ref)?.inputs ?? {};
  const environment = answerEnvironment(state, ref, inputs, raw);
  return Object.fromEntries(
    Object.entries(call.outputs).map(([name, template]) => {
      const filled = fillTemplate(template, environment);
      return [name, 'value' in filled ? filled.value.slice(0, LONGEST_OUTPUT) : null];
    }),
  );
}
