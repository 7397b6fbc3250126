import stringWidth from 'string-width';

/**
 * Plain characters, letters with their marks, and what good typography puts between them. Neither joins with its neighbours, so
 * that a text of them is as wide as it is long.
 */
const even = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2015\u2018-\u201f\u2022\u2026\u2190-\u2193]*$/;

/** Whether a text is of characters alone that are one column wide each: most are, and need not be taken apart. */
export function isEven(text: string): boolean {
  return even.test(text);
}

/** Terminal columns that a text takes; what would steer a terminal must be out of it. */
export function widthOf(text: string): number {
  return isEven(text) ? text.length : stringWidth(text);
}
