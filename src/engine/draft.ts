import type { Kind } from '../playbook/model.ts';
import type { Thing } from '../world/model.ts';
import type { InstanceRef } from './entries.ts';
import { type Instance, type Item, keyOf, type PhaseState, type State } from './state.ts';

type Table<T> = Record<string, T>;
type TableName = {
  [K in keyof State]-?: State[K] extends Readonly<Record<string, unknown>> | undefined ? K : never;
}[keyof State];

/**
 * A state being built from another that stays as it is. Each table and record is copied the first time it is written to
 * in this draft, and never again: folding many entries through one draft costs the same for each. What is still the
 * base's is known by being the same object, so nothing is kept of what was copied.
 */
export class Draft {
  readonly state: State;
  readonly #base: State;
  #last: Instance | null = null;

  constructor(base: State) {
    this.#base = base;
    this.state = { ...base };
  }

  /** A table of the state, ours to write to. */
  table<K extends TableName>(name: K): Table<State[K] extends Readonly<Record<string, infer V>> ? V : never> {
    return own(this.state, this.#base, name) as never;
  }

  /** A record that must exist already, ours to write to. */
  record<K extends TableName>(name: K, key: string): Record<string, unknown> {
    if (!(this.state[name] as Table<object>)[key]) throw new EntryMisfit(`there is no ${name} entry ${key}`);
    return own(this.table(name), this.#base[name], key) as Record<string, unknown>;
  }

  phase(id: string): PhaseState {
    return this.record('phases', id) as unknown as PhaseState;
  }

  /** An instance that has opened. */
  instance({ step, item }: InstanceRef): Instance {
    // Entries come in runs on one instance.
    if (this.#last && this.#last.step === step && this.#last.item === item) return this.#last;
    const key = keyOf(item);
    const instance = this.state.steps[step]?.[key];
    if (!instance) throw new EntryMisfit(`${step} ${item ?? ''} has not opened`);
    const base = this.#base.steps[step];
    this.#last = instance === base?.[key] ? (own(this.#instances(step), base, key) as Instance) : instance;
    return this.#last;
  }

  addInstance(instance: Instance): void {
    this.#instances(instance.step)[keyOf(instance.item)] = instance;
  }

  item(id: string): Item {
    const kind = this.state.kindOf[id];
    if (!kind) throw new EntryMisfit(`there is no item ${id} in the register`);
    return own(this.#items(kind), this.#base.register[kind], id) as Item;
  }

  addItem(item: Item): void {
    this.table('kindOf')[item.id] = item.kind;
    this.#items(item.kind)[item.id] = item;
  }

  /** The instances of a step with something due, ours to write to. */
  timers(step: string): Table<InstanceRef> {
    return own(this.table('timers'), this.#base.timers, step) as Table<InstanceRef>;
  }

  /** The hidden truth, ours to write to. */
  world(): { truth: State['world']['truth']; moves: Table<number | null>; matches: Table<string> } {
    const world = own(this.state, this.#base, 'world');
    own(world, this.#base.world, 'moves');
    own(world, this.#base.world, 'matches');
    return world as never;
  }

  /** The things of the hidden truth, ours to write to. */
  things(): Table<Thing> {
    const truth = own(this.world(), this.#base.world, 'truth');
    return own(truth, this.#base.world.truth, 'things') as Table<Thing>;
  }

  #instances(step: string): Table<object> {
    return own(this.table('steps'), this.#base.steps, step) as Table<object>;
  }

  #items(kind: Kind): Table<object> {
    return own(this.table('register'), this.#base.register, kind) as Table<object>;
  }
}

/** What `parent` has under `key`, copied if it is still what `base` has there. */
function own(parent: object, base: object | undefined, key: string): object {
  // What it names is no table of ours: to write there would be to write into every object.
  if (key === '__proto__') throw new EntryMisfit('nothing can be called __proto__');
  const table = parent as Table<object>;
  const value = table[key];
  if (value && value !== (base as Table<object> | undefined)?.[key]) return value;
  // A table that begins without a prototype is a dictionary from the start, not only after its first hundred keys.
  const copy: object = value ? { ...value } : Object.create(null);
  table[key] = copy;
  return copy;
}

/** An entry that does not fit the state before it: the journal is not one that this engine wrote. */
export class EntryMisfit extends Error {
  override readonly name = 'EntryMisfit';
}
