import type * as z from 'zod';
import { nearest } from '../language/nearest.ts';
import { type Losses, placeKey } from './findings.ts';
import type { Path } from './model.ts';

/** Every round leaves less of the document; a document that still does not fit after these tells rules nothing. */
const MOST_ROUNDS = 16;

/** Stands where an element of a list was left out, so that the others keep their places. */
const hole = Symbol('left out');

type Issue = z.core.$ZodIssue;
type Holder = Record<string | number, unknown>;
type KeptIndexes = Map<readonly unknown[], readonly number[]>;

/** What is left of a document that does not fit its schema. */
export interface Salvaged<T> {
  readonly value: T;
  readonly losses: Losses;
}

/**
 * Leaves out of a document what does not fit its schema and fills in what is missing, so that rules can find what is
 * wrong with the rest. What comes out is for rules alone, never for a run. Null where nothing sensible is left.
 */
export function salvage<S extends z.ZodObject>(schema: S, written: unknown): Salvaged<z.output<S>> | null {
  if (!isHolder(written) || Array.isArray(written)) return null;
  const wreck = new Wreck(structuredClone(written), Object.keys(schema.shape));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const result = schema.safeParse(withoutHoles(wreck.rest));
    const kept: KeptIndexes = new Map();
    const toDocument = (path: Path) => originalPath(wreck.rest, path, kept);
    if (result.success) return { value: result.data, losses: wreck.losses(toDocument) };
    const issues = result.error.issues.map((issue) => ({ issue, path: toDocument(issue.path as Path) }));
    for (const { issue, path } of issues) wreck.mend(issue, path);
  }
  return null;
}

/** A document that is taken apart until it fits. */
class Wreck {
  readonly rest: Holder;
  /** Keys of the places of which something was lost, and of all places around them but the whole. */
  readonly lost = new Set<string>();
  /** Every text that was lost. */
  readonly texts = new Set<string>();
  /** Names made up for missing ones. */
  readonly #standIns = new Set<string>();
  /** Keys that were left out because their place does not know them, by that place. */
  readonly #unknown = new Map<string, string[]>();
  /** How often each missing key was filled in. */
  readonly #tries = new Map<string, number>();
  readonly #sections: readonly string[];

  constructor(rest: Holder, sections: readonly string[]) {
    this.rest = rest;
    this.#sections = sections;
  }

  mend(issue: Issue, path: Path): void {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) this.#leaveOutUnknown(path, key);
      return;
    }
    if (valueAt(this.rest, path) !== undefined) this.#leaveOut(path);
    else this.#fill(path, issue);
  }

  losses(toDocument: Losses['toDocument']): Losses {
    const { lost: places, texts } = this;
    return { places, texts, standIns: this.#standIns, unknownKeys: this.#unknown, toDocument };
  }

  /** It may be a key of this place, misspelt: then what that key would say is lost. */
  #leaveOutUnknown(path: Path, key: string): void {
    const place = placeKey(path);
    this.#unknown.set(place, [...(this.#unknown.get(place) ?? []), key]);
    const meant = path.length > 0 ? path : [nearest(key, this.#sections)].filter((section) => section !== null);
    this.#mark(meant);
    this.#leaveOut([...path, key]);
  }

  #leaveOut(path: Path): void {
    const parent = valueAt(this.rest, path.slice(0, -1));
    const last = path.at(-1);
    if (!isHolder(parent) || last === undefined || !Object.hasOwn(parent, last)) return;
    this.#mark(path);
    collectTexts(parent[last], this.texts);
    if (Array.isArray(parent)) parent[last as number] = hole;
    else delete parent[last];
  }

  /** Tries one stand-in after the other; where none fits, what needs the key is left out. */
  #fill(path: Path, issue: Issue): void {
    const key = placeKey(path);
    const tries = this.#tries.get(key) ?? 0;
    this.#tries.set(key, tries + 1);
    const standIn = standInsFor(issue, this.#tries.size)[tries];
    const parent = valueAt(this.rest, path.slice(0, -1));
    const last = path.at(-1);
    if (standIn === undefined || !isHolder(parent) || last === undefined) {
      this.#leaveOut(path.slice(0, -1));
      return;
    }
    // An empty list or mapping has lost what would be in it, and a made-up time is no time to count with.
    if (isHolder(standIn) || tries > 0) this.#mark(path);
    if (typeof standIn === 'string' && tries === 0) this.#standIns.add(standIn);
    parent[last] = standIn;
  }

  #mark(path: Path): void {
    for (let length = path.length; length > 0; length--) this.lost.add(placeKey(path.slice(0, length)));
  }
}

function standInsFor(issue: Issue, number: number): readonly unknown[] {
  if (issue.code === 'invalid_value') return issue.values.slice(0, 1);
  if (issue.code !== 'invalid_type') return [];
  if (issue.expected === 'string') return [`unnamed-${number}`, '1h', 'T', '0.0.0'];
  if (issue.expected === 'array') return [[]];
  return issue.expected === 'record' || issue.expected === 'object' ? [{}] : [];
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
function originalPath(rest: Holder, path: Path, kept: KeptIndexes): Path {
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
