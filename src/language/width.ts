import stringWidth from 'string-width';

const ascii = /^[\x20-\x7e]*$/;

/** Terminal columns that a text takes; what would steer a terminal must be out of it. */
export function widthOf(text: string): number {
  // Most texts are plain, and need not be taken apart.
  return ascii.test(text) ? text.length : stringWidth(text);
}
