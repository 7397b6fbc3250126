import { cut, pad } from '../../language/fit.ts';
import { widthOf } from '../../language/width.ts';

/** A text in exactly so many columns of a terminal: cut with `end`, or filled up with blanks. */
export function filled(text: string, columns: number, end: string): string {
  return pad(cut(text, columns, end), columns);
}

/** A text on lines of at most so many columns, broken between words; a longer word is cut. */
export function wrap(text: string, columns: number, end: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = cut(word, columns, end);
  }
  return line === '' ? lines : [...lines, line];
}

/** Pieces side by side on as many lines as they need; none is broken. */
export function flow(pieces: readonly string[], columns: number, end: string): string[] {
  const lines: string[] = [];
  for (const piece of pieces.map((one) => cut(one, columns, end))) {
    const last = lines.pop();
    const longer = last === undefined ? piece : `${last}   ${piece}`;
    if (last !== undefined && widthOf(longer) > columns) lines.push(last, piece);
    else lines.push(longer);
  }
  return lines;
}
