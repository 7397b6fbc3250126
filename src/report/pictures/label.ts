import { shorten, visible } from '../visible.ts';

/** What is no character of XML, and what `visible` leaves as it is. */
const noncharacters = /\p{Noncharacter_Code_Point}/gu;

/** A text from outside on one line, of at most `most` characters, with nothing unseen in it. It is a text still, and escaped nowhere. */
export function label(text: string, most = 40): string {
  // A text of any length costs what is shown of it; what is unseen is shown longer than it is.
  const line = visible(shorten(text, most * 4))
    .replace(noncharacters, '\ufffd')
    .replace(/\s+/gu, ' ')
    .trim();
  return shorten(line, most);
}
