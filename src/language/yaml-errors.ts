import type { ErrorCode, YAMLError } from 'yaml';
import type { Diagnostic, DiagnosticCode } from './diagnostic.ts';
import { positionOf, type Range, type Source } from './source.ts';
import { inQuotes } from './yaml-traps.ts';

/** More than these of one file help nobody; the first ones cause the rest. */
const MOST_ERRORS = 50;

/** A longer text is not repeated in a hint. */
const LONGEST_SHOWN = 80;

const IN_QUOTES = 'Put the text in quotes.';

/** What yaml's own complaints become: its code, where another family fits better. */
const codes: Partial<Record<ErrorCode, DiagnosticCode>> = {
  ALIAS_PROPS: 'yaml-alias',
  BAD_ALIAS: 'yaml-alias',
  BAD_DIRECTIVE: 'yaml-directive',
  MULTIPLE_ANCHORS: 'yaml-alias',
  MULTIPLE_DOCS: 'yaml-several-documents',
  NON_STRING_KEY: 'yaml-key',
  RESOURCE_EXHAUSTION: 'yaml-too-deep',
};

/** In plain words, by what yaml says; the first that matches. A hint may follow. */
const words: readonly (readonly [RegExp, string, string?])[] = [
  [/^Nested mappings are not allowed/, 'a text without quotes cannot hold a colon and a space', IN_QUOTES],
  [
    /^Plain value cannot start with (?:reserved character )?(.+)$/,
    'a text without quotes cannot start with $1',
    IN_QUOTES,
  ],
  [
    /^Invalid escape sequence (.+)$/,
    '$1 is no escape in double quotes',
    'Double the backslash, or use single quotes, in which it is only itself.',
  ],
  [/^Tabs are not allowed as indentation/, 'a tab cannot indent', 'Use spaces.'],
  [
    /^Implicit map keys need to be followed by map values/,
    'a key needs a colon after it',
    'If it belongs to the line above, indent it further or put the text in quotes.',
  ],
  [
    /^Implicit keys/,
    'a key must be on one line',
    'Look for a missing colon or a quote that is not closed on the line above.',
  ],
  [
    /^All mapping items must start at the same column/,
    'this key does not start at the column of the keys beside it',
    'Align it with them.',
  ],
  [
    /^All sequence items must start at the same column/,
    'this dash does not start at the column of the dashes beside it',
    'Align it with them.',
  ],
  [
    /^Sequence item without - indicator/,
    'a list item needs a dash before it',
    'Write a dash, or indent the line to where it belongs.',
  ],
  [
    /^(Flow map|Flow sequence).* end with a (.)/,
    'the bracket is not closed: $2 is missing',
    'Close it; the lines inside it must be indented further than its key.',
  ],
  [/^Missing , between|^Missing , or : between/, 'a comma is missing', 'Or put the text before it in quotes.'],
  [/^Missing space after :/, 'a space is missing after the colon'],
  [/^Unexpected empty item|^Unexpected , in/, 'there is nothing between two commas', 'Take one comma out.'],
  [
    /^Comments must be separated/,
    'a comment needs a space before its #',
    'If the # belongs to the text, put it in quotes.',
  ],
  [
    /^Unexpected (.+) at node end/,
    'this does not belong after the value before it',
    'Put the whole text in quotes, or start a new line.',
  ],
  [
    /^Unexpected block-seq-ind on same line with key/,
    'a list cannot start on the line of its key',
    'Start it on the next line, or put the text in quotes.',
  ],
  [/^Unexpected scalar at node end/, 'this does not belong after the value before it', IN_QUOTES],
  [
    /^Block scalar header includes extra characters/,
    'only an indentation number, + or - may follow | and >',
    'Start the text on the next line.',
  ],
  [
    /^Block scalars with more-indented leading empty lines/,
    'the empty lines at the start are indented further than the text',
    'Take their spaces out.',
  ],
  [
    /^With stringKeys|^A block sequence may not be used as an implicit map key/,
    'a key must be a text',
    'Write one before the colon.',
  ],
  [/^Source contains multiple documents/, 'a second document starts here', 'Put it in a file of its own.'],
  [/^Not a YAML token/, 'this is nothing that YAML can be read from', IN_QUOTES],
  [/call stack|Maximum/, 'nested too deep to be read'],
];

