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

/**
 * A text on lines of its own, with nothing in it that a reader cannot see: terminal commands are gone, any other control,
 * bidirectional or zero-width character stands as its code point.
 */
export function visible(text: string): string {
  return text
    .replaceAll(KEPT, '')
    .replace(/\r\n?|\p{Zl}|\p{Zp}|\v|\f/gu, '\n')
    .replace(terminal, '')
    .replaceAll('\t', ' ')
    .replace(joined, KEPT)
    .replace(unseen, (character) => (character === '\n' ? character : codePoint(character)))
    .replaceAll(KEPT, '\u200d');
}

function codePoint(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** What GitHub would make into a link or call somebody with: addresses, mentions, issue numbers. Each is shown as code. */
const live =
  /(?:(?:https?|ftps?):\/\/|www\.|(?:mailto|xmpp):)[^\s`|<>\\⟨⟩]*|(?<![\w.+-])[\w.+-]*@(?=[\w-])[^\s`|<>\\⟨⟩]*|(?<![\p{L}\p{N}&./-])(?:[\w.-]+\/[\w.-]+)?#\d+(?![\w@])|\bGH-\d+(?![\w@])/giu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '`': '&#96;',
  $: '&#36;',
};

/**
 * A text from outside as Markdown that shows it and does nothing else, on one line: no markup, no HTML, no table cell, no
 * link, no mention. Lines are joined by a slash.
 */
export function escapeText(text: string): string {
  const lines = visible(text).split('\n');
  const line = lines.flatMap((part) => part.trim() || []).join(' / ');
  let escaped = '';
  let from = 0;
  for (const match of line.matchAll(live)) {
    const address = withoutPunctuation(match[0]);
    escaped += `${plain(line.slice(from, match.index))}\`${address}\``;
    from = match.index + address.length;
  }
  escaped += plain(line.slice(from));
  return escaped.replace(/^([-+=~:])(?=[\s\-+=~]|$)/, '\\$1').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** What ends a sentence does not belong to the address in it. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  while (end > 1 && '.,;:!?\'")]'.includes(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}

function plain(text: string): string {
  return text
    .replace(/[\\*[\]#~^]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, '\\_')
    .replace(/[&<>|`$]/g, (character) => entities[character] ?? character);
}

/** A text as inline code: for commands, hashes and ids. What code cannot hold in a table is shown as its code point. */
export function escapeCode(text: string): string {
  const line = visible(text)
    .replaceAll('\n', ' ')
    .replace(/[`|<>]/g, codePoint)
    .trim();
  return line === '' ? '' : `\`${line}\``;
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
