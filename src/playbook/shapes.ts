import { type Kind, kinds } from './model.ts';
import { isKind, type Outline } from './outline.ts';
import { a } from './words.ts';

/** What can be read from a value: nothing more, anything, some keys, or the elements of a list. */
export type Shape =
  | { readonly is: 'value' }
  | { readonly is: 'open' }
  | { readonly is: 'list'; readonly of: Shape }
  | {
      readonly is: 'record';
      /** What one of its keys is called: `step`. */
      readonly sort: string;
      readonly keys: () => Iterable<string>;
      readonly at: (key: string) => Shape | undefined;
      /** The top-level key of the playbook that gives the keys. */
      readonly givenIn?: string;
    };

export const value: Shape = { is: 'value' };
export const open: Shape = { is: 'open' };

/** What a run tells of itself. */
export function runShape({ milestones }: Outline): Shape {
  const reached = record('milestone', milestones, () => value);
  const scope = record('value of `run.scope`', ['summary'], () => value);
  const parts: Readonly<Record<string, Shape>> = { reached, scope };
  const names = ['id', 'kind', 'title', 'known', 'intruded', 'reached', 'scope'];
  return record('value of `run`', names, (name) => parts[name] ?? value);
}

export function inputsShape({ playbook }: Outline): Shape {
  return { ...record('input', Object.keys(playbook.inputs), () => value), givenIn: 'inputs' };
}

export function stepsShape(outline: Outline): Shape {
  const at = (id: string) => (outline.steps.has(id) ? stepShape(id, outline) : undefined);
  return { is: 'record', sort: 'step', keys: () => outline.steps.keys(), at };
}

function stepShape(id: string, outline: Outline): Shape {
  const decide = outline.steps.get(id)?.decide;
  const parts: Record<string, Shape> = { status: value, outputs: open };
  if (decide?.form === 'text') parts.answer = value;
  if (decide?.form === 'options') parts.choice = value;
  if (decide?.form === 'from') parts.choice = itemShape(decide.kind, outline);
  return { ...record(`value of \`steps.${id}\``, Object.keys(parts), (name) => parts[name]), givenIn: 'phases' };
}

/** An item of a kind; where only a run can tell the kind, anything may be read. */
export function itemShape(kind: Kind | null, { playbook }: Outline): Shape {
  if (kind === null) return open;
  const fields = [...itemFields, ...Object.keys(playbook.scope[kind] ?? {})];
  return { ...record(`field of ${a(kind)}`, fields, () => value), givenIn: 'scope' };
}

/** What every item has. */
export const itemFields = ['id', 'name', 'type', 'kind'];

export function scopeShape(outline: Outline): Shape {
  const at = (kind: string): Shape | undefined =>
    isKind(kind) ? { is: 'list', of: itemShape(kind, outline) } : undefined;
  return { is: 'record', sort: 'kind', keys: () => kinds, at };
}

function record(
  sort: string,
  keys: Iterable<string>,
  at: (key: string) => Shape | undefined,
): Shape & { is: 'record' } {
  const known = new Set(keys);
  return { is: 'record', sort, keys: () => known, at: (key) => (known.has(key) ? at(key) : undefined) };
}
