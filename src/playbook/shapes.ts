import { type Kind, kinds, type Path } from './model.ts';
import { fanOutOf, isKind, type Outline } from './outline.ts';
import { a } from './words.ts';

/** What can be read from a value: nothing more, anything, the elements of a list, or some keys. */
export type Shape =
  | { readonly is: 'value' }
  | { readonly is: 'open' }
  | { readonly is: 'list'; readonly of: Shape }
  | RecordShape;

export interface RecordShape {
  readonly is: 'record';
  /** Says that it has no such key. */
  readonly missing: (key: string) => string;
  readonly keys: () => Iterable<string>;
  readonly at: (key: string) => Shape | undefined;
  /** Where in the playbook the keys are given. */
  readonly givenIn?: Path;
}

export const value: Shape = { is: 'value' };
export const open: Shape = { is: 'open' };

/** What a run tells of itself. */
export function runShape({ milestones }: Outline): Shape {
  return runWith(record(isNo('milestone'), milestones, () => value));
}

/** What a run tells of itself, whatever its playbook. */
export const anyRun: Shape = runWith(open);

function runWith(reached: Shape): Shape {
  const scope = record(hasNo('`run.scope`'), ['summary'], () => value);
  const parts: Readonly<Record<string, Shape>> = { reached, scope };
  const names = ['id', 'kind', 'title', 'known', 'intruded', 'reached', 'scope'];
  return record(hasNo('`run`'), names, (name) => parts[name] ?? value);
}

export function inputsShape({ playbook }: Outline): Shape {
  return namedInputs(Object.keys(playbook.inputs), ['inputs']);
}

/** Inputs by their names, which are given at a place. */
export function namedInputs(names: readonly string[], givenIn: Path): Shape {
  return { ...record(isNo('input'), names, () => value), givenIn };
}

export function stepsShape(outline: Outline): Shape {
  const at = (id: string) => (outline.steps.has(id) ? stepShape(id, outline) : undefined);
  return { is: 'record', missing: isNo('step'), keys: () => outline.steps.keys(), at };
}

function stepShape(id: string, outline: Outline): Shape {
  const step = outline.steps.get(id);
  const path = step?.path;
  const parts: Record<string, Shape> = { status: value };
  // A fan-out has as many answers and outputs as items, so there is no one of them to read.
  if (step && fanOutOf(step, outline) === undefined) {
    parts.outputs = open;
    if (step.decide?.form === 'text') parts.answer = value;
    if (step.decide?.form === 'options') parts.choice = value;
    if (step.decide?.form === 'from') parts.choice = itemShape(step.decide.kind, outline);
  }
  const shape = record(hasNo(`\`steps.${id}\``), Object.keys(parts), (name) => parts[name]);
  return { ...shape, givenIn: path ?? ['phases'] };
}

/** An item of a kind; where only a run can tell the kind, anything may be read. */
export function itemShape(kind: Kind | null, { playbook }: Outline): Shape {
  if (kind === null) return open;
  const fields = [...itemFields, ...Object.keys(playbook.scope[kind] ?? {})];
  return { ...record(hasNo(a(kind)), fields, () => value), givenIn: ['scope'] };
}

/** What every item has. */
export const itemFields = ['id', 'name', 'type', 'kind'];

export function scopeShape(outline: Outline): Shape {
  const at = (kind: string): Shape | undefined =>
    isKind(kind) ? { is: 'list', of: itemShape(kind, outline) } : undefined;
  return { is: 'record', missing: isNo('kind'), keys: () => kinds, at };
}

function record(
  missing: (key: string) => string,
  keys: Iterable<string>,
  at: (key: string) => Shape | undefined,
): RecordShape {
  const known = new Set(keys);
  return { is: 'record', missing, keys: () => known, at: (key) => (known.has(key) ? at(key) : undefined) };
}

function isNo(sort: string) {
  return (key: string) => `there is no ${sort} \`${key}\``;
}

function hasNo(holder: string) {
  return (key: string) => `${holder} has no \`${key}\``;
}
