import type { Diagnostic, DiagnosticCode, Related, Severity } from '../language/diagnostic.ts';
import { nearest } from '../language/nearest.ts';
import type { Range } from '../language/source.ts';
import { rangeInside, type YamlDocument } from '../language/yaml.ts';
import type { Path } from './model.ts';

/** Measuring how near two words are costs time; a document with more unknown names than this has another problem. */
const MOST_SUGGESTIONS = 100;
const MOST_CANDIDATES = 2000;

/** As many errors and as many warnings are told; nobody reads on, and each costs time to show. */
const MOST_FINDINGS = 200;

/** What is said of a finding beside its code and its place. */
export interface Said {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly related?: readonly Related[] | undefined;
}

/** A name in a document that must be the name of something. */
export interface Reference {
  readonly path: Path;
  readonly name: string;
  /** What it should name: `step`. */
  readonly sort?: string;
  /** Said instead of `there is no <sort> <name>`. */
  readonly message?: string;
  readonly among: Iterable<string>;
  readonly hint?: string | undefined;
  /** Where in the text at `path` the name stands, if it is not the whole of it. */
  readonly range?: Range | undefined;
  readonly code?: DiagnosticCode | undefined;
  /** Where such names are given: nothing is said while part of that could not be read. */
  readonly givenIn?: Path | undefined;
}

/** Collects what rules find in one document, and knows what of the document could not be read. */
export interface Findings {
  readonly document: YamlDocument;
  readonly diagnostics: readonly Diagnostic[];
  /** The range of a value, of a key, and of characters start..end of the text at a path. */
  at(path: Path): Range;
  keyAt(path: Path): Range;
  inside(path: Path, start: number, end: number): Range;
  /** Whether the document has something at a path, be it readable or not. */
  has(path: Path): boolean;
  /** Where one of a list is written that may be written as one thing alone. */
  element(path: Path, index: number): Path;
  add(severity: Severity, code: DiagnosticCode, range: Range, said: Said): void;
  /** Says that a reference names nothing, with the nearest right name. Silent about names that stood in an unreadable part. */
  unknown(reference: Reference): void;
  /**
   * Whether nothing of the document was lost to YAML, and nothing at these places to the schema: only then does it tell
   * anything that something is not there.
   */
  isWhole(...places: readonly Path[]): boolean;
  /** Whether a place has a key that it does not know and that was probably meant as this one. */
  isMisspelt(path: Path, key: string): boolean;
}

/** What of a document had to be left out so that rules could look at the rest. */
export interface Losses {
  /** `placeKey` of every place of which something is missing. */
  readonly places: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  /** Names that stand in for missing ones: nobody wrote them, so nobody is told of them. */
  readonly standIns: ReadonlySet<string>;
  /** By `placeKey`: keys that are not known at a place. */
  readonly unknownKeys: ReadonlyMap<string, readonly string[]>;
  /** From a place in what is left to the place in the document. */
  toDocument(path: Path): Path;
}

export const noLosses: Losses = {
  places: new Set(),
  texts: new Set(),
  standIns: new Set(),
  unknownKeys: new Map(),
  toDocument: (path) => path,
};

/** A place in the document as one text. */
export function placeKey(path: Path): string {
  return JSON.stringify(path);
}

/** Findings of one document. */
export function createFindings(document: YamlDocument, losses: Losses): Findings {
  const diagnostics: Diagnostic[] = [];
  let suggestions = 0;
  const left = { error: MOST_FINDINGS, warning: MOST_FINDINGS };
  const add: Findings['add'] = (severity, code, range, said) => {
    if (namesStandIn(said.message, losses)) return;
    left[severity] -= 1;
    if (left[severity] < 0) return;
    const { hint, ...rest } = said;
    const isOwn = hint !== undefined && !namesStandIn(hint, losses);
    diagnostics.push({ code, severity, source: document.source, range, ...rest, ...(isOwn && { hint }) });
  };
  // To find characters in a quoted or folded text, all of it is read: not for what nobody will be told.
  const inside: Findings['inside'] = (path, start, end) =>
    left.error > 0 ? rangeInside(document, losses.toDocument(path), start, end) : at(path);
  const at: Findings['at'] = (path) => document.at(losses.toDocument(path));
  const isSpoilt = document.diagnostics.some(({ severity }) => severity === 'error');
  const isLost = (place: Path) => losses.places.has(placeKey(losses.toDocument(place)));
  const isWhole: Findings['isWhole'] = (...places) => !isSpoilt && !places.some(isLost);
  const has: Findings['has'] = (path) => isWritten(document.value, losses.toDocument(path));
  return {
    document,
    diagnostics,
    at,
    keyAt: (path) => document.keyAt(losses.toDocument(path)),
    inside,
    has,
    element: (path, index) => (has([...path, index]) ? [...path, index] : path),
    add,
    unknown({ path, name, sort = 'thing', message, among, hint, range, code, givenIn }) {
      if (losses.texts.has(name) || (givenIn !== undefined && !isWhole(givenIn))) return;
      suggestions += 1;
      const near = suggestions > MOST_SUGGESTIONS ? null : nearest(name, [...among].slice(0, MOST_CANDIDATES));
      add('error', code ?? 'name-unknown', range ?? at(path), {
        message: message ?? `there is no ${sort} \`${name}\``,
        hint: near === null ? hint : `Did you mean \`${near}\`?`,
      });
    },
    isWhole,
    isMisspelt: (path, key) => {
      const written = losses.unknownKeys.get(placeKey(losses.toDocument(path)));
      return written?.some((other) => nearest(other, [key]) !== null) ?? false;
    },
  };
}

function namesStandIn(text: string, { standIns }: Losses): boolean {
  return [...standIns].some((name) => text.includes(`\`${name}\``));
}

function isWritten(root: unknown, path: Path): boolean {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Record<string | number, unknown>)[part];
  }
  return true;
}
