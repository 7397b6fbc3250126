/**
 * How many characters of a limit a text takes. Slack does not say whether it counts `&` as it is or as it is written inside
 * (`&amp;`), and what surrounds the texts counts towards the limit of a message: each character counts as its longest writing.
 */
export function costOf(text: string): number {
  let cost = text.length;
  for (const character of text) cost += extra[character] ?? 0;
  return cost;
}

const extra: Readonly<Record<string, number>> = { '&': 4, '<': 3, '>': 3, '"': 1, '\\': 1, '\n': 1 };

/**
 * Text as Slack's own markup, in which nothing is markup: what could be a mention, a link or a command is shown as it is.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A text that takes no more of a limit than it may; what is left out is said, and how much it is. */
export function within(text: string, most: number): string {
  if (costOf(text) <= most) return text;
  // The words for what is left out are as long as those for all of it, or shorter.
  const kept = text.slice(0, fitting(text, 0, most - costOf(leftOut(text.length))));
  return `${kept}${leftOut([...text.slice(kept.length)].length)}`;
}

function leftOut(count: number): string {
  return `… ${count} more characters, see the run`;
}

/** A text in pieces that each take no more than they may, ended behind a line where there is one. Never half of a character. */
export function pieces(text: string, most: number): string[] {
  const found: string[] = [];
  for (let from = 0; from < text.length; ) {
    const longest = fitting(text, from, most);
    // Looked for in this piece alone: in all that came before it, a text without lines would take its length squared.
    const line = longest < text.length ? text.slice(from, longest).lastIndexOf('\n') : -1;
    const to = line >= 0 ? from + line + 1 : longest;
    found.push(text.slice(from, to));
    from = to;
  }
  return found;
}

/** Where the longest part ends that begins there and takes no more than it may, and is one character at least. */
function fitting(text: string, from: number, most: number): number {
  let cost = 0;
  let to = from;
  while (to < text.length) {
    const character = String.fromCodePoint(text.codePointAt(to) ?? 0);
    cost += costOf(character);
    if (cost > most && to > from) break;
    to += character.length;
    if (cost > most) break;
  }
  return to;
}
