import { showsOnTakeUp } from '../engine/decide/take.ts';
import type { InstanceRef } from '../engine/entries.ts';
import type { Open } from '../engine/queries.ts';
import { type Instance, runningOf } from '../engine/state.ts';
import { stepOf } from '../engine/targets.ts';
import type { Step } from '../playbook/model.ts';
import { approverOf, givenWords, isApproved, mayApprove } from './approvals.ts';
import { asked, type Next } from './asked.ts';
import { type Context, holderNames, isIncident, refKey } from './context.ts';
import { toRun, unknownNext } from './live/next.ts';

export function nextOf(c: Context, open: Open): Next {
  if (open.inject !== undefined)
    return { does: 'form', form: 'answer-inject', given: { inject: open.inject }, label: 'answer' };
  const { instance, ref } = open;
  if (!instance || !ref) return { does: 'nothing', why: 'Nothing is open.' };
  const step = stepOf(c.state, ref.step);
  const waiting = byStatus(c, step, open, instance, ref);
  if (waiting) return waiting;
  if (instance.asks?.length) return asked(instance.asks[0] ?? '', ref);
  const run = toRun(c, step, instance, ref);
  if (run?.does === 'form' || run?.does === 'nothing') return run;
  if (step?.approval !== undefined && !isApproved(c, instance, ref))
    return {
      does: 'ask-approval',
      step: ref.step,
      label: `ask the ${step.approval}'s approval`,
      said: `The ${step.approval}'s approval is asked for.`,
    };
  return run ?? begin(c, step, instance, ref);
}

function byStatus(c: Context, step: Step | undefined, open: Open, instance: Instance, ref: InstanceRef): Next | null {
  if (instance.status === 'awaiting-approval') return { does: 'nothing', why: whyWaits(c, open, instance) };
  if (instance.status === 'outcome-unknown') return unknownNext(c, ref);
  if (instance.status === 'failed') return { does: 'command', ask: { type: 'retry', ...ref }, label: 'try again' };
  if (instance.status !== 'running') return null;
  const acting = runningOf(instance);
  if (acting && step?.effect === 'survey') return { does: 'response', ref, label: 'see what it finds' };
  if (!acting) return { does: 'nothing', why: 'It runs by itself.' };
  const why = acting.cancelled
    ? 'It was told to stop. What came of it is said when it has ended.'
    : 'It runs. K tells it to stop; what it has done by then stays done.';
  return { does: 'nothing', why };
}

function whyWaits(c: Context, open: Open, instance: Instance): string {
  const role = approverOf(c.state, instance.step);
  if (mayApprove(c, open)) return 'Read it; then a approves it, X refuses it.';
  const given = givenWords(c.state, instance);
  const holders = holderNames(c.state, role);
  const who = holders === null ? ', and nobody holds that role' : `: ${holders}`;
  const yours = instance.approval?.given?.includes(c.view.speaker) ? 'You have approved it. ' : '';
  return `${yours}It waits for the ${role}${who}.${given === null ? '' : ` ${given}.`}`;
}

function begin(c: Context, step: Step | undefined, instance: Instance, ref: InstanceRef): Next {
  if (step?.effect === 'survey') {
    if (instance.status === 'active') return { does: 'response', ref, label: 'look, and type what is found' };
    return { does: 'command', ask: { type: 'take', ...ref }, label: 'look' };
  }
  // There is something to look at before it is decided, or before there can be evidence of it.
  if (step && shows(c, step)) {
    if (instance.status !== 'active') return { does: 'command', ask: { type: 'take', ...ref }, label: 'look' };
    if (instance.response === undefined && instance.responseDue !== undefined)
      return { does: 'response', ref, label: 'look' };
  }
  const isOwn = instance.status === 'active' || step?.decide !== undefined || step?.notify !== undefined;
  if (!isOwn)
    return {
      does: 'command',
      ask: { type: 'take', ...ref },
      label: 'take it up',
      said: 'It is yours. Press Enter again when it is done.',
    };
  if (step && asksToFinish(c, step, instance))
    return {
      does: 'form',
      form: 'finish',
      given: { instance: refKey(ref) },
      label: step.decide ? 'decide' : 'finish',
    };
  return {
    does: 'command',
    ask: { type: 'finish', ...ref },
    ...(step?.notify === undefined ? { label: 'it is done' } : { label: 'send it', said: 'Sent.' }),
  };
}

/** Whether taking the step up brings something to read. */
function shows({ state }: Context, step: Step): boolean {
  return showsOnTakeUp(step) && state.definition.scenario?.responses[step.id]?.show !== undefined;
}

/** Whether it cannot be ticked off: something is decided, or explained, or shown. */
function asksToFinish(c: Context, step: Step, { evidence }: Instance): boolean {
  if (step.decide !== undefined || step.rationale) return true;
  return (step.evidence && evidence.length === 0) || needsProof(c, step);
}

/** That a real credential is dead is shown, not said. */
export function needsProof({ state }: Context, step: Step): boolean {
  return isIncident(state) && step.effect === 'prove-dead';
}
