import { attemptOf, mayHaveChanged } from '../../engine/attempt.ts';
import { checkAlone } from '../../engine/decide/run.ts';
import type { InstanceRef } from '../../engine/entries.ts';
import { actionsFor, type Plan } from '../../engine/plan.ts';
import { type Instance, instanceOf } from '../../engine/state.ts';
import type { Step } from '../../playbook/model.ts';
import { asked, type Next } from '../asked.ts';
import { type Context, refKey } from '../context.ts';
import { isAsking, planNow } from '../plans.ts';

/** What Enter does for a step that something runs for; null where it is done by hand, or nothing was chosen. */
export function toRun(c: Context, step: Step | undefined, instance: Instance, ref: InstanceRef): Next | null {
  if (!step || step.decide || step.effect === 'survey') return null;
  const plan = planNow(c.state, ref);
  if (!plan) return null;
  if (!plan.action.finishes && !isMeant(plan, instance)) {
    const isByHand = !actionsFor(c.state, ref).some(({ finishes }) => finishes);
    return isByHand ? null : chooseNext(ref);
  }
  if (isAsking(c.state, ref, plan)) return fillIn(ref, plan);
  const [problem] = plan.problems;
  if (problem !== undefined) return mend(plan, problem, ref);
  return { does: 'run', ref, label: runLabel(c, plan) };
}

/** What is run beside a step is run once, where somebody chose it. */
function isMeant({ action }: Plan, { planned, acted }: Instance): boolean {
  if (planned?.action !== action.id) return false;
  const last = acted?.at(-1);
  return last?.action !== action.id || last.outcome?.verdict !== 'ok';
}

function chooseNext(ref: InstanceRef): Next {
  return { does: 'form', form: 'plan-action', given: { instance: refKey(ref) }, label: 'choose what is run next' };
}

/** Asks for what is missing, and for nothing else. */
function fillIn(ref: InstanceRef, plan: Plan): Next {
  const given = { instance: refKey(ref), action: plan.action.id, only: 'missing' };
  const [ask] = plan.asks;
  const label = ask === undefined ? 'say where its secret is' : `say its ${ask.input}`;
  return { does: 'form', form: 'plan-action', given, label };
}

/** Something that the plan reads is not known, or cannot stand where it is to stand. */
function mend(plan: Plan, problem: string, ref: InstanceRef): Next {
  const path = /^((?:inputs|run|item)\.[\w-]+) is not known$/.exec(problem)?.[1];
  const fill = path === undefined ? null : asked(path, ref);
  if (fill && fill.does !== 'nothing') return fill;
  return { does: 'nothing', why: `${plan.action.title} cannot be run: ${problem}. c chooses, o does it otherwise.` };
}

function runLabel({ state }: Context, { readOnly }: Plan): string {
  if (state.run?.rehearsal && !readOnly) return 'rehearse it';
  return readOnly ? 'run it: it changes nothing' : 'run it';
}

/** Of an outcome that nobody knows: looks, where the plan has a check of its own; else somebody says. */
export function unknownNext(c: Context, ref: InstanceRef): Next {
  if (checkOf(c, ref) !== null)
    return { does: 'command', ask: { type: 'look', ...ref }, label: 'look: runs its check, changes nothing' };
  return { does: 'form', form: 'conclude', given: { instance: refKey(ref) }, label: 'say what became of it' };
}

/** The check that would be run to see what became of an instance; null where it has none, or it would look at something else by now. */
export function checkOf({ state }: Context, ref: InstanceRef): string | null {
  const plan = planNow(state, ref);
  const instance = instanceOf(state, ref);
  if (!plan || !instance || plan.asks.length > 0 || plan.problems.length > 0) return null;
  const attempt = attemptOf(state, instance);
  const changed = attempt.findLast(mayHaveChanged) ?? attempt.at(-1);
  const isCheck = checkAlone(plan.action, plan.calls.length - 1);
  return isCheck && changed?.plan === plan.hash ? (plan.shown.at(-1) ?? null) : null;
}
