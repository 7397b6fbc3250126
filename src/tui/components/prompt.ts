import { widthOf } from '../../language/width.ts';
import type { Field } from '../field.ts';
import type { Canvas } from '../frame.ts';
import { type Line, span } from '../lines.ts';
import { plain } from '../plain.ts';

/** A field on one line with its caret in sight: line ends are shown as a sign, and what does not fit is cut at the front. */
export function promptLine(field: Field, canvas: Canvas, lead = ' > '): Line {
  const { symbols } = canvas.theme;
  const shown = [...field.text].map((char) => (char === '\n' ? symbols.newline : plain(char) || ' '));
  const room = Math.max(4, canvas.columns - widthOf(lead) - 2);
  let from = field.at;
  let used = 0;
  while (from > 0 && used + widthOf(shown[from - 1] ?? '') <= room) {
    from -= 1;
    used += widthOf(shown[from] ?? '');
  }
  const cutMark = from > 0 ? symbols.more.slice(0, 1) : '';
  const before = shown.slice(from + (from > 0 ? 1 : 0), field.at).join('');
  return [
    span(lead, 'key'),
    span(`${cutMark}${before}`),
    span(shown[field.at] ?? ' ', 'caret'),
    span(shown.slice(field.at + 1, field.at + 1 + room).join('')),
  ];
}
