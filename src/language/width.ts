import stringWidth from 'string-width';

const ascii = /^[\x20-\x7e]*$/;

/** Whether a text is of plain characters alone, each one column wide: most are, and need not be taken apart. */
export function isAscii(text: string): boolean {
  return ascii.test(text);
}

/** Terminal columns that a text takes; what would steer a terminal must be out of it. */
export function widthOf(text: string): number {
  return isAscii(text) ? text.length : stringWidth(text);
}
