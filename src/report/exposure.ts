import { type Item, itemsOf } from '../engine/state.ts';
import { type Effect, effects, type Kind, kinds, type Reached } from '../playbook/model.ts';
import type { Source } from './source.ts';

/** Things of the register that an effect has not reached which the playbook has for all of their kind. */
export interface Exposure {
  readonly kind: Kind;
  /** What they lack: `isolated`. */
  readonly effect: Reached;
  /** Their names. */
  readonly items: readonly string[];
  /** Who is to do it by the playbook: a role's title; null where it names none. */
  readonly owner: string | null;
}

/** What contains, what shows that it did, and what shows that what is back is good. The rest is tidying up. */
const containing: readonly Effect[] = ['isolate', 'revoke', 'quarantine', 'prove-dead'];
/** These count only for what was dealt with before. */
const showing: Partial<Record<Effect, Effect>> = { 'prove-dead': 'revoke' };

/** What is in scope and not contained, or not shown to be. What was ruled out, and what cannot be done, is not among it. */
export function exposureOf(source: Source): Exposure[] {
  return containing.flatMap((effect) =>
    kinds.flatMap((kind): Exposure[] => {
      const step = Object.values(source.definition.steps).find(
        (one) => one.effect === effect && one.forEach?.over === 'kind' && one.forEach.kind === kind,
      );
      if (!step) return [];
      const items = itemsOf(source.state, kind).filter((item) => lacks(item, effect));
      if (items.length === 0) return [];
      const owner = step.role === undefined ? null : source.roleTitle(step.role);
      return [{ kind, effect: effects[effect], items: items.map(({ name }) => name), owner }];
    }),
  );
}

function lacks({ ruledOut, reached, notPossible }: Item, effect: Effect): boolean {
  const before = showing[effect];
  if (ruledOut || reached[effects[effect]] || notPossible[effects[effect]]) return false;
  return before === undefined || reached[effects[before]] !== undefined;
}
