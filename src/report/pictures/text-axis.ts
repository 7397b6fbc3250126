import { widthOf } from '../../language/width.ts';
import { wrap } from './columns.ts';
import type { Glyphs } from './glyphs.ts';
import type { Axis, Place } from './picture.ts';

/** The column of a place, of so many. */
export function columnOf(place: Place, columns: number): number {
  return Math.min(columns - 1, Math.max(0, Math.round(place * (columns - 1))));
}

/** An axis below a drawing of so many columns, `indent` from the left: its line, and the times for which there is room. */
export function axisText(axis: Axis, indent: number, columns: number, glyphs: Glyphs): string[] {
  const line = Array.from({ length: columns }, () => glyphs.axis);
  let labels = '';
  for (const { place, label } of axis.ticks) {
    const column = columnOf(place, columns);
    line[column] = glyphs.tick;
    const width = widthOf(label);
    const at = indent + Math.max(0, Math.min(column - Math.floor(width / 2), columns - width));
    const used = widthOf(labels);
    if (at < used + (used === 0 ? 0 : 2)) continue;
    labels += ' '.repeat(at - used) + glyphs.shown(label);
  }
  const notes = axis.note === null ? [] : wrap(axis.note, columns + indent, glyphs.more);
  return [' '.repeat(indent) + line.join(''), labels, ...notes];
}
