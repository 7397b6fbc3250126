/**
 * As a class of a regular expression: ASCII, letters with their marks, the signs of typography, arrows, and what boxes and charts are
 * drawn of. Each is one column wide, and none joins with its neighbour.
 */
export const evenCharacters =
  '\\x20-\\x7e\\xa1-\\xac\\xae-\\u02ff\\u2010-\\u2015\\u2018-\\u2027\\u2030-\\u205e\\u2190-\\u21ff\\u2500-\\u25fc\\u25ff';

const even = new RegExp(`^[${evenCharacters}]*$`);

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape begins with one
const styles = /\x1b\[[\d;]*m/g;

/** Whether a text is of characters alone that are one column wide each: most are, and need not be taken apart. */
export function isEven(text: string): boolean {
  return even.test(text);
}

/** Columns of a text that is even but for colours and other styles; null: it must be taken apart. */
export function evenWidthOf(text: string): number | null {
  const bare = text.includes('\x1b') ? text.replace(styles, '') : text;
  return isEven(bare) ? bare.length : null;
}
