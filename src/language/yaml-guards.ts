import type { Diagnostic } from './diagnostic.ts';
import type { Source } from './source.ts';

/** Where a file is no text that we would read. Empty where it may go on to the YAML reader. */
export function guardText(source: Source, size: number): Diagnostic[] {
  const { text } = source;
  if (text.length > size) {
    return [
      {
        code: 'file-too-large',
        severity: 'error',
        source,
        range: { start: 0, end: 0 },
        message: `the file has ${text.length} characters; ${size} is the most that is read`,
        hint: 'Split it, or move long texts into files of their own.',
      },
    ];
  }
  const strange = notText.exec(text);
  if (strange) return [notTextAt(source, strange.index)];
  return [];
}

export function emptyFile(source: Source): Diagnostic {
  return {
    code: 'file-empty',
    severity: 'error',
    source,
    range: { start: 0, end: 0 },
    message: 'there is nothing in the file',
    hint: 'Start from a shipped one.',
  };
}

/** Characters that change the order in which a line is shown, so that a command reads as another than the one that runs. */
export function guardShownOrder(source: Source): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const match of source.text.matchAll(reordering)) {
    const code = match[0].charCodeAt(0).toString(16).toUpperCase();
    found.push({
      code: 'file-hidden-character',
      severity: 'warning',
      source,
      range: { start: match.index, end: match.index + 1 },
      message: `the character U+${code} changes the order in which this line is shown`,
      hint: 'Take it out: a reader must see what will run.',
    });
    if (found.length === 20) break;
  }
  return found;
}

// What YAML 1.2 calls not printable; U+FFFD is what a decoder leaves of bytes that are not UTF-8; lone surrogates alike.
const notText =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFD-\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

const reordering = /[\u202A-\u202E\u2066-\u2069]/g;

function notTextAt(source: Source, at: number): Diagnostic {
  const code = source.text.charCodeAt(at);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    code: 'file-not-text',
    severity: 'error',
    source,
    range: { start: at, end: at + 1 },
    message: code === 0xfffd ? 'the file is not UTF-8 text' : `the file holds the character ${name}, which no text has`,
    hint:
      code === 0 || code === 0xfffd
        ? 'Save it as UTF-8.'
        : 'Take the character out, or write it as an escape in double quotes.',
  };
}
