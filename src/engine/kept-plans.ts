import type { Plan } from './plan.ts';
import type { Instance, Item, State } from './state.ts';

/** What a plan that reads nothing but its item and the inputs depends on. */
interface Kept {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly definition: State['definition'];
  readonly run: State['run'];
  readonly inputs: State['inputs'];
  readonly planned: Instance['planned'];
  readonly plan: Plan;
}

const plans = new WeakMap<Item['fields'], Map<string, Kept>>();

/**
 * The plan of a step for an item, made anew only where something that it reads is another object: in a state nothing is ever
 * written to. A fan-out has a thousand of them, and a screen asks for all of them whenever anything happens. `make` says with
 * the plan whether it read more than that.
 */
export function keptPlan(
  state: State,
  step: string,
  item: Item,
  planned: Instance['planned'],
  make: () => { readonly plan: Plan; readonly readMore: boolean },
): Plan {
  const { definition, run, inputs } = state;
  const { id, name, type, fields } = item;
  const of = plans.get(fields) ?? new Map<string, Kept>();
  const kept = of.get(step);
  const isSame =
    kept?.definition === definition && kept.run === run && kept.inputs === inputs && kept.planned === planned;
  if (kept && isSame && kept.id === id && kept.name === name && kept.type === type) return kept.plan;
  const { plan, readMore } = make();
  if (readMore) return plan;
  of.set(step, { id, name, type, definition, run, inputs, planned, plan });
  plans.set(fields, of);
  return plan;
}
