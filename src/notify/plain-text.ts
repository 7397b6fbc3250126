/** What turns the direction of a text around, or is not seen at all: a hostile name could make `LIVE` read as something else. */
const UNSEEN = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
/** What ends a line for some, and is seen by nobody. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it writes out
const BREAKS = /[\u000b\u000c\u0085\u2028\u2029]/g;
/** Half of a character, which no encoding can write. */
const HALVES = /\p{Cs}/gu;

/** Text from outside as one line of visible text. */
export function oneLine(text: string): string {
  return text
    .replace(HALVES, '\ufffd')
    .replace(UNSEEN, '')
    .replace(CONTROLS, '')
    .replace(/[\s\u0085]+/g, ' ')
    .trim();
}

/** A command as it would be run. What cannot be seen of it is written out, since exactly this is shown, approved and run. */
export function exactly(command: string): string {
  return command
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, written)
    .replace(CONTROLS, written)
    .replace(HALVES, written)
    .replace(BREAKS, written);
}

function written(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** The longest beginning that fits with `end` after it; the whole text where that fits. Never half of a character. */
export function cut(text: string, fits: (text: string) => boolean, end = '…'): string {
  if (fits(text)) return text;
  const characters = [...text];
  const kept = most(characters.length, (count) => fits(characters.slice(0, count).join('') + end));
  return characters.slice(0, kept).join('') + end;
}

/** The beginning of a text that is longer than so many characters, and in words how much more there is; else the whole text. */
export function shortened(text: string, longest: number): { readonly kept: string; readonly left: string | null } {
  if (text.length <= longest) return { kept: text, left: null };
  const characters = [...text];
  const wordsAt = (kept: number) =>
    `… ${(characters.length - kept).toLocaleString('en')} more characters: in the journal of the run.`;
  const fits = (kept: number) => characters.slice(0, kept).join('').length + wordsAt(kept).length <= longest;
  const kept = most(characters.length - 1, fits);
  return { kept: characters.slice(0, kept).join(''), left: wordsAt(kept) };
}

/** As many as fit, from the first on, and behind them, where some had to be left out, the words for how many. */
export function cutList<T>(
  items: readonly T[],
  fits: (items: readonly T[]) => boolean,
  words: (left: string) => T,
): T[] {
  if (fits(items)) return [...items];
  const ended = (kept: number) => [...items.slice(0, kept), words(leftOut(items.length - kept))];
  return ended(most(items.length - 1, (kept) => fits(ended(kept))));
}

function leftOut(count: number): string {
  return `… ${count} more ${count === 1 ? 'line' : 'lines'}: in the journal of the run.`;
}

/** The largest count up to `all` of which it is true; what is true of more is true of less. */
function most(all: number, holds: (count: number) => boolean): number {
  let [low, high] = [0, all];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
