import { Graphemes } from './graphemes.ts';

const graphemes = new Graphemes();

/** East Asian wide and fullwidth characters; emoji are found by their property. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18AFF}\u{1B000}-\u{1B2FF}\u{1F200}-\u{1F2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not reach a terminal
const control = /[\0-\x1F\x7F-\x9F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;

const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

const TAB = '    ';

/** A character as it is shown in a terminal. */
export interface Cell {
  readonly shown: string;
  /** Columns. */
  readonly width: number;
  /** Its place in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/**
 * A line as cells: a tab is four spaces, a wide character two columns, a combining mark none; what would steer a
 * terminal or hide from a reader is written as an escape.
 */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  for (const { segment, index } of graphemes.segment(line)) {
    const shown = escapeGrapheme(segment);
    cells.push({ shown, width: widthOf(shown), start: index, end: index + segment.length });
  }
  return cells;
}

/** A text without anything that would steer a terminal or break its line. */
export function escapeControls(text: string): string {
  return [...graphemes.segment(text)].map(({ segment }) => escapeGrapheme(segment)).join('');
}

function escapeGrapheme(grapheme: string): string {
  // The joiners in an emoji are part of the picture; elsewhere they only hide.
  if (/\p{Extended_Pictographic}/u.test(grapheme)) return grapheme;
  return [...grapheme]
    .map((character) => (character === '\t' ? TAB : control.test(character) ? escaped(character) : character))
    .join('');
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

function widthOf(shown: string): number {
  if (invisible.test(shown)) return 0;
  if (wide.test(shown)) return 2;
  // An escape or a tab is several characters; a letter with its marks is one.
  return [...shown].filter((character) => !invisible.test(character)).length;
}
