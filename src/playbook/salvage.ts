import type { z } from 'zod';
import type { Losses } from './findings.ts';
import type { Path } from './model.ts';

/** Every round leaves less of the document; a document that still does not fit after these tells rules nothing. */
const MOST_ROUNDS = 12;

/** Stands where an element of a list was left out, so that the others keep their places. */
const hole = Symbol('left out');

type Issue = z.core.$ZodIssue;
type Holder = Record<string | number, unknown>;

/** What is left of a document that does not fit its schema. */
export interface Salvaged<T> {
  readonly value: T;
  readonly losses: Losses;
}

/**
 * Leaves out of a document what does not fit its schema and fills in what is missing, so that rules can find what is
 * wrong with the rest. What comes out is for rules alone, never for a run. Null where nothing sensible is left.
 */
export function salvage<S extends z.ZodType>(schema: S, written: unknown): Salvaged<z.output<S>> | null {
  if (!isHolder(written) || Array.isArray(written)) return null;
  const rest = structuredClone(written);
  const sections = new Set<string>();
  const texts = new Set<string>();
  const filled = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = schema.safeParse(withoutHoles(rest));
    const kept = new Map<readonly unknown[], readonly number[]>();
    const toDocument = (path: Path) => originalPath(rest, path, kept);
    if (result.success) return { value: result.data, losses: { sections, texts, toDocument } };
    const issues = result.error.issues.map((issue) => ({ issue, path: toDocument(issue.path as Path) }));
    for (const { issue, path } of issues) {
      sections.add(String(path[0] ?? ''));
      mend(rest, issue, path, { texts, filled });
    }
  }
  return null;
}

function mend(rest: Holder, issue: Issue, path: Path, seen: { texts: Set<string>; filled: Set<string> }): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) leaveOut(rest, [...path, key], seen.texts);
    return;
  }
  const key = JSON.stringify(path);
  if (valueAt(rest, path) !== undefined) leaveOut(rest, path, seen.texts);
  else if (seen.filled.has(key)) leaveOut(rest, path.slice(0, -1), seen.texts);
  else {
    seen.filled.add(key);
    fill(rest, path, issue.code === 'invalid_type' ? issue.expected : '', seen.filled.size);
  }
}

function fill(rest: Holder, path: Path, expected: string, number: number): void {
  const parent = valueAt(rest, path.slice(0, -1));
  const last = path.at(-1);
  if (!isHolder(parent) || last === undefined) return;
  if (expected === 'array') parent[last] = [];
  else if (expected === 'record' || expected === 'object') parent[last] = {};
  else if (last === 'version') parent[last] = '0.0.0';
  else if (expected === 'string') parent[last] = `unnamed-${number}`;
  else if (last === 'format') parent[last] = 1;
  else if (last === 'severity') parent[last] = 'high';
}

function leaveOut(rest: Holder, path: Path, texts: Set<string>): void {
  const parent = valueAt(rest, path.slice(0, -1));
  const last = path.at(-1);
  if (!isHolder(parent) || last === undefined || !Object.hasOwn(parent, last)) return;
  collectTexts(parent[last], texts);
  if (Array.isArray(parent)) parent[last as number] = hole;
  else delete parent[last];
}

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (isHolder(value)) for (const inner of Object.values(value)) collectTexts(inner, into);
}

function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((inner) => inner !== hole).map(withoutHoles);
  if (!isHolder(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutHoles(inner)]));
}

/** From a path in what `withoutHoles` gives to the path in the document. `kept` remembers what was counted once. */
function originalPath(rest: Holder, path: Path, kept: Map<readonly unknown[], readonly number[]>): Path {
  let value: unknown = rest;
  return path.map((part) => {
    let original = part;
    if (Array.isArray(value) && typeof part === 'number') {
      const indexes = kept.get(value) ?? keptIndexes(value);
      kept.set(value, indexes);
      original = indexes[part] ?? part;
    }
    value = isHolder(value) && Object.hasOwn(value, original) ? value[original] : undefined;
    return original;
  });
}

function keptIndexes(list: readonly unknown[]): readonly number[] {
  return list.flatMap((element, index) => (element === hole ? [] : [index]));
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (!isHolder(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}
