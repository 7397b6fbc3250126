import type { Environment } from '../language/evaluate.ts';
import type { FactName } from '../language/names.ts';
import { formatInstant } from '../language/time.ts';
import { type Kind, kinds, type Reached, type Scalar } from '../playbook/model.ts';
import { factsOf } from './facts.ts';
import { type Instance, type Item, itemOf, itemsOf, keyOf, type State } from './state.ts';
import { isSettled } from './step-machine.ts';

/** What is at hand beside the state: the item of the instance, what an action put out. */
export interface Local {
  readonly item?: string | undefined;
  readonly outputs?: Readonly<Record<string, Scalar | null>>;
}

/** What expressions of playbook and scenario read: `inputs`, `run`, `steps`, `scope`, `item`, `outputs`, at an exercise time. */
export function environmentOf(state: State, at: number, local: Local = {}): Environment {
  return {
    now: storyTime(state, at),
    read(name) {
      if (name === 'inputs') return state.inputs;
      if (name === 'run') return runView(state);
      if (name === 'steps') return stepsView(state);
      if (name === 'scope') return scopeView(state);
      if (name === 'outputs') return local.outputs ?? null;
      if (name !== 'item') return null;
      const item = local.item === undefined ? undefined : itemOf(state, local.item);
      return item ? itemView(item) : null;
    },
    fact: (name: FactName, id: string) => factsOf(state)[name].includes(id),
  };
}

/** Story time of an exercise time, epoch milliseconds. */
export function storyTime(state: State, at: number): number {
  return (state.run?.starts ?? 0) + at;
}

/** The moments of a run are few and are asked for again and again. */
const isoTexts = new Map<number, string>();
const MOST_TEXTS = 1000;

function iso(ms: number | null): string | null {
  if (ms === null) return null;
  const known = isoTexts.get(ms);
  if (known !== undefined) return known;
  if (isoTexts.size >= MOST_TEXTS) isoTexts.clear();
  const text = formatInstant(ms);
  isoTexts.set(ms, text);
  return text;
}

function runView(state: State): object {
  const { playbook, scenario } = state.definition;
  return {
    id: state.run?.id ?? null,
    kind: state.run?.kind ?? null,
    title: state.run?.title ?? (state.run?.kind === 'exercise' && scenario ? scenario.title : playbook.title),
    known: iso(state.anchors.known),
    intruded: iso(state.anchors.intruded),
    get reached() {
      const times = Object.entries(state.milestones).map(([name, { at }]) => [
        name,
        at === null ? null : iso(storyTime(state, at)),
      ]);
      return Object.fromEntries(times);
    },
    get scope() {
      return { summary: scopeSummary(state) };
    },
  };
}

/** Steps are many and an expression reads one: nothing is built for the others. */
function stepsView(state: State): object {
  const has = (id: PropertyKey): id is string => typeof id === 'string' && Object.hasOwn(state.definition.steps, id);
  return new Proxy(
    {},
    {
      has: (_, id) => has(id),
      ownKeys: () => Object.keys(state.definition.steps),
      get: (_, id) => (has(id) ? stepView(state, id) : undefined),
      getOwnPropertyDescriptor: (_, id) =>
        has(id) ? { value: stepView(state, id), enumerable: true, configurable: true } : undefined,
    },
  );
}

function stepView(state: State, id: string): object {
  const step = state.definition.steps[id];
  const instances = Object.values(state.steps[id] ?? {});
  const own = state.steps[id]?.[keyOf(undefined)];
  const chosen = own?.choice !== undefined && step?.decide?.form === 'from' ? itemOf(state, own.choice) : undefined;
  return {
    choice: chosen ? itemView(chosen) : (own?.choice ?? null),
    answer: own?.answer ?? null,
    status: own?.status ?? (instances.length > 0 ? overall(instances) : 'waiting'),
    outputs: own?.outputs ?? {},
  };
}

function overall(instances: readonly Instance[]): string {
  return instances.every((instance) => isSettled(instance.status)) ? 'done' : 'active';
}

function scopeView(state: State): object {
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      itemsOf(state, kind)
        .filter((item) => !item.ruledOut)
        .map(itemView),
    ]),
  );
}

type ItemView = Readonly<Record<string, Scalar | null>>;
const itemViews = new WeakMap<Item['fields'], ItemView>();

/** An item as expressions see it. A fan-out looks at each many times before its fields, which are never written to, change. */
function itemView(item: Item): ItemView {
  const known = itemViews.get(item.fields);
  if (known?.id === item.id) return known;
  const view = { ...item.fields, id: item.id, kind: item.kind, type: item.type, name: item.name };
  itemViews.set(item.fields, view);
  return view;
}

/**
 * The items of a kind that are in scope, and how many of them each effect holds for now: what the gates ask for, and that
 * something runs again. What was isolated and then resumed is isolated no more, though its gate goes on holding.
 */
export function scopeNow(state: State, kind: Kind): { items: number; counts: (readonly [number, Reached])[] } {
  const rules = state.definition.playbook.phases.flatMap(({ gate }) => gate).filter((rule) => rule.kind === kind);
  const items = itemsOf(state, kind).filter((item) => !item.ruledOut);
  const count = (reached: Reached) => items.filter((item) => holdsNow(item, reached)).length;
  const asked = new Set(rules.flatMap(({ effects }) => effects));
  if (count('resumed') > 0) asked.add('resumed');
  return { items: items.length, counts: [...asked].map((reached) => [count(reached), reached] as const) };
}

const undoneBy: Readonly<Partial<Record<Reached, Reached>>> = { isolated: 'resumed', resumed: 'isolated' };

/** Reached, and not undone since. */
function holdsNow({ reached: times }: Item, reached: Reached): boolean {
  const at = times[reached]?.at(-1)?.at;
  const other = undoneBy[reached];
  const undone = other === undefined ? undefined : times[other]?.at(-1)?.at;
  if (at === undefined || undone === undefined) return at !== undefined;
  // What is isolated and runs again at the same moment runs.
  return reached === 'resumed' ? at >= undone : at > undone;
}

/** The scope in words: `2 stages (2 isolated), 3 credentials (1 revoked, 0 proven-dead)`. */
export function scopeSummary(state: State): string {
  const parts = kinds.flatMap((kind) => {
    const { items, counts } = scopeNow(state, kind);
    if (items === 0) return [];
    const told = counts.map(([count, reached]) => `${count} ${reached}`).join(', ');
    return [`${items} ${kind}${items === 1 ? '' : 's'}${told === '' ? '' : ` (${told})`}`];
  });
  return parts.length > 0 ? parts.join(', ') : 'nothing known yet';
}
