import { diagnosticTitles } from '../language/codes.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import type { Range, Source } from '../language/source.ts';
import { type Path, readYaml, type YamlDocument } from '../language/yaml.ts';
import { misplacedIn, plainSettings } from './settings-misplaced.ts';
import { misplacedInTell, TELL_HINT } from './settings-misplaced-tell.ts';
import { isMeantMapping } from './settings-shapes.ts';

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
  const isSecret = ([key]: Path) =>
    typeof key === 'string' && ![...plainSettings, 'actions', 'approvals'].includes(key);
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
  const { value } = document;
  return isMeantMapping(value) && value.tell !== undefined ? rangesOf(document, misplacedInTell(value.tell)) : [];
}

function rangesOf(document: YamlDocument, paths: readonly Path[]): Range[] {
  return paths.flatMap((path) => {
    const range = document.at(path);
    const isEmpty = path.length > 0 && document.keyAt(path).start === range.start;
    return isEmpty ? [] : [range];
  });
}
