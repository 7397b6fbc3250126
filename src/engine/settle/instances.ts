import type { Step } from '../../playbook/model.ts';
import { test } from '../conditions.ts';
import type { Decision } from '../decision.ts';
import type { InstanceRef } from '../entries.ts';
import { type Instance, itemOf, keyOf, runningOf, type State } from '../state.ts';
import { stepAfter } from '../step-machine.ts';
import { isTarget, isTogether, isUnblocked, stepsOf, targetsOf } from '../targets.ts';
import { isDue } from './phases.ts';

const refOf = (step: string, item: string | undefined): InstanceRef => (item === undefined ? { step } : { step, item });
const isOpen = (state: State, phase: string) => ['open', 'reopened'].includes(state.phases[phase]?.status ?? 'waiting');

/**
 * Opens the instances whose time has come. In a phase that waits again for another (it was reopened), what is open stays
 * open, and what is new waits.
 */
export function openInstances(decision: Decision): void {
  for (const { id } of decision.state.definition.playbook.phases) {
    if (!isOpen(decision.state, id) || !isDue(decision.state, id)) continue;
    const steps = stepsOf(decision.state, id);
    if (!decision.touched.inPhase(id) && !steps.some((step) => step.if)) continue;
    for (const step of steps) openStep(decision, step);
  }
}

/** The items for which a step may open now when it could not before; null where it may be any. */
function mayOpenFor({ state, touched }: Decision, step: Step): ReadonlySet<string | undefined> | null {
  let items = touched.items(step);
  for (const id of step.after) {
    const before = state.definition.steps[id];
    const fresh = before && touched.items(before);
    if (fresh?.size === 0 || !before) continue;
    if (!fresh || !items || !isTogether(step, before)) return null;
    items = items.size === 0 ? fresh : new Set([...items, ...fresh]);
  }
  return items;
}

/** Those of a step's targets that are worth a look, in their order. */
function toLookAt(decision: Decision, step: Step): readonly (string | undefined)[] {
  const { state } = decision;
  const fresh = mayOpenFor(decision, step);
  if (fresh === null) return targetsOf(state, step) ?? [];
  if (fresh.size < 2 && !step.if) return [...fresh].filter((item) => isTarget(state, step, item));
  // What was not needed may be so at any time: a condition can read anything.
  const spared = (item: string | undefined) => state.steps[step.id]?.[keyOf(item)]?.status === 'not-needed';
  return (targetsOf(state, step) ?? []).filter((item) => fresh.has(item) || (step.if && spared(item)));
}

function openStep(decision: Decision, step: Step): void {
  for (const item of toLookAt(decision, step)) {
    const instance = decision.state.steps[step.id]?.[keyOf(item)];
    if (instance && instance.status !== 'not-needed') continue;
    if (instance || isUnblocked(decision.state, step, item)) openInstance(decision, step, item, instance);
  }
}

/** Opens an instance, unless its `if` says that it is not needed. What cannot be told is opened, and asks. */
function openInstance(decision: Decision, step: Step, item: string | undefined, before: Instance | undefined): void {
  const ref = refOf(step.id, item);
  const needed = step.if ? test(decision.state, decision.at, step.if, { item }) : true;
  if (needed === false) {
    if (!before) decision.follow({ type: 'step.not-needed', ...ref, because: 'its condition does not hold' });
    return;
  }
  decision.follow({ type: 'step.opened', ...ref, ...(needed === true ? {} : { asks: needed.unknown }) });
  if (step.wait !== undefined && needed === true)
    decision.follow({ type: 'step.started', ...ref, what: 'wait', until: decision.at + step.wait });
}

/** What has become of instances that exist already. */
export function settleInstances(decision: Decision): void {
  for (const { id } of decision.state.definition.playbook.phases) {
    if (decision.state.phases[id]?.status === 'skipped') continue;
    const isTouched = decision.touched.inPhase(id);
    const steps = isTouched ? stepsOf(decision.state, id) : (decision.state.definition.restless[id] ?? []);
    for (const step of steps) {
      if (isTouched) dropStrays(decision, step);
      settleStep(decision, step);
      if (step.onFailure.length === 0) continue;
      dropRescues(decision, step);
      openRescues(decision, step);
      for (const rescue of step.onFailure) settleStep(decision, rescue);
    }
  }
}

function settleStep(decision: Decision, step: Step): void {
  if (step.if) resolveAsks(decision, step);
  if (step.wait !== undefined) startWaits(decision, step);
  if (step.repeat) endRepeats(decision, step);
  if (step.require) recheck(decision, step);
}

