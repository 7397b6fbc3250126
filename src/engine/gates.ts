import type { GateRule, Kind, Step } from '../playbook/model.ts';
import { type Item, itemsOf, type State } from './state.ts';
import { isSettled } from './step-machine.ts';
import { isComplete } from './targets.ts';

/** What a gate still lacks; nothing, when it holds. */
export interface GateLack {
  readonly rule: GateRule;
  /** Items that have not reached all of it. Of a `some` rule: all, since any one of them would do. */
  readonly items: readonly string[];
  /** Nothing of that kind is known, and nobody has looked. */
  readonly unsurveyed: boolean;
}

/** What of a phase's gate does not hold yet. */
export function gateLacks(state: State, phase: string): GateLack[] {
  if (state.phases[phase]?.gateOverridden) return [];
  return (state.definition.phases[phase]?.gate ?? []).flatMap((rule) => {
    const lack = lackOf(state, rule);
    return lack ? [lack] : [];
  });
}

function lackOf(state: State, rule: GateRule): GateLack | null {
  const all = itemsOf(state, rule.kind);
  const inScope = all.filter((item) => !item.ruledOut);
  if (all.length === 0)
    return isSurveyed(state, rule.kind) && !rule.some ? null : { rule, items: [], unsurveyed: true };
  const short = inScope.filter((item) => !hasReached(item, rule));
  if (!rule.some) return short.length === 0 ? null : { rule, items: short.map(({ id }) => id), unsurveyed: false };
  if (inScope.some((item) => rule.effects.every((reached) => item.reached[reached]))) return null;
  // That one of them cannot be is no reason to do without: the gate asks for another, as long as there is one.
  const left = inScope.filter((item) => !rule.effects.some((reached) => item.notPossible[reached]));
  return left.length === 0 ? null : { rule, items: left.map(({ id }) => id), unsurveyed: false };
}

/** A gate asks whether an effect was ever reached, or cannot be. */
function hasReached(item: Item, rule: GateRule): boolean {
  return rule.effects.every(
    (reached) => item.reached[reached] !== undefined || item.notPossible[reached] !== undefined,
  );
}

/** Whether a survey of a kind is done. */
function isSurveyed(state: State, kind: Kind): boolean {
  return Object.values(state.definition.steps).some(
    (step) =>
      step.effect === 'survey' &&
      step.of === kind &&
      Object.values(state.steps[step.id] ?? {}).some((instance) => instance.status === 'done'),
  );
}

/** A step that still has an unfinished instance, or the first such one of its `on-failure` that have opened; null when neither. */
export function unfinishedOf(state: State, step: Step): Step | null {
  if (!isComplete(state, step)) return step;
  const isOpen = (rescue: Step) =>
    Object.values(state.steps[rescue.id] ?? {}).some((instance) => !isSettled(instance.status));
  return step.onFailure.find(isOpen) ?? null;
}
