import { pad } from '../../language/fit.ts';
import { widthOf } from '../../language/width.ts';
import type { Table } from '../document/blocks.ts';
import { columnWidths } from '../document/columns.ts';
import { plainLine } from './lines.ts';
import { wrapped } from './wrap.ts';

/** Between two columns. */
const GAP = '  ';
/** Columns of words need this much beyond their longest words, or they are a word wide. */
const BREATH = 1.2;

/** A table in columns under a head; where they would be a word wide, each row by itself as a list of what is what. */
export function tableText(table: Table, columns: number): string {
  const rows = table.rows.map((row) => row.map((cell) => (cell === null ? '' : plainLine(cell)) || '–'));
  const hasHead = table.headers.some((header) => header !== '');
  const room = columns - GAP.length * (table.headers.length - 1);
  const widths = columnWidths(hasHead ? [table.headers, ...rows] : rows, Math.floor(room / BREATH), widthOf);
  if (widths === null) return listed(table.headers, rows, columns);
  const fitting = columnWidths(hasHead ? [table.headers, ...rows] : rows, room, widthOf) ?? widths;
  return laidOut(hasHead ? table.headers : null, rows, fitting);
}

function laidOut(headers: readonly string[] | null, rows: readonly (readonly string[])[], widths: readonly number[]) {
  const shown = rows.map((row) => rowLines(row, widths));
  // Where a row takes several lines, an empty one says where it ends.
  const between = headers !== null && shown.some((lines) => lines.length > 1) ? '\n\n' : '\n';
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  const head = headers === null ? [] : [...rowLines(headers, widths), rule];
  return [...head, shown.map((lines) => lines.join('\n')).join(between)].join('\n');
}

function rowLines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = row.map((cell, index) => linesOf(cell, widths[index] ?? 1));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, index) => pad(lines[line] ?? '', widths[index] ?? 1))
      .join(GAP)
      .trimEnd(),
  );
}

function listed(headers: readonly string[], rows: readonly (readonly string[])[], columns: number): string {
  const said = (row: readonly string[]) =>
    row.map((cell, index) => hanging(headers[index] ? `${headers[index]}: ${cell}` : cell, '', '  ', columns));
  return rows.map((row) => said(row).join('\n')).join('\n\n');
}

/** A text with something before its first line, and something else before each that follows. */
export function hanging(text: string, first: string, rest: string, columns: number): string {
  return linesOf(text, columns - Math.max(first.length, rest.length))
    .map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd())
    .join('\n');
}

function linesOf(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapped(line, columns));
}
