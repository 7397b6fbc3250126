import { evaluate } from '../language/evaluate.ts';
import { effects, type Step } from '../playbook/model.ts';
import { environmentOf } from './context.ts';
import type { AddedStep } from './entries.ts';
import { type Item, instanceOf, itemOf, itemsOf, type State } from './state.ts';
import { isSettled } from './step-machine.ts';

/** A step of the playbook or one that was added in the run. */
export function stepOf(state: State, id: string): Step | undefined {
  const added = state.added[id];
  return state.definition.steps[id] ?? (added ? asStep(added) : undefined);
}

/** The steps of a phase, those added in the run last. Not those of an `on-failure`. */
export function stepsOf(state: State, phase: string): Step[] {
  const planned = state.definition.phases[phase]?.steps ?? [];
  const added = Object.values(state.added).filter((step) => step.phase === phase);
  return added.length === 0 ? (planned as Step[]) : [...planned, ...added.map(asStep)];
}

function asStep(added: AddedStep): Step {
  return {
    id: added.id,
    phase: added.phase,
    ...(added.role === undefined ? {} : { role: added.role }),
    do: { text: added.title, pieces: [added.title] },
    ...(added.effect === undefined ? {} : { effect: added.effect }),
    after: [],
    onFailure: [],
    evidence: false,
    rationale: false,
    reaches: [],
    mapsTo: {},
    path: [],
  };
}

/**
 * The items that a step is done for: `[undefined]` for a step without a fan-out, null where it is not known yet. What is
 * ruled out, and what the step's effect is not possible for, stands aside.
 */
export function targetsOf(state: State, step: Step): (string | undefined)[] | null {
  const added = state.added[step.id];
  if (added) return added.item === undefined || stands(step, itemOf(state, added.item)) ? [added.item] : [];
  if (!step.forEach) return [undefined];
  const items =
    step.forEach.over === 'kind'
      ? itemsOf(state, step.forEach.kind)
      : chosen(state, evaluate(step.forEach.expression, environmentOf(state, state.at)));
  return items ? items.filter((item) => stands(step, item)).map(({ id }) => id) : null;
}

/** Whether a step is done for an item; for none while it is not known for which. */
export function isTarget(state: State, step: Step, item: string | undefined): boolean {
  // By the item alone, where it can be: this is asked for every item, and would else look at every item each time.
  if (step.forEach?.over !== 'kind') return targetsOf(state, step)?.includes(item) ?? false;
  const found = item === undefined ? undefined : itemOf(state, item);
  return found?.kind === step.forEach.kind && stands(step, found);
}

function stands(step: Step, item: Item | undefined): boolean {
  if (!item || item.ruledOut) return false;
  return !(step.effect && item.notPossible[effects[step.effect]]);
}

function chosen(state: State, result: ReturnType<typeof evaluate>): Item[] | null {
  if ('unknown' in result) return null;
  const list = Array.isArray(result.value) ? result.value : [result.value];
  const items = list.flatMap((value) => {
    const id =
      typeof value === 'string' ? value : value && typeof value === 'object' && 'id' in value ? value.id : null;
    return (typeof id === 'string' && itemOf(state, id)) || [];
  });
  return [...new Set(items)];
}

/** Whether everything that a step waits for, for one item, is settled. */
export function isUnblocked(state: State, step: Step, item: string | undefined): boolean {
  return waitsFor(state, step, item).length === 0;
}

/** The steps that an instance still waits for. */
export function waitsFor(state: State, step: Step, item: string | undefined): string[] {
  return step.after.filter((id) => {
    const before = stepOf(state, id);
    if (!before) return false;
    const together = item !== undefined && isTogether(step, before);
    return together ? !settledFor(state, before, item) : !isComplete(state, before);
  });
}

/** Steps over the same `for-each` wait for each other item by item. */
export function isTogether(step: Step, before: Step): boolean {
  return before.forEach !== undefined && before.forEach.text === step.forEach?.text;
}

function settledFor(state: State, step: Step, item: string): boolean {
  const instance = instanceOf(state, { step: step.id, item });
  return (instance !== undefined && isSettled(instance.status)) || !isTarget(state, step, item);
}

/** Whether every instance that a step is to have is done, skipped or not needed. */
export function isComplete(state: State, step: Step): boolean {
  const targets = targetsOf(state, step);
  if (!targets) return false;
  const instances = state.steps[step.id];
  return targets.every((item) => {
    const instance = instances?.[item ?? '-'];
    return instance !== undefined && isSettled(instance.status);
  });
}
