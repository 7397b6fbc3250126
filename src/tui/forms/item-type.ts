import type { State } from '../../engine/state.ts';
import type { Kind } from '../../playbook/model.ts';
import { isIncident } from '../context.ts';
import { plainLine } from '../plain.ts';
import { type Choice, choice, type Question } from './form.ts';

/** The types that something can be run for among items of a kind, with what that is. */
function typesOf(state: State, kind: Kind): Map<string, string> {
  const { steps, actions } = state.definition;
  const over = Object.values(steps).filter(({ forEach }) => forEach?.over === 'kind' && forEach.kind === kind);
  const effects = new Set(over.flatMap(({ effect }) => effect ?? []));
  const types = new Map<string, string>();
  for (const { action } of actions.values()) {
    const isFor = action.finds ? action.finds.kind === kind : effects.has(action.effect);
    if (isFor) for (const type of action.types) if (!types.has(type)) types.set(type, action.title);
  }
  return types;
}

/** Asks what type an item is, in an incident: that decides what can be run for it. */
export function whichType(state: State, kind: Kind | undefined): Question[] {
  if (!isIncident(state) || kind === undefined) return [];
  const known: Choice[] = [...typesOf(state, kind)].map(([type, title]) => ({
    value: type,
    label: plainLine(`${type}: ${title}`),
  }));
  if (known.length === 0) return [];
  return [choice('type', 'Of what type is it?', [...known, { value: '', label: 'another: it is done by hand' }])];
}
