import type { Diagnostic } from '../language/diagnostic.ts';
import type { Range } from '../language/source.ts';
import { readYaml, type YamlDocument } from '../language/yaml.ts';
import { misplacedInTell, TELL_HINT } from './settings-cover-tell.ts';

/** Said where a secret itself may stand. */
const HINT =
  'Say where the secret is, not what it is: { env: NAME }, { file: path } or { command: [program, its, arguments] }.';

/**
 * A settings file in which whatever stands in a secret's place, but is not where one is to be found, is crossed out: it may
 * be the secret itself, and what is wrong is shown with its line. So is what was given under a key that YAML refuses, which
 * nobody can tell the place of. The same document where nothing does.
 */
export function coverSecrets(document: YamlDocument): YamlDocument {
  const ranges = [...misplaced(document), ...document.refused];
  if (ranges.length === 0) return document;
  let { text } = document.source;
  for (const { start, end } of ranges) {
    // As long as it was, and built as it was, so that what is said of it is at its place.
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\s'"|>{}[\],:]/g, 'x') + text.slice(end);
  }
  return readYaml({ file: document.source.file, text });
}

/**
 * What YAML itself says of a file. Nobody can tell then what stands where, so all that looks like a token is crossed out in
 * the lines that are shown.
 */
export function coverTokens({ source, diagnostics }: YamlDocument): Diagnostic[] {
  const token = /(?=[\w+/=-]*\d)[\w+/=-]{8,}/g;
  const covered = { ...source, text: source.text.replace(token, (word) => 'x'.repeat(word.length)) };
  return diagnostics.map((one) => ({ ...one, source: covered }));
}

/** The errors, with the mend where a secret stands in the file. */
export function hinted(document: YamlDocument, errors: readonly Diagnostic[]): Diagnostic[] {
  const inTell = rangesInTell(document);
  const ranges = misplaced(document);
  const isIn = (all: readonly Range[], { range }: Diagnostic) =>
    all.some(({ start, end }) => start <= range.start && range.start < end);
  return errors.map((error) => {
    if (error.hint !== undefined || !isIn(ranges, error)) return error;
    return { ...error, hint: isIn(inTell, error) ? TELL_HINT : HINT };
  });
}

function rangesInTell(document: YamlDocument): Range[] {
  const [, tell] = entriesOf(document.value).find(([key]) => key === 'tell') ?? [];
  return tell === undefined ? [] : misplacedInTell(tell).map((path) => document.at(path));
}

function misplaced(document: YamlDocument): Range[] {
  return entriesOf(document.value).flatMap(([key, value]) => {
    if (key === 'secrets') return inSecrets(document, value);
    if (key === 'endpoints') return entriesOf(value).flatMap(([id, to]) => withPassword(document, id, to));
    if (key === 'slack') return entriesOf(value).flatMap(([name, said]) => inSlack(document, name, said));
    if (key === 'trackers') return entriesOf(value).flatMap(([kind, said]) => inTracker(document, kind, said));
    if (key === 'tell') return rangesInTell(document);
    return SOUNDS_SECRET.test(key) ? [document.at([key])] : [];
  });
}

/** A key that no settings file has, and that somebody may have put a secret under. */
const SOUNDS_SECRET = /^(?!secrets$)(?:.*(?:secret|token|key|pass)|[A-Z][A-Z0-9_]+$)/;

/** An address may hold a password, and is refused for that. */
function withPassword(document: YamlDocument, id: string, address: unknown): Range[] {
  return typeof address === 'string' && address.includes('@') ? [document.at(['endpoints', id])] : [];
}

/** Slack's token is a secret and no setting, whatever key it is put under. */
function inSlack(document: YamlDocument, name: string, said: unknown): Range[] {
  const isToken = SOUNDS_SECRET.test(name) || /\bx(?:ox[a-z]|app)-/.test(JSON.stringify(said) ?? '');
  const isAddress = name === 'api-url' && typeof said === 'string' && said.includes('@');
  return isToken || isAddress ? [document.at(['slack', name])] : [];
}

/** A token stands there by its name; an address may hold a password, and is refused for that. */
function inTracker(document: YamlDocument, kind: string, said: unknown): Range[] {
  if (!isMapping(said)) return typeof said === 'string' ? [document.at(['trackers', kind])] : [];
  return Object.entries(said).flatMap(([key, value]) => {
    const isName = key === 'token' && typeof value === 'string' && /^[A-Z_][A-Z0-9_]*$/.test(value);
    const isAddress = /url$/.test(key) && typeof value === 'string' && value.includes('@');
    return (SOUNDS_SECRET.test(key) && !isName) || isAddress ? [document.at(['trackers', kind, key])] : [];
  });
}

function inSecrets(document: YamlDocument, secrets: unknown): Range[] {
  if (!isMapping(secrets)) return [document.at(['secrets'])];
  return Object.entries(secrets).flatMap(([name, source]) => {
    const at = ['secrets', name];
    if (!isMapping(source)) return [document.at(at)];
    return Object.entries(source).flatMap(([key, place]) => (isPlace(key, place) ? [] : [document.at([...at, key])]));
  });
}

function isPlace(key: string, place: unknown): boolean {
  if (key === 'env') return typeof place === 'string' && /^[A-Z_][A-Z0-9_]*$/.test(place);
  if (key === 'file') return typeof place === 'string';
  return key === 'command' && Array.isArray(place) && place.every((word) => typeof word === 'string');
}

function entriesOf(value: unknown): [string, unknown][] {
  return isMapping(value) ? Object.entries(value) : [];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
