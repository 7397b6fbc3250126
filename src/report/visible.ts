const ESC = String.raw`\u001b`;
const ENDS = String.raw`\u0007|${ESC}\\|\u009c`;
/** Terminal commands: they say nothing, so they go whole. One without its end goes no further than its line. */
const terminal = new RegExp(
  String.raw`(?:${ESC}\[|\u009b)[0-?]*[ -\/]*[@-~]|(?:${ESC}[\]PX^_]|\u009d)[^\n\u0007${ESC}\u009c]*(?:${ENDS})?`,
  'g',
);
/** Everything that is unseen, or turns around what stands beside it. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
/** A joiner inside one pictogram is a part of it. */
const joined = /(?<=\p{Extended_Pictographic}|\ufe0f|[\u{1f3fb}-\u{1f3ff}])\u200d(?=\p{Extended_Pictographic})/gu;
const KEPT = '\ue000';
/** Most texts: in them there is nothing to find. */
const plain = /^[\x20-\x7e]*$/;

/**
 * A text on lines of its own, with nothing in it that a reader cannot see: terminal commands are gone, any other control,
 * bidirectional or zero-width character stands as its code point.
 */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replaceAll(KEPT, '')
    .replace(/\r\n?|\p{Zl}|\p{Zp}|\v|\f/gu, '\n')
    .replace(terminal, '')
    .replaceAll('\t', ' ')
    .replace(joined, KEPT)
    .replace(unseen, (character) => (character === '\n' ? character : codePoint(character)))
    .replaceAll(KEPT, '\u200d');
}

/** A character by its number: `⟨U+202E⟩`. */
export function codePoint(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** At most `most` characters, with a sign that there was more. Cuts before escaping, never inside a character. */
export function shorten(text: string, most: number): string {
  // A character takes two units at most: so many are enough to see whether there are more than `most`.
  const characters = Array.from(text.slice(0, most * 2 + 2));
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
