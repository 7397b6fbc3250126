import type { Item, State } from './state.ts';

/** What a plan that reads nothing but its item and the inputs depends on. */
interface Kept<P> extends Pick<Item, 'id' | 'name' | 'type'>, Pick<State, 'definition' | 'run' | 'inputs'> {
  readonly from: object | null | undefined;
  readonly plan: P;
}

/**
 * Plans of steps for items, and what an approval of them covers, each made anew only where something that it reads is another object:
 * in a state nothing is ever written to. A fan-out has a thousand of them, and a screen asks for all of them whenever anything happens.
 */
export class KeptPlans<P> {
  readonly #plans = new WeakMap<Item['fields'], Map<string, Kept<P>>>();

  /**
   * The plan of a step for an item. `from`: what else it is made from, which is another object where it is not the same. `make` makes
   * one, and says whether it read more than that, the item and the inputs.
   */
  of(
    state: State,
    step: string,
    item: Item,
    from: object | null | undefined,
    make: () => { readonly plan: P; readonly readMore: boolean },
  ): P {
    const { definition, run, inputs } = state;
    const { id, name, type, fields } = item;
    const ofItem = this.#plans.get(fields) ?? new Map<string, Kept<P>>();
    const kept = ofItem.get(step);
    const isSame = kept?.definition === definition && kept.run === run && kept.inputs === inputs && kept.from === from;
    if (kept && isSame && kept.id === id && kept.name === name && kept.type === type) return kept.plan;
    const { plan, readMore } = make();
    if (readMore) return plan;
    ofItem.set(step, { id, name, type, definition, run, inputs, from, plan });
    this.#plans.set(fields, ofItem);
    return plan;
  }
}
