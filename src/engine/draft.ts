import type { Kind } from '../playbook/model.ts';
import type { InstanceRef } from './entries.ts';
import { type Instance, type Item, keyOf, type PhaseState, type State } from './state.ts';

type Table<T> = Record<string, T>;
type TableName = {
  [K in keyof State]-?: State[K] extends Readonly<Record<string, unknown>> | undefined ? K : never;
}[keyof State];

/**
 * A state being built from another that stays as it is. Each table and record is copied the first time it is written to
 * in this draft, and never again: folding many entries through one draft costs the same for each.
 */
export class Draft {
  readonly state: State;
  readonly #owned = new WeakSet<object>();

  constructor(base: State) {
    this.state = { ...base };
  }

  /** A table of the state, ours to write to. */
  table<K extends TableName>(name: K): Table<State[K] extends Readonly<Record<string, infer V>> ? V : never> {
    return this.#own(this.state as unknown as Table<object>, name) as never;
  }

  /** A record that must exist already, ours to write to. */
  record<K extends TableName>(name: K, key: string): Record<string, unknown> {
    const table = this.table(name) as Table<object>;
    if (!table[key]) throw new EntryMisfit(`there is no ${name} entry ${key}`);
    return this.#own(table, key) as Record<string, unknown>;
  }

  phase(id: string): PhaseState {
    return this.record('phases', id) as unknown as PhaseState;
  }

  /** An instance that has opened. */
  instance(ref: InstanceRef): Instance {
    const key = keyOf(ref.item);
    if (!this.state.steps[ref.step]?.[key]) throw new EntryMisfit(`${ref.step} ${ref.item ?? ''} has not opened`);
    return this.#own(this.#instances(ref.step), key) as Instance;
  }

  addInstance(instance: Instance): void {
    this.#instances(instance.step)[keyOf(instance.item)] = instance;
    this.#owned.add(instance);
  }

  item(id: string): Item {
    const kind = this.state.kindOf[id];
    if (!kind) throw new EntryMisfit(`there is no item ${id} in the register`);
    return this.#own(this.#items(kind), id) as Item;
  }

  addItem(item: Item): void {
    this.table('kindOf')[item.id] = item.kind;
    this.#items(item.kind)[item.id] = item;
    this.#owned.add(item);
  }

  /** The hidden truth, ours to write to. */
  world(): { truth: State['world']['truth']; moves: Table<number | null>; matches: Table<string> } {
    const world = this.#own(this.state as unknown as Table<object>, 'world') as Table<object>;
    this.#own(world, 'moves');
    this.#own(world, 'matches');
    return world as never;
  }

  #instances(step: string): Table<object> {
    return this.#own(this.table('steps') as Table<object>, step) as Table<object>;
  }

  #items(kind: Kind): Table<object> {
    return this.#own(this.table('register') as Table<object>, kind) as Table<object>;
  }

  #own(parent: Table<object>, key: string): object {
    const value = parent[key];
    if (value && this.#owned.has(value)) return value;
    const copy = { ...value };
    this.#owned.add(copy);
    parent[key] = copy;
    return copy;
  }
}

/** An entry that does not fit the state before it: the journal is not one that this engine wrote. */
export class EntryMisfit extends Error {
  override readonly name = 'EntryMisfit';
}
