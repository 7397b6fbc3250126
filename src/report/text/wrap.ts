import { isEven } from '../../language/even.ts';
import { Graphemes } from '../../language/graphemes.ts';
import { widthOf } from '../../language/width.ts';

/** A text on lines of at most `columns`, broken between words, and within one only where it is longer than a line. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  const end = () => {
    if (width > 0) lines.push(line);
    line = '';
    width = 0;
  };
  for (const word of text.split(' ')) {
    if (word === '') continue;
    const its = widthOf(word);
    if (width > 0 && width + 1 + its > columns) end();
    if (its > columns) {
      const parts = broken(word, columns);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1) ?? '';
      width = widthOf(line);
    } else {
      line = width === 0 ? word : `${line} ${word}`;
      width += width === 0 ? its : 1 + its;
    }
  }
  end();
  return lines.length > 0 ? lines : [''];
}

/** A text on lines of at most `columns` with every space of it kept: for what is to the letter. */
export function broken(text: string, columns: number): string[] {
  if (isEven(text)) return text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [''];
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const { segment } of new Graphemes().segment(text)) {
    const its = widthOf(segment);
    if (width + its > columns && line !== '') {
      lines.push(line);
      line = '';
      width = 0;
    }
    line += segment;
    width += its;
  }
  return [...lines, line];
}
