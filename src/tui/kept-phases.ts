import type { GateLack } from '../engine/gates.ts';
import { gateHolds, openInstances } from '../engine/queries.ts';
import { instanceOf, type State } from '../engine/state.ts';
import { isTarget, stepOf } from '../engine/targets.ts';
import { effects, type Reached } from '../playbook/model.ts';
import { itemName } from './context.ts';

/** How many items of a gate are named. */
const NAMED = 3;

/**
 * Phases whose gate does not hold and that nothing open would bring further, in words with what would: a step was skipped,
 * or the playbook has none for it. Where something is open for it, that is what there is to do, and nothing is said.
 */
export function keptPhases(state: State): string[] {
  const { phases } = state.definition.playbook;
  return phases.flatMap(({ id }) => {
    const status = state.phases[id]?.status;
    if (status !== 'open' && status !== 'reopened') return [];
    return gateHolds(state, id).missing.flatMap((lack) => waitsFor(state, id, lack));
  });
}

function waitsFor(state: State, phase: string, { rule, items, unsurveyed }: GateLack): string[] {
  if (unsurveyed) {
    const isLooked = openInstances(state).some(({ step }) => {
      const { effect, of } = stepOf(state, step) ?? {};
      return effect === 'survey' && of === rule.kind;
    });
    const ways = 'r and + add one, or :reopen opens the step again that looks for them.';
    return isLooked ? [] : [`${phase} waits: nobody has looked for any ${rule.kind}: ${ways}`];
  }
  const lacking = (item: string): Reached[] =>
    rule.effects.filter((reached) => {
      const kept = state.register[rule.kind]?.[item];
      return kept?.reached[reached] === undefined && kept?.notPossible[reached] === undefined;
    });
  const stuck = items.filter((item) => lacking(item).some((reached) => !isOpenFor(state, item, reached)));
  // Of a gate that asks for one of them, one that can still be done is enough.
  if (stuck.length === 0 || (rule.some && stuck.length < items.length)) return [];
  const ways = 'r opens the register: there x rules it out, p says that it is not possible.';
  if (rule.some) {
    const names = stuck.map((item) => itemName(state, item)).join(', ');
    return [`${phase} waits for one of ${names} to be ${rule.effects.join(' and ')}. ${ways}`];
  }
  const words = stuck.map((item) => `${itemName(state, item)} is not ${lacking(item).join(' and not ')}`);
  const more = words.length > NAMED ? `; and ${words.length - NAMED} more` : '';
  return [`${phase} waits: ${words.slice(0, NAMED).join('; ')}${more}. ${ways} :reopen opens a skipped step again.`];
}

/** Whether something is open that would bring an item to an effect. */
function isOpenFor(state: State, item: string, reached: Reached): boolean {
  const isOpen = openInstances(state).some((instance) => {
    const effect = stepOf(state, instance.step)?.effect;
    return instance.item === item && effect !== undefined && effects[effect] === reached;
  });
  return isOpen || isComing(state, item, reached);
}

/** Whether a step that has not opened yet for the item would bring it there. */
function isComing(state: State, item: string, reached: Reached): boolean {
  return Object.values(state.definition.steps).some((step) => {
    if (!step.effect || effects[step.effect] !== reached || step.onFailureOf !== undefined) return false;
    if (state.phases[step.phase]?.status === 'skipped' || instanceOf(state, { step: step.id, item })) return false;
    return isTarget(state, step, item);
  });
}
