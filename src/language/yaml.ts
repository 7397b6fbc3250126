import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair, parseDocument, type Scalar } from 'yaml';
import { type Diagnostic, sortDiagnostics } from './diagnostic.ts';
import { offsetsInside, type ScalarStyle } from './scalar-offsets.ts';
import type { Range, Source } from './source.ts';
import { rangeOf, toData, type YamlData } from './yaml-data.ts';
import { syntaxDiagnostics } from './yaml-errors.ts';
import { emptyFile, guardShownOrder, guardText } from './yaml-guards.ts';
import { scanYaml } from './yaml-scan.ts';

export type Path = readonly (string | number)[];

/** Of errors and of warnings each: a file that has more is no playbook. */
const MOST_SHOWN = 100;

export interface YamlLimits {
  /** Characters; a mebibyte where nothing is said. */
  readonly size?: number;
  /** Marks and texts as YAML counts them, which is what reading time grows with; a hundred thousand. */
  readonly tokens?: number;
  /** Lists and mappings inside each other; 64. */
  readonly depth?: number;
  /** Aliases in the file; 100. What they stand for is counted, too. */
  readonly aliases?: number;
}

/** A text as it stands in the file. */
export interface ScalarPlace {
  readonly style: ScalarStyle;
  readonly range: Range;
  readonly value: string;
}

/** A YAML file as plain JSON data, with the place of every value. */
export interface YamlDocument {
  readonly source: Source;
  /** Undefined where the text could not be read as YAML; a diagnostic then says why. */
  readonly value: unknown;
  /** What YAML itself has to say, sorted. */
  readonly diagnostics: readonly Diagnostic[];
  /** The places of texts that are in no value: what was given under keys that are refused. */
  readonly refused: readonly Range[];
  /** The range of a value; where the path leads nowhere, of the nearest thing around it. */
  at(path: Path): Range;
  /** The range of a value's key; of the value itself where it has none. */
  keyAt(path: Path): Range;
  /** The text at a path as it is written; null where there is no text. */
  textAt(path: Path): ScalarPlace | null;
}

/**
 * Reads one YAML 1.2 document. Whatever the text is, it ends in diagnostics, never in an exception: size, characters,
 * depth and aliases are held to limits before anything recursive sees the text.
 */
export function readYaml(source: Source, limits: YamlLimits = {}): YamlDocument {
  const { size = 1_048_576, tokens = 100_000, depth = 64, aliases = 100 } = limits;
  const guarded = guardText(source, size);
  if (guarded.length > 0) return unreadable(source, guarded);
  const scan = scanYaml(source, { tokens, depth, aliases });
  const before = [...guardShownOrder(source), ...scan.diagnostics];
  if (scan.fatal) return unreadable(source, before);
  const parsed = parseDocument(source.text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    // Ours names the earlier key, and does not take the square of a mapping's size.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const syntax = syntaxDiagnostics(source, parsed.errors, scan.spoiltFrom);
  if (syntax.length > 0 || scan.spoiltFrom !== null) return unreadable(source, [...before, ...syntax]);
  const root = parsed.contents as Node | null;
  if (!root || (isScalar(root) && root.value === null)) return unreadable(source, [...before, emptyFile(source)]);
  const data = toData(source, root, depth);
  if (!data.whole) return unreadable(source, [...before, ...data.diagnostics]);
  return located(source, root, data, [...before, ...data.diagnostics]);
}

/** Where characters start..end of the text at a path are in the source, through quotes, escapes and folded lines. */
export function rangeInside(document: YamlDocument, path: Path, start: number, end: number): Range {
  const place = document.textAt(path);
  if (!place) return document.at(path);
  const raw = document.source.text.slice(place.range.start, place.range.end);
  const inside = offsetsInside(raw, place.style, place.value, start, end);
  if (!inside) return document.at(path);
  return { start: place.range.start + inside.start, end: place.range.start + inside.end };
}

function unreadable(source: Source, diagnostics: readonly Diagnostic[]): YamlDocument {
  const nowhere = { start: 0, end: 0 };
  return {
    source,
    value: undefined,
    diagnostics: firstOf(diagnostics),
    refused: [],
    at: () => nowhere,
    keyAt: () => nowhere,
    textAt: () => null,
  };
}

/** Enough to work on; an error is never cut for a warning. */
function firstOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = sortDiagnostics(diagnostics);
  const errors = sorted.filter(({ severity }) => severity === 'error').slice(0, MOST_SHOWN);
  const warnings = sorted.filter(({ severity }) => severity === 'warning').slice(0, MOST_SHOWN);
  return sortDiagnostics([...errors, ...warnings]);
}

function located(source: Source, root: Node, data: YamlData, diagnostics: readonly Diagnostic[]): YamlDocument {
  const find = (path: Path) => findPlace(root, data, path);
  return {
    source,
    value: data.value,
    diagnostics: firstOf(diagnostics),
    refused: data.refused,
    at(path) {
      const { node, key } = find(path);
      const range = node ? trimmed(source, extentOf(node)) : null;
      if (range && range.end > range.start) return range;
      return key ? rangeOf(key) : (range ?? { start: 0, end: 0 });
    },
    keyAt(path) {
      const { key } = find(path);
      return key ? rangeOf(key) : this.at(path);
    },
    textAt(path) {
      const { node, missing } = find(path);
      if (missing || !isScalar(node) || typeof node.value !== 'string') return null;
      return { style: styleOf(node), range: rangeOf(node), value: node.value };
    },
  };
}

interface Place {
  readonly node: Node | null;
  readonly key: Node | null;
  /** The path leads further than the document: this is the last place on it. */
  readonly missing: boolean;
}

function findPlace(root: Node, data: YamlData, path: Path): Place {
  let place: Place = { node: root, key: null, missing: false };
  for (const step of path) {
    const next = stepInto(place.node, data, step);
    if (!next) return { ...place, missing: true };
    place = next;
  }
  return { ...place, node: place.node && (data.targets.get(place.node) ?? place.node) };
}

function stepInto(from: Node | null, data: YamlData, step: string | number): Place | null {
  const node = from && (data.targets.get(from) ?? from);
  if (isSeq(node)) {
    const item = typeof step === 'number' ? (node.items[step] as Node | undefined) : undefined;
    return item ? { node: item, key: null, missing: false } : null;
  }
  if (!isMap(node)) return null;
  const pair = data.pairs.get(node)?.get(String(step));
  return pair ? { node: pair.value ?? null, key: pair.key, missing: false } : null;
}

/** From a node's first character to its last: a block collection's own range would take in the comments after it. */
function extentOf(node: Node): Range {
  const { start, end } = rangeOf(node);
  if (!isCollection(node) || node.flow) return { start, end };
  const last = node.items.at(-1) as Node | Pair<Node, Node | null> | undefined;
  if (!last) return { start, end };
  const deepest = isPair(last) ? ((last as Pair<Node, Node | null>).value ?? (last.key as Node)) : last;
  return { start, end: Math.max(start, extentOf(deepest as Node).end) };
}

function trimmed(source: Source, range: Range): Range {
  let { end } = range;
  while (end > range.start && /\s/.test(source.text[end - 1] ?? '')) end -= 1;
  return { start: range.start, end };
}

function styleOf(scalar: Scalar): ScalarStyle {
  switch (scalar.type) {
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'QUOTE_SINGLE':
      return 'single';
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block';
    default:
      return 'plain';
  }
}
