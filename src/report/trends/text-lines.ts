import { widthOf } from '../../language/width.ts';

const COLUMNS = 80;
const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Folds words into lines of 80 columns. The first line begins with `lead`, the others are indented as far as it goes. */
export function folded(text: string, lead = ''): string[] {
  const indent = ' '.repeat(widthOf(lead));
  const lines: string[] = [];
  let current = lead;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const next = isEmpty ? current + word : `${current} ${word}`;
    if (!isEmpty && widthOf(next) > COLUMNS) {
      lines.push(current);
      current = indent + word;
    } else current = next;
    isEmpty = false;
  }
  return [...lines, current];
}

/** A column for each value, from 0 up to the most; what has none is a mark of its own. */
export function columns(values: readonly (number | string)[]): string {
  const most = Math.max(0, ...values.map((value) => (typeof value === 'number' ? value : 0)));
  return values.map((value) => (typeof value === 'number' ? barOf(value, most) : value)).join('');
}

function barOf(value: number, most: number): string {
  const place = most <= 0 || value <= 0 ? 0 : Math.ceil((value / most) * bars.length) - 1;
  return bars[Math.min(bars.length - 1, Math.max(0, place))] ?? '';
}