/** An item that was ruled out, or is no longer the one chosen, needs nothing any more. */
function dropStrays(decision: Decision, step: Step): void {
  if (!step.forEach && !decision.state.added[step.id]?.item) return;
  const fresh = decision.touched.items(step);
  if (fresh?.size === 0) return;
  const instances = decision.state.steps[step.id] ?? {};
  const some = fresh ? [...fresh].flatMap((item) => instances[keyOf(item)] ?? []) : Object.values(instances);
  for (const { item, status } of some)
    if (status !== 'not-needed' && isDroppable(decision, step, item) && !isTarget(decision.state, step, item))
      decision.follow({ type: 'step.not-needed', ...refOf(step.id, item), because: 'its item is out of scope' });
}

function resolveAsks(decision: Decision, step: Step): void {
  for (const { item, asks } of Object.values(decision.state.steps[step.id] ?? {})) {
    if (!asks || !step.if) continue;
    const needed = test(decision.state, decision.at, step.if, { item });
    if (needed === true) decision.follow({ type: 'step.resolved', ...refOf(step.id, item) });
    else if (needed === false && isDroppable(decision, step, item))
      decision.follow({ type: 'step.not-needed', ...refOf(step.id, item), because: 'its condition does not hold' });
  }
}

/** What only waits needs nobody to begin: not after it was reopened, either, or opened out of order. */
function startWaits(decision: Decision, step: Step): void {
  for (const { item, status, asks } of Object.values(decision.state.steps[step.id] ?? {}))
    if ((status === 'ready' || status === 'retracted') && !asks)
      decision.follow({
        type: 'step.started',
        ...refOf(step.id, item),
        what: 'wait',
        until: decision.at + (step.wait ?? 0),
      });
}

/** A repeat ends between two turns as soon as there is no more need. */
function endRepeats(decision: Decision, step: Step): void {
  for (const instance of Object.values(decision.state.steps[step.id] ?? {})) {
    const { item, turns, status } = instance;
    if (turns === 0 || (status !== 'running' && status !== 'ready') || runningOf(instance)) continue;
    if (step.repeat && test(decision.state, decision.at, step.repeat.until, { item }) === true)
      decision.follow({ type: 'step.done', ...refOf(step.id, item) });
  }
}

/** Facts move: what was required when a step was done may no longer hold. What the lead overrode stays overridden. */
function recheck(decision: Decision, step: Step): void {
  for (const { item, status, overridden } of Object.values(decision.state.steps[step.id] ?? {})) {
    if (status !== 'done' || overridden.includes('require') || !step.require) continue;
    if (test(decision.state, decision.at, step.require, { item }) === false)
      decision.follow({ type: 'step.reopened', ...refOf(step.id, item), reason: 'what it requires no longer holds' });
  }
}

/** The steps of `on-failure` open beside the instance that failed or ran over its time. */
function openRescues(decision: Decision, step: Step): void {
  for (const { item, status, overdueAt } of Object.values(decision.state.steps[step.id] ?? {})) {
    if ((status !== 'failed' && overdueAt === undefined) || isMoot(decision.state, step, item)) continue;
    for (const rescue of step.onFailure) {
      const before = decision.state.steps[rescue.id]?.[keyOf(item)];
      if ((!before || before.status === 'not-needed') && isUnblockedRescue(decision.state, rescue, item))
        openInstance(decision, rescue, item, before);
    }
  }
}

/** What opened beside an instance is not needed where that instance is not. */
function dropRescues(decision: Decision, step: Step): void {
  for (const rescue of step.onFailure)
    for (const { item, status } of Object.values(decision.state.steps[rescue.id] ?? {}))
      if (status !== 'not-needed' && isDroppable(decision, rescue, item) && isMoot(decision.state, step, item))
        decision.follow({
          type: 'step.not-needed',
          ...refOf(rescue.id, item),
          because: `${step.id} is not needed for it`,
        });
}

/** Whether an instance may come to nothing now. While something runs for it, it waits for what becomes of that. */
function isDroppable({ state }: Decision, { id }: Step, item: string | undefined): boolean {
  const instance = state.steps[id]?.[keyOf(item)];
  return instance !== undefined && stepAfter(instance.status, 'drop') !== null && !runningOf(instance);
}

function isMoot(state: State, step: Step, item: string | undefined): boolean {
  if (state.steps[step.id]?.[keyOf(item)]?.status === 'not-needed') return true;
  return item !== undefined && itemOf(state, item)?.ruledOut !== undefined;
}

function isUnblockedRescue(state: State, rescue: Step, item: string | undefined): boolean {
  return rescue.after.every((id) =>
    ['done', 'skipped', 'not-needed'].includes(state.steps[id]?.[keyOf(item)]?.status ?? 'waiting'),
  );
}
