import type * as z from 'zod';
import { type DiagnosticCode, diagnosticTitles } from './codes.ts';
import { type Diagnostic, sortDiagnostics } from './diagnostic.ts';
import { missingKey, unknownKey, type Words, wordsOf } from './issue-words.ts';
import { type Issue, type IssueParams, note, unfold } from './issues.ts';
import type { Range } from './source.ts';
import { type Path, rangeInside, type YamlDocument } from './yaml.ts';

/** A file with more mistakes than this is of another sort altogether. */
const MOST_DIAGNOSTICS = 200;

/** What a schema made of a document: its output, or null where there is an error. */
export interface Validated<T> {
  readonly value: T | null;
  /** Sorted; without what the document's own diagnostics say already. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Holds a document to a schema: all errors at once, each at its exact characters. An issue that a schema adds itself may
 * carry `params: { code, hint, start, end }`; start and end are offsets into the text it is about.
 */
export function validate<S extends z.ZodType>(document: YamlDocument, schema: S): Validated<z.output<S>> {
  if (document.value === undefined) return { value: null, diagnostics: [] };
  const result = schema.safeParse(document.value, { error: note, jitless: true });
  if (result.success) return { value: result.data, diagnostics: [] };
  const said = document.diagnostics.filter(({ severity }) => severity === 'error').map(({ range }) => range);
  const diagnostics = (result.error.issues as readonly Issue[])
    .slice(0, MOST_DIAGNOSTICS)
    .flatMap(unfold)
    .flatMap((issue) => describe(document, issue))
    .filter(({ range }) => !said.some((other) => range.start < other.end && other.start < range.end));
  return { value: null, diagnostics: sortDiagnostics(diagnostics) };
}

function describe(document: YamlDocument, issue: Issue): Diagnostic[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') return describeKeys(document, issue, path);
  if (issue.code === 'invalid_key') return [describeKey(document, issue, path)];
  const holder = valueAt(document.value, path.slice(0, -1));
  const key = path.at(-1);
  if (typeof key === 'string' && isMapping(holder) && !Object.hasOwn(holder, key)) {
    return [diagnostic(document, placeOfMapping(document, path.slice(0, -1), holder), missingKey(key, issue))];
  }
  const value = valueAt(document.value, path);
  const range = isHolder(value) ? placeOfHolder(document, path, value) : document.at(path);
  const written = document.source.text.slice(range.start, range.end);
  if (issue.code !== 'custom') return [diagnostic(document, range, wordsOf(issue, value, written))];
  return [ownDiagnostic(document, path, range, issue)];
}

function describeKeys(
  document: YamlDocument,
  issue: Extract<Issue, { code: 'unrecognized_keys' }>,
  path: Path,
): Diagnostic[] {
  const holder = valueAt(document.value, path);
  const present = isMapping(holder) ? Object.keys(holder) : [];
  const words = (key: string) => unknownKey(key, issue.known ?? [], present);
  return issue.keys
    .slice(0, MOST_DIAGNOSTICS)
    .map((key) => diagnostic(document, document.keyAt([...path, key]), words(key)));
}

function describeKey(document: YamlDocument, issue: Extract<Issue, { code: 'invalid_key' }>, path: Path): Diagnostic {
  const [inner] = issue.issues as readonly Issue[];
  const key = String(path.at(-1) ?? '');
  const range = document.keyAt(path);
  return diagnostic(document, range, wordsOf(inner ?? issue, key, key));
}

function ownDiagnostic(
  document: YamlDocument,
  path: Path,
  range: Range,
  issue: Extract<Issue, { code: 'custom' }>,
): Diagnostic {
  const { code, hint, start, end }: IssueParams = issue.params ?? {};
  const inside = typeof start === 'number' && typeof end === 'number' ? rangeInside(document, path, start, end) : range;
  return diagnostic(document, inside, {
    code: isCode(code) ? code : 'shape-rule',
    message: issue.message || 'this is not allowed here',
    hint: typeof hint === 'string' ? hint : undefined,
  });
}

function diagnostic(document: YamlDocument, range: Range, { code, message, hint }: Words): Diagnostic {
  return { code, severity: 'error', source: document.source, range, message, ...(hint !== undefined && { hint }) };
}

/** A mapping is pointed at by its key; one that has none (the document, an item of a list) by its own first key. */
function placeOfMapping(document: YamlDocument, path: Path, mapping: Record<string, unknown>): Range {
  if (typeof path.at(-1) === 'string') return document.keyAt(path);
  const [first] = Object.keys(mapping);
  return first === undefined ? document.at(path) : document.keyAt([...path, first]);
}

/** A list or a mapping on one line is shown whole; a longer one by its key. */
function placeOfHolder(document: YamlDocument, path: Path, value: object): Range {
  const whole = document.at(path);
  if (!document.source.text.slice(whole.start, whole.end).includes('\n')) return whole;
  if (typeof path.at(-1) === 'string') return document.keyAt(path);
  return isMapping(value) ? placeOfMapping(document, path, value) : document.at(path);
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (!isHolder(value) || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return isHolder(value) && !Array.isArray(value);
}

function isCode(code: unknown): code is DiagnosticCode {
  return typeof code === 'string' && Object.hasOwn(diagnosticTitles, code);
}
