import { diagnosticTitles } from '../language/codes.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import type { Range, Source } from '../language/source.ts';
import { type Path, readYaml, type YamlDocument } from '../language/yaml.ts';
import { isSet, misplacedInTell, TELL_HINT } from './settings-cover-tell.ts';

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

/** A name where a key stands, or the dash of a list; else a character of a text. */
const NAME_OR_TEXT =
  /((?:^[ \t]*(?:- +)*|[{,][ \t]*)["']?(?:[a-z]+(?:-[a-z]+)*|[A-Z_][A-Z0-9_]*)["']?(?=:(?:\s|$))|^[ \t]*- )|[^\s'"|>{}[\],:]/gm;

/** What words of a file's own are told in: quotes of any sort, or the sign that they begin with. */
const QUOTED = /`.*`|".*"|'.*'|[*&!%\\]\S+/gs;

/** Comments, anchors, tags and aliases: they stand beside a value, in no range of it. */
const BESIDE = /(?<=^|[\s,[{])(?:#.*|[&!*][^\s,{}[\]]+)/gm;

/**
 * What is said of a file of which nobody can tell what stands where, as YAML itself does: all that is no key is crossed out in the
 * lines that are shown, and what a message or a hint repeats of it is left out.
 */
export function coverTexts({ source }: YamlDocument, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const text = source.text.replace(NAME_OR_TEXT, (_, name: string | undefined) => name ?? 'x');
  const names = new Set(text.match(/[\w-]+/g));
  const isTold = (said: string) => (said.match(QUOTED) ?? []).every((one) => names.has(one.replace(/^`|`$/g, '')));
  return diagnostics.map((one) => {
    const { hint, ...rest } = withText(one, text);
    const message = isTold(one.message) ? one.message : diagnosticTitles[one.code];
    return { ...rest, message, ...(hint !== undefined && isTold(hint) && { hint }) };
  });
}

/** The errors of a schema, whose places are known: what stands beside the values is crossed out in the lines that are shown. */
export function coverBeside({ source }: YamlDocument, errors: readonly Diagnostic[]): Diagnostic[] {
  const text = source.text.replace(BESIDE, (said) => 'x'.repeat(said.length));
  return errors.map((one) => withText(one, text));
}

function withText(one: Diagnostic, text: string): Diagnostic {
  const shown = <T extends { readonly source: Source }>(part: T): T => ({ ...part, source: { ...part.source, text } });
  return { ...shown(one), ...(one.related && { related: one.related.map(shown) }) };
}

/** The errors, with the mend where a secret stands in the file. */
export function hinted(document: YamlDocument, errors: readonly Diagnostic[]): Diagnostic[] {
  const inTell = rangesInTell(document);
  // A setting that is no secret is only of another form.
  const isSecret = ([key]: Path) => typeof key === 'string' && ![...PLAIN, 'actions', 'approvals'].includes(key);
  const ranges = rangesOf(document, misplacedIn(document.value).filter(isSecret));
  const isIn = (all: readonly Range[], { range }: Diagnostic) =>
    all.some(({ start, end }) => start <= range.start && range.start < end);
  return errors.map((error) => {
    if (error.hint !== undefined || !isIn(ranges, error)) return error;
    return { ...error, hint: isIn(inTell, error) ? TELL_HINT : HINT };
  });
}

/** Where something stands in a secret's place. An empty value has none: its key is no secret. */
function misplaced(document: YamlDocument): Range[] {
  return rangesOf(document, misplacedIn(document.value));
}

function rangesInTell(document: YamlDocument): Range[] {
  const [, tell] = entriesOf(document.value).find(([key]) => key === 'tell') ?? [];
  return tell === undefined ? [] : rangesOf(document, misplacedInTell(tell));
}

function rangesOf(document: YamlDocument, paths: readonly Path[]): Range[] {
  return paths.flatMap((path) => {
    const range = document.at(path);
    const isEmpty = path.length > 0 && document.keyAt(path).start === range.start;
    return isEmpty ? [] : [range];
  });
}

function misplacedIn(settings: unknown): Path[] {
  if (!isSet(settings)) return [[]];
  return entriesOf(settings).flatMap(([key, value]) => {
    if (key === 'tell') return misplacedInTell(value);
    const inside = sections[key];
    if (inside === undefined) return PLAIN.includes(key) && !isHolder(value) ? [] : [[key]];
    if (!isSet(value)) return key === 'actions' && isListOfTexts(value) ? [] : [[key]];
    return Object.entries(value).flatMap(([name, said]) => inside(name, said).map((path) => [key, name, ...path]));
  });
}

/** Settings of one value, which is no secret. Under a key that no settings file has, anything may stand. */
const PLAIN: readonly string[] = ['store', 'person', 'color', 'ca', 'contacts'];

/** By the key of a section, where in what is said of one name something is misplaced. */
const sections: Readonly<Record<string, (name: string, said: unknown) => Path[]>> = {
  actions: () => [[]],
  approvals: (name) => (name === 'self' ? [] : [[]]),
  secrets: (_, said) => inSecret(said),
  endpoints: (_, said) => (isPlainAddress(said) ? [] : [[]]),
  slack: (name, said) => (isPlainInSlack(name, said) ? [] : [[]]),
  trackers: inTracker,
};

/** An address may hold a password or a key, and is refused for that. */
function isPlainAddress(said: unknown): boolean {
  return !isHolder(said) && !/[@?#]/.test(String(said));
}

const IN_SLACK = ['exercise-channel', 'assume-compromised', 'invite', 'private', 'answers', 'people', 'api-url'];

/** Slack's token is a secret and no setting, whatever key it is put under. */
function isPlainInSlack(name: string, said: unknown): boolean {
  if (!IN_SLACK.includes(name) || /\bx(?:ox[a-z]|app)-/.test(JSON.stringify(said) ?? '')) return false;
  if (name === 'api-url') return isPlainAddress(said);
  return !isHolder(said) || Object.values(said).every((one) => !isHolder(one));
}

const IN_TRACKERS: Readonly<Record<string, readonly string[]>> = {
  github: ['api-url', 'token'],
  gitlab: ['api-url', 'token'],
  jira: ['url', 'user', 'token', 'issue-type'],
};

/** A token stands there by its name. */
function inTracker(kind: string, said: unknown): Path[] {
  const known = IN_TRACKERS[kind];
  if (!known || !isSet(said)) return [[]];
  return Object.entries(said).flatMap(([key, value]) => {
    if (key === 'token') return isName(value) ? [] : [[key]];
    const isPlain = key.endsWith('url') ? isPlainAddress(value) : !isHolder(value);
    return known.includes(key) && isPlain ? [] : [[key]];
  });
}

function inSecret(source: unknown): Path[] {
  if (!isSet(source)) return [[]];
  return Object.entries(source).flatMap(([key, place]) => (isPlace(key, place) ? [] : [[key]]));
}

function isPlace(key: string, place: unknown): boolean {
  if (key === 'env') return isName(place);
  if (key === 'file') return typeof place === 'string';
  return key === 'command' && isListOfTexts(place);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Z_][A-Z0-9_]*$/.test(value);
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function entriesOf(value: unknown): [string, unknown][] {
  return isMapping(value) ? Object.entries(value) : [];
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return isHolder(value) && !Array.isArray(value);
}
