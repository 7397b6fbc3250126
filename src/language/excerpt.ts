import { type Cell, cellsOf } from './display-width.ts';
import { lineRange, positionOf, type Range, type Source } from './source.ts';

/** Columns of an excerpt; a longer line is shown around the place alone. */
const WIDTH = 100;
/** Columns before the place that are shown of a long line. */
const BEFORE = 30;
/** Code units around the place that are looked at: more than can be shown, less than a line of a megabyte. */
const REACH = 1000;

/** The line of a place as it is shown, and where the carets go under it. */
export interface Excerpt {
  readonly line: number;
  readonly text: string;
  /** Columns before the first caret. */
  readonly indent: number;
  /** At least one. */
  readonly carets: number;
}

/** The first line of a range, cut to a width that fits a terminal. Null for a line without anything on it. */
export function excerpt(source: Source, range: Range): Excerpt | null {
  const { line } = positionOf(source, range.start);
  const whole = lineRange(source, line);
  if (!whole || whole.end === whole.start) return null;
  const from = Math.max(whole.start, range.start - REACH);
  const to = Math.min(whole.end, range.start + REACH);
  const cells = cellsOf(source.text.slice(from, to)).map((cell) => ({
    ...cell,
    start: cell.start + from,
    end: cell.end + from,
  }));
  const first = firstCell(cells, range.start);
  const last = Math.max(first + 1, lastCell(cells, Math.min(range.end, whole.end)));
  const [left, right] = window(cells, first, last);
  const cutLeft = left > 0 || from > whole.start;
  const cutRight = right < cells.length || to < whole.end;
  const text = cells
    .slice(left, right)
    .map(({ shown }) => shown)
    .join('');
  return {
    line,
    text: `${cutLeft ? '…' : ''}${text}${cutRight ? '…' : ''}`,
    indent: widthOf(cells.slice(left, first)) + (cutLeft ? 1 : 0),
    carets: Math.max(1, widthOf(cells.slice(first, Math.min(last, right)))),
  };
}

/** The cells that are shown: all where they fit, else some before the place and what fits after it. */
function window(cells: readonly Cell[], first: number, last: number): [number, number] {
  if (widthOf(cells) <= WIDTH) return [0, cells.length];
  let left = first;
  let used = 0;
  while (left > 0 && used < BEFORE) used += cells[--left]?.width ?? 0;
  let right = first;
  while (right < cells.length && used < WIDTH) used += cells[right++]?.width ?? 0;
  // What is left over at the end of a line goes to the text before the place.
  while (right === cells.length && left > 0 && used < WIDTH) used += cells[--left]?.width ?? 0;
  return [left, Math.max(right, Math.min(last, first + 1))];
}

function firstCell(cells: readonly Cell[], offset: number): number {
  const at = cells.findIndex(({ end }) => end > offset);
  return at === -1 ? cells.length : at;
}

function lastCell(cells: readonly Cell[], offset: number): number {
  const at = cells.findIndex(({ start }) => start >= offset);
  return at === -1 ? cells.length : at;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
