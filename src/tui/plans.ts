import type { InstanceRef } from '../engine/entries.ts';
import { type Approval, approvalFor } from '../engine/instructions.ts';
import { actionsFor, type Plan, plannedFor, planOf } from '../engine/plan.ts';
import { openInstances } from '../engine/queries.ts';
import type { Instance, State } from '../engine/state.ts';
import { isIncident, refKey } from './context.ts';

/**
 * Keeps what was worked out of a state as long as that state is there: a frame and its keys ask for the same thing many times, and
 * a fan-out may have a thousand instances.
 */
export function keptByState<T>(work: (state: State) => T): (state: State) => T {
  const kept = new WeakMap<State, T>();
  return (state) => {
    const known = kept.get(state);
    if (known !== undefined) return known;
    const made = work(state);
    kept.set(state, made);
    return made;
  };
}

const plansOf = keptByState(() => new Map<string, Plan | null>());
const approvalsOf = keptByState(() => new Map<string, Approval>());

/** Everything that is open now. */
export const openNow: (state: State) => readonly Instance[] = keptByState(openInstances);

/** What would be run now for an instance; null where nothing runs by itself. */
export function planNow(state: State, ref: InstanceRef): Plan | null {
  if (!isIncident(state)) return null;
  const plans = plansOf(state);
  const key = refKey(ref);
  const known = plans.get(key);
  if (known !== undefined) return known;
  const plan = planOf(state, ref);
  plans.set(key, plan);
  return plan;
}

/** What an approval of these instances would cover now. */
export function approvalNow(state: State, refs: readonly InstanceRef[]): Approval {
  const approvals = approvalsOf(state);
  const key = refs.map(refKey).join(' ');
  const known = approvals.get(key);
  if (known) return known;
  const approval = approvalFor(state, refs);
  approvals.set(key, approval);
  return approval;
}

/** Secrets that a plan puts to the proof and that nobody said the place of. */
export function unplaced(state: State, ref: InstanceRef, { action }: Plan): string[] {
  const given = plannedFor(state, ref, action)?.subjects ?? {};
  return Object.keys(action.subjects).filter((name) => given[name] === undefined);
}

/** Secrets that a plan puts to the proof and that a person types when it is run. */
export function byHand(state: State, ref: InstanceRef, { action }: Plan): string[] {
  const given = plannedFor(state, ref, action)?.subjects ?? {};
  return Object.keys(action.subjects).filter((name) => given[name] === 'hand');
}

/** Whether a plan waits for something that a person must say. */
export function isAsking(state: State, ref: InstanceRef, plan: Plan): boolean {
  return plan.asks.length > 0 || unplaced(state, ref, plan).length > 0;
}

/** Whether a plan can be done as it stands. */
export function isComplete(state: State, ref: InstanceRef, plan: Plan): boolean {
  return plan.problems.length === 0 && !isAsking(state, ref, plan);
}

/** Whether an instance is done by what is run for it, and not by hand. */
export function isRun(state: State, ref: InstanceRef): boolean {
  return planNow(state, ref) !== null && actionsFor(state, ref).some(({ finishes }) => finishes);
}
