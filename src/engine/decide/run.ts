import { evaluate, isTruthy } from '../../language/evaluate.ts';
import { fillTemplate } from '../../language/template.ts';
import type { Action, Call } from '../../playbook/catalogue/model.ts';
import type { Scalar } from '../../playbook/model.ts';
import type { Decision } from '../decision.ts';
import type { InstanceRef, Outcome, Proposal } from '../entries.ts';
import { actionsFor, answerEnvironment, type Plan, planOf } from '../plan.ts';
import { type Acted, instanceOf, type State } from '../state.ts';
import { complete } from './complete.ts';

/** So many finds of one answer are proposed; whoever has more has asked the wrong question. */
const MOST_FINDS = 1000;
/** How long a value that an answer gave is kept, in characters. */
const LONGEST_OUTPUT = 2000;

type Outputs = Readonly<Record<string, Scalar | null>>;

/** Asks the shell to do one call of a plan: it is in the journal before it begins. */
export function request(decision: Decision, ref: InstanceRef, plan: Plan, index: number, follows = false): void {
  const call = plan.calls[index];
  const shown = plan.shown[index];
  if (!call || shown === undefined) return;
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
  const action = actionsFor(state, ref).find(({ id }) => id === acted.action);
  const call = action?.calls.find(({ id }) => id === acted.call);
  return action && call ? [action, call] : null;
}

/** What follows from the end of a call: the next one, the end of the step, a failure, or that nobody knows. */
export function ended(decision: Decision, ref: InstanceRef, running: Acted, outcome: Outcome, raw: object): void {
  const { state } = decision;
  const known = callOf(state, ref, running);
  const judged = known ? judge(state, ref, known[1], outcome, raw) : outcome;
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

/** Success is seen, not believed: what was expected of the answer must be in it. */
function judge(state: State, ref: InstanceRef, call: Call, outcome: Outcome, raw: object): Outcome {
  if (outcome.verdict !== 'ok' || !call.holds) return outcome;
  const holds = seen(state, ref, call, raw);
  if (holds === true) return outcome;
  const rule = call.holds.text.trim();
  const why = holds === false ? `${rule} does not hold` : `${rule} cannot be told: ${holds}`;
  return { ...outcome, verdict: 'failed', said: `${outcome.said.replace(/\.$/, '')}, but ${why}` };
}

function goOn(decision: Decision, ref: InstanceRef, running: Acted, [action]: [Action, Call], raw: object): void {
  const plan = planOf(decision.state, ref);
  const next = action.calls.findIndex(({ id }) => id === running.call) + 1;
  if (next < action.calls.length) {
    if (running.cancelled || plan?.hash !== running.plan)
      stop(decision, ref, running, `It was stopped after ${running.call}: what comes after it was not begun.`);
    else request(decision, ref, plan, next, true);
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

function goWrong(decision: Decision, ref: InstanceRef, running: Acted, action: Action | null, outcome: Outcome): void {
  const reason = `${running.call === 'do' ? '' : `${running.call}: `}${outcome.said}`;
  if (outcome.verdict === 'unknown') decision.follow({ type: 'step.unknown', ...ref, because: reason });
  else if (action && !action.finishes) decision.follow({ type: 'step.returned', ...ref });
  else stop(decision, ref, running, reason);
}

/** What was changed and is not seen is not known; what was not changed has failed. */
function stop(decision: Decision, ref: InstanceRef, running: Acted, reason: string): void {
  const { acted = [], status } = instanceOf(decision.state, ref) ?? {};
  if (status === undefined) return;
  const before = acted.filter(({ number, plan }) => number < running.number && plan === running.plan);
  const changed = before.some(({ readOnly, outcome }) => !readOnly && outcome?.verdict !== 'failed');
  if (changed && running.call === 'check')
    decision.follow({ type: 'step.unknown', ...ref, because: `It was done, and is not seen to be. ${reason}` });
  else {
    const done = before.filter(({ outcome }) => outcome?.verdict === 'ok').map(({ call }) => call);
    const after = done.length > 0 ? ` Done before it: ${done.join(', ')}.` : '';
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

/** What an answer names, for a person to confirm. What has no name is left out. */
function finds(state: State, ref: InstanceRef, { finds: rule }: Action, raw: object): Proposal[] {
  if (!rule) return [];
  const inputs = planOf(state, ref)?.inputs ?? {};
  const around = answerEnvironment(state, ref, inputs, raw);
  const each = evaluate(rule.each, around);
  const list = 'value' in each && Array.isArray(each.value) ? each.value.slice(0, MOST_FINDS) : [];
  return list.flatMap((one): Proposal[] => {
    const environment = {
      now: around.now,
      read: (name: string) => (name === 'item' ? one : around.read(name as 'item')),
    };
    const text = (template: (typeof rule)['name']) => {
      const filled = fillTemplate(template, environment);
      return 'value' in filled ? filled.value.slice(0, LONGEST_OUTPUT).trim() : null;
    };
    const name = text(rule.name);
    if (!name) return [];
    const fields = Object.entries(rule.fields).map(([field, template]) => [field, text(template)]);
    return [{ kind: rule.kind, itemType: rule.type, name: name.slice(0, 300), fields: Object.fromEntries(fields) }];
  });
}