/** The complaints of yaml's parser as diagnostics: one a line, since one slip often trips it several times. */
export function syntaxDiagnostics(
  source: Source,
  errors: readonly YAMLError[],
  spoiltFrom: number | null,
): Diagnostic[] {
  const lines = new Set<number>();
  const found: Diagnostic[] = [];
  const indented = new Set(errors.filter((error) => isIndented(source, error)).map(({ pos }) => pos[0]));
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    if (error.code === 'MULTILINE_IMPLICIT_KEY' && indented.has(error.pos[0])) continue;
    // Tags are reported where the tokens are read, each with its own hint.
    if (error.code === 'TAG_RESOLVE_FAILED' || error.code === 'MULTIPLE_TAGS') continue;
    const range = rangeOf(source, error);
    if (spoiltFrom !== null && range.start >= spoiltFrom) break;
    const { line } = positionOf(source, range.start);
    if (lines.has(line)) continue;
    lines.add(line);
    found.push({
      code: codes[error.code] ?? 'yaml-syntax',
      severity: 'error',
      source,
      range,
      ...(isIndented(source, error) ? indentedTooFar : (inBrackets(source, error, range) ?? inWords(error.message))),
    });
    if (found.length === MOST_ERRORS) break;
  }
  return found;
}

function inWords(message: string): { message: string; hint?: string } {
  for (const [pattern, text, hint] of words) {
    const match = pattern.exec(message);
    if (!match) continue;
    const said = text.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
    return hint === undefined ? { message: said } : { message: said, hint };
  }
  return { message: message.charAt(0).toLowerCase() + message.slice(1) };
}

/** What of a block has no place between brackets: mostly a text with a colon in it, which makes a mapping of it. */
function inBrackets(source: Source, error: YAMLError, range: Range): { message: string; hint: string } | null {
  if (error.code !== 'BLOCK_IN_FLOW') return null;
  const text = source.text.slice(range.start, range.end);
  if (/^-(?:\s|$)/.test(text)) {
    return { message: 'a list with dashes cannot stand inside { } or [ ]', hint: 'Write it in brackets: [one, two].' };
  }
  if (/^["']/.test(text)) {
    return { message: 'nothing can follow a text in quotes here', hint: 'Put the whole text in one pair of quotes.' };
  }
  const isWhole = source.text.slice(range.end, error.pos[1]).trim() === '' && text.length <= LONGEST_SHOWN;
  return {
    message: 'a text without quotes cannot hold a colon and a space',
    hint: isWhole ? `Put the text in quotes: ${inQuotes(text)}.` : IN_QUOTES,
  };
}

function rangeOf(source: Source, error: YAMLError): Range {
  const length = source.text.length;
  const start = Math.max(0, Math.min(error.pos[0], length));
  if (error.code === 'MULTIPLE_DOCS') return { start, end: Math.min(length, start + 3) };
  const lineEnd = endOfLine(source.text, start);
  if (isIndented(source, error)) return nextLine(source.text, lineEnd);
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return { start, end: lineEnd };
  if (error.code === 'BAD_DQ_ESCAPE') return { start, end: Math.min(lineEnd, start + 2) };
  // Newlines and what follows are no part of a caret's line.
  const end = Math.max(start, Math.min(error.pos[1], length));
  const visible = lineEnd > start ? Math.min(end, lineEnd) : end;
  if (error.code !== 'BLOCK_IN_FLOW') return { start, end: visible };
  return { start, end: start + source.text.slice(start, visible).trimEnd().length };
}

const indentedTooFar = {
  message: 'this line is indented too far, and goes on the text above it',
  hint: 'Align it with the keys beside it.',
};

/** A colon that makes a key of a text on the line before: the line it stands on was meant as a key of its own. */
function isIndented(source: Source, error: YAMLError): boolean {
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY') return false;
  const start = error.pos[0];
  return !/:(?:\s|$)/.test(source.text.slice(start, endOfLine(source.text, start)));
}

function nextLine(text: string, lineEnd: number): Range {
  const start = lineEnd + (/^\s*/.exec(text.slice(lineEnd, lineEnd + 1000))?.[0].length ?? 0);
  return { start, end: endOfLine(text, start) };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return from + text.slice(from, end === -1 ? text.length : end).trimEnd().length;
}
