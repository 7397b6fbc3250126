import { toId } from '../../language/ids.ts';
import type { Inject } from '../../scenario/model.ts';
import { test } from '../conditions.ts';
import type { Decision } from '../decision.ts';
import { fieldsOfThing } from '../fields.ts';
import { type Item, itemsOf, type State } from '../state.ts';

/** Injects that come when something holds. */
export function settleInjects(decision: Decision): void {
  for (const inject of decision.state.definition.scenario?.injects ?? []) {
    if (!inject.when) continue;
    const now = decision.state.injects[inject.id];
    if (now?.deliveredAt !== undefined || now?.dropped !== undefined || now?.held) continue;
    if (test(decision.state, decision.at, inject.when) === true) deliver(decision, inject, false);
  }
}

/** Delivers an inject; `said`: somebody released it, and it is theirs. */
export function deliver(decision: Decision, inject: Inject, said: boolean): void {
  const { id, from, via, to, text, ask } = inject;
  const body = {
    type: 'inject.delivered' as const,
    inject: id,
    from,
    via,
    to,
    text,
    ...(ask ? { question: ask.question } : {}),
  };
  if (said) decision.say(body);
  else decision.follow(body);
  for (const thing of inject.reveals) register(decision, thing, 'revealed');
}

/** Puts something of the world into the register, under its own id, unless it is there or does not exist. */
export function register(decision: Decision, thing: string, how: 'known' | 'revealed'): void {
  const { state } = decision;
  const truth = state.world.truth.things[thing];
  if (!truth || Object.values(state.world.matches).includes(thing)) return;
  const typed = typedBefore(state, thing);
  if (typed) {
    decision.follow({ type: 'world.matched', item: typed.id, thing });
    return;
  }
  const item = freeId(state, thing);
  const fields = fieldsOfThing(state, truth.kind, thing);
  decision.follow({ type: 'item.added', item, kind: truth.kind, itemType: truth.type, name: truth.name, fields, how });
  decision.follow({ type: 'world.matched', item, thing });
}

/** What was typed under its name before there was such a thing: it would stand there twice. */
function typedBefore(state: State, thing: string): Item | undefined {
  const { names } = state.definition;
  const kind = state.world.truth.things[thing]?.kind;
  const items = kind === undefined ? [] : itemsOf(state, kind);
  return items.find(
    ({ id, name }) => state.world.matches[id] === undefined && names.get(name.toLowerCase())?.includes(thing),
  );
}

/** An id for an item that no other item of the register has. */
export function freeId(state: State, text: string): string {
  const id = toId(text);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? id : `${id.slice(0, 55)}-${number}`;
    if (!(candidate in state.kindOf)) return candidate;
  }
}
