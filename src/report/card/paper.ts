import { cellsOf } from '../../language/display-width.ts';

/** Columns that a text takes on paper. */
export function widthOf(text: string): number {
  return cellsOf(text).reduce((sum, { width }) => sum + width, 0);
}

/** As much of the front of a text as fits in `columns`, with dots where something is gone; on one line. */
export function front(text: string, columns: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (widthOf(line) <= columns) return shown(line);
  let used = 3;
  let out = '';
  for (const cell of cellsOf(line)) {
    used += cell.width;
    if (used > columns) break;
    out += cell.shown;
  }
  return `${out.trimEnd()}...`;
}

/** A text on lines of at most `columns`, broken between words; a word that is longer than a line is broken anywhere. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(shown(line));
    const pieces = broken(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, shown(line)];
}

/** The same, with every line but the first indented, or all where `indent` says how. */
export function under(text: string, columns: number, indent?: string): string[] {
  const inner = indent ?? (text.startsWith('- ') ? '  ' : '');
  return wrapped(text, columns - inner.length).map((line, index) =>
    index === 0 && indent === undefined ? line : `${inner}${line}`,
  );
}

function broken(word: string, columns: number): string[] {
  const pieces = [''];
  let used = 0;
  for (const { shown: text, width } of cellsOf(word)) {
    if (used + width > columns) {
      pieces.push('');
      used = 0;
    }
    pieces[pieces.length - 1] += text;
    used += width;
  }
  return pieces;
}

/** As it can be printed: a control character is told, not sent to a printer. */
function shown(text: string): string {
  return cellsOf(text)
    .map((cell) => cell.shown)
    .join('');
}
