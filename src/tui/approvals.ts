import { approversOf, isOwn } from '../engine/decide/approvals.ts';
import { hasExpired, isWaived } from '../engine/decide/asserts.ts';
import type { InstanceRef } from '../engine/entries.ts';
import { type Open, refOf } from '../engine/queries.ts';
import { holds, type Instance, type State } from '../engine/state.ts';
import { stepAfter } from '../engine/step-machine.ts';
import { stepOf } from '../engine/targets.ts';
import { type Context, isIncident } from './context.ts';
import { approvalNow, isComplete, keptByState, openNow, planNow } from './plans.ts';

/** Granted, not expired, and still for what would be done now; or overridden. */
export function isApproved(c: Context, instance: Instance, ref: InstanceRef): boolean {
  return isWaived(c.state, instance) || isGranted(c, instance, ref);
}

/** The same, by people: exactly what would be done was shown to them. */
export function isGranted({ state, now }: Context, instance: Instance, ref: InstanceRef): boolean {
  const step = stepOf(state, ref.step);
  if (instance.approval?.state !== 'granted' || (step && hasExpired(step, instance, now))) return false;
  return instance.approval.hash === approvalNow(state, [ref]).hashes[0];
}

/** That an approval was given and holds no more; null where none was, or it holds. */
export function isVoid(c: Context, instance: Instance, ref: InstanceRef): 'expired' | 'changed' | null {
  const step = stepOf(c.state, ref.step);
  if (instance.approval?.state !== 'granted' || isWaived(c.state, instance)) return null;
  if (step && hasExpired(step, instance, c.now)) return 'expired';
  return isGranted(c, instance, ref) ? null : 'changed';
}

/** The instances of a step for which approval can be asked at once: what they would do is known to the last character. */
export function approvableWith(c: Context, step: string): InstanceRef[] {
  const fitting = openNow(c.state).filter((one) => {
    if (one.step !== step || one.status === 'awaiting-approval' || stepAfter(one.status, 'ask') === null) return false;
    const ref = refOf(one);
    const plan = planNow(c.state, ref);
    const isKnown = !one.asks?.length && (plan === null || isComplete(c.state, ref, plan));
    return isKnown && !isApproved(c, one, ref);
  });
  return fitting.map(refOf);
}

const requests = keptByState(() => new Map<string, InstanceRef[]>());

/** What one approval would cover, when NOW shows something that waits for it: all that waits of the same step, but for what who speaks has approved. */
export function requestOf({ state, view }: Context, open: Open | undefined): InstanceRef[] {
  if (open?.instance?.status !== 'awaiting-approval' || !open.ref) return [];
  const { step } = open.ref;
  const known = requests(state);
  const key = `${step} ${view.speaker}`;
  const refs = known.get(key) ?? waitingOf(state, step, view.speaker);
  known.set(key, refs);
  return refs;
}

function waitingOf(state: State, step: string, speaker: string): InstanceRef[] {
  const waiting = openNow(state).filter((one) => one.step === step && one.status === 'awaiting-approval');
  const owed = waiting.filter((one) => !haveApproved(state, one).includes(speaker));
  return (owed.length > 0 ? owed : waiting).map(refOf);
}

/** The role that decides about an instance. */
export function approverOf(state: State, step: string): string {
  return stepOf(state, step)?.approval ?? state.definition.lead;
}

/** Whether who speaks may approve what NOW shows: they hold the role, and have not done it yet. */
export function mayApprove({ state, view }: Context, open: Open | undefined): boolean {
  if (open?.instance?.status !== 'awaiting-approval' || !open.ref) return false;
  if (haveApproved(state, open.instance).includes(view.speaker)) return false;
  return holds(state, approverOf(state, open.ref.step), view.speaker);
}

const selves = keptByState(() => new Map<string, boolean>());

/** Whether who speaks would approve what they do themselves, of all that one approval would cover. */
export function isSelfApproval({ state, view }: Context, refs: readonly InstanceRef[]): boolean {
  const known = selves(state);
  const key = `${refs[0]?.step} ${refs.length} ${view.speaker}`;
  const isSelf = known.get(key) ?? refs.some((ref) => isOwn(state, ref, view.speaker));
  known.set(key, isSelf);
  return isSelf;
}

/** Whether the policy of the run refuses that. */
export function isSelfRefused(c: Context, refs: readonly InstanceRef[]): boolean {
  return isIncident(c.state) && c.state.run?.selfApproval === 'refused' && isSelfApproval(c, refs);
}

/** Who has approved exactly what would be done now, where several must. */
function haveApproved(state: State, instance: Instance): readonly string[] {
  return instance.approval?.given ? approversOf(instance, approvalNow(state, [refOf(instance)]).hashes[0]) : [];
}

/** How many have approved of how many who must: `1 of 2 given, by Mara`. Null where one is enough. */
export function givenWords(state: State, instance: Instance): string | null {
  const needed = stepOf(state, instance.step)?.approvals ?? 1;
  if (needed < 2) return null;
  const given = haveApproved(state, instance);
  return `${given.length} of ${needed} given${given.length > 0 ? `, by ${given.join(' and ')}` : ''}`;
}
