import { codePoint, visible } from '../visible.ts';

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

/** Words and numbers alone: most of a long report is that, and looking at it closer would take most of the time that the report takes. */
const harmless = /^(?!\d+[.)](?: |$))(?:[A-Za-z0-9]|\+\d)[A-Za-z0-9 ,.()“”’–…-]*(?<! )$/;
/** Of such texts, those in which something would be made into a link. */
const named = /www\.|GH-\d/i;

/**
 * A text from outside as Markdown that shows it and does nothing else, on one line: no markup, no HTML, no table cell, no
 * link, no mention. Lines are joined by a slash.
 */
export function escapeText(text: string): string {
  if (harmless.test(text) && !named.test(text)) return text;
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
