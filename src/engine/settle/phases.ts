import type { Step } from '../../playbook/model.ts';
import type { Decision } from '../decision.ts';
import { gateLacks, unfinishedOf } from '../gates.ts';
import { keyOf, runningOf, type State } from '../state.ts';
import { isSettled } from '../step-machine.ts';
import { isComplete, isTarget, stepsOf } from '../targets.ts';

const isEnded = (state: State, phase: string): boolean => {
  const status = state.phases[phase]?.status;
  return status === 'closed' || status === 'skipped';
};

/** Whether all that a phase waits for has closed. */
export function isDue(state: State, phase: string): boolean {
  return (state.definition.phases[phase]?.after ?? []).every((before) => isEnded(state, before));
}

export function openPhases(decision: Decision): void {
  for (const { id } of decision.state.definition.playbook.phases)
    if (decision.state.phases[id]?.status === 'waiting' && isDue(decision.state, id))
      decision.follow({ type: 'phase.opened', phase: id });
}

export function closePhases(decision: Decision): void {
  for (const { id } of decision.state.definition.playbook.phases) {
    const { state } = decision;
    const status = state.phases[id]?.status;
    if (status !== 'open' && status !== 'reopened') continue;
    if (!mayClose(decision, id) || gateLacks(state, id).length > 0) continue;
    decision.follow({ type: 'phase.closed', phase: id });
    settleMilestones(decision);
  }
}

/** A closed phase opens again when it has something left to do, and takes back the milestones that it reaches. */
export function reopenPhases(decision: Decision): void {
  for (const { id } of decision.state.definition.playbook.phases) {
    if (decision.state.phases[id]?.status !== 'closed') continue;
    const because = whatIsLeft(decision, id);
    if (because === null) continue;
    decision.follow({ type: 'phase.reopened', phase: id, because });
    settleMilestones(decision);
  }
}

/** Whether all steps of a phase are finished, and one of them, or the gate, may have come to that just now. */
function mayClose({ state, touched }: Decision, phase: string): boolean {
  if (!touched.inPhase(phase) && !touched.hasGates) return false;
  const steps = stepsOf(state, phase);
  // What was touched first: most often that is itself unfinished.
  if (steps.some((step) => isInHand(state, step, touched.items(step)))) return false;
  return steps.every((step) => unfinishedOf(state, step) === null && !hasUnknown(state, step));
}

/** What ran, or still runs, for an item that is out of scope by now holds a phase open until it is known what became of it. */
function hasUnknown(state: State, step: Step): boolean {
  if (state.run?.kind !== 'incident') return false;
  return Object.values(state.steps[step.id] ?? {}).some(
    (instance) => instance.status === 'outcome-unknown' || runningOf(instance) !== undefined,
  );
}

/** Whether one of these instances of a step keeps it from being finished. */
function isInHand(state: State, step: Step, items: ReadonlySet<string | undefined> | null): boolean {
  const instances = state.steps[step.id] ?? {};
  return [...(items ?? [])].some((item) => {
    const instance = instances[keyOf(item)];
    return instance !== undefined && !isSettled(instance.status) && isTarget(state, step, item);
  });
}

function whatIsLeft({ state, touched }: Decision, phase: string): string | null {
  for (const step of touched.inPhase(phase) ? stepsOf(state, phase) : []) {
    const left = touched.has(step) ? unfinishedOf(state, step) : null;
    if (left) return `${left.id} has something left to do`;
  }
  const [lack] = touched.hasGates ? gateLacks(state, phase) : [];
  if (!lack) return null;
  return lack.unsurveyed
    ? `nobody has surveyed ${lack.rule.kind}`
    : `${lack.items.join(', ')}: not all are ${lack.rule.effects.join(' and ')}`;
}

/** Reaches the milestones whose phases and steps are all through, and withdraws those of which that is no longer so. */
export function settleMilestones(decision: Decision): void {
  for (const milestone of Object.keys(decision.state.definition.reachedBy)) {
    const { state } = decision;
    const open = whatKeeps(state, milestone);
    const reached = (state.milestones[milestone]?.at ?? null) !== null;
    if (open === null && !reached) decision.follow({ type: 'milestone.reached', milestone });
    else if (open !== null && reached) decision.follow({ type: 'milestone.withdrawn', milestone, because: open });
  }
}

/** What keeps a milestone from being reached; null when nothing does. What was skipped is through, but reaches nothing alone. */
function whatKeeps(state: State, milestone: string): string | null {
  const by = state.definition.reachedBy[milestone] ?? { phases: [], steps: [] };
  const phase = by.phases.find((id) => !isEnded(state, id));
  if (phase) return `${phase} is not closed`;
  const step = by.steps.find((id) => !isThrough(state, id));
  if (step) return `${step} is not done`;
  const really =
    by.phases.some((id) => state.phases[id]?.status === 'closed') || by.steps.some((id) => isDone(state, id));
  return really ? null : 'all of it was skipped';
}

function isThrough(state: State, id: string): boolean {
  const step = state.definition.steps[id];
  // What is for failure opens only then: until it does, it keeps nothing.
  if (step?.onFailureOf !== undefined)
    return Object.values(state.steps[id] ?? {}).every(({ status }) => isSettled(status));
  return step !== undefined && Object.keys(state.steps[id] ?? {}).length > 0 && isComplete(state, step);
}

function isDone(state: State, id: string): boolean {
  const instances = state.steps[id] ?? {};
  return (
    instances[keyOf(undefined)]?.status === 'done' ||
    Object.values(instances).some((instance) => instance.status === 'done')
  );
}
