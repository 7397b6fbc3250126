import { isEven } from './even.ts';
import { Graphemes } from './graphemes.ts';
import { widthOf } from './width.ts';

const segmenter = new Graphemes();

/** As much of the front of a text as fits in `columns`. */
export function front(text: string, columns: number): string {
  if (columns <= 0) return '';
  if (isEven(text)) return text.slice(0, columns);
  let out = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    used += widthOf(segment);
    if (used > columns) break;
    out += segment;
  }
  return out;
}

/** A text cut to `columns`, with `end` in place of what is gone. */
export function cut(text: string, columns: number, end: string): string {
  if (widthOf(text) <= columns) return text;
  return front(text, columns - widthOf(end)).trimEnd() + front(end, columns);
}

/** A text filled up with spaces to `columns`; a longer one stays. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** A text on lines of at most `columns`, broken between words where it can be. Its own line ends stay. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line.trimEnd(), Math.max(1, columns)));
}

function wrapLine(line: string, columns: number): string[] {
  if (widthOf(line) <= columns) return [line];
  const out: string[] = [];
  let current = '';
  for (const word of line.split(/(?<= )(?=[^ ])/)) {
    if (widthOf(current + word.trimEnd()) <= columns) {
      current += word;
      continue;
    }
    if (current.trim() !== '') out.push(current.trimEnd());
    current = word;
    while (widthOf(current.trimEnd()) > columns) {
      // A cluster wider than the whole line would never fit: it is given up rather than looped over.
      const head =
        front(current, columns) || (segmenter.segment(current)[Symbol.iterator]().next().value?.segment ?? current);
      out.push(head);
      current = current.slice(head.length);
    }
  }
  if (current.trim() !== '') out.push(current.trimEnd());
  return out.length > 0 ? out : [''];
}
