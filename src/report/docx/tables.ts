import type { Table } from '../document/blocks.ts';
import { columnWidths } from '../document/columns.ts';
import { lineText } from '../document/plain.ts';
import type { Rich } from '../document/rich.ts';
import { runs } from './lines.ts';
import { escapeXml, paragraph, run } from './xml.ts';

/** What is between the margins of a page, in twentieths of a point. */
export const TEXT_WIDTH = 9638;
/** A character of a table's text, on average, and what stands free at both sides of a cell. */
const CHARACTER = 92;
const PADDING = 160;
/** How much wider letters in bold may be: a head of one word is not broken. */
const BOLD = 1.25;
/** A row that is longer than this, in characters, may go on on the next page. */
const LONG_ROW = 1500;

type Row = Table['rows'][number];

/** LibreOffice takes minutes for a table of thousands of rows, and seconds for the same rows in several. */
const ROWS_OF_ONE = 400;

/** A table as wide as the page, its head repeated on every page; a dash where a cell has nothing to say. `about` says it to who cannot see it. */
export function tableXml(table: Table, about: string): string {
  const widths = widthsOf(table);
  const parts: string[] = [];
  for (let from = 0; from < table.rows.length; from += ROWS_OF_ONE)
    parts.push(partXml({ ...table, rows: table.rows.slice(from, from + ROWS_OF_ONE) }, widths, about));
  return parts.join('');
}

function partXml({ headers, rows }: Table, widths: readonly number[], about: string): string {
  const hasHead = isHeaded(headers);
  const look = hasHead
    ? 'w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'
    : 'w:val="0680" w:firstRow="0" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"';
  return [
    `<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook ${look}/><w:tblCaption w:val="${escapeXml(about)}"/></w:tblPr>`,
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`,
    hasHead ? headXml(headers, widths) : '',
    // A head and one row alone at the foot of a page say little.
    ...rows.map((row, index) => rowXml(row, widths, index === 0 && rows.length > 1)),
    '</w:tbl>',
    // Two tables that touch would be one.
    paragraph('AfterTable', ''),
  ].join('');
}

function isHeaded(headers: readonly string[]): boolean {
  return headers.some((header) => header !== '');
}

function headXml(headers: readonly string[], widths: readonly number[]): string {
  const cells = headers.map((header, index) => cellXml(paragraph('TableHead', run(header), true), widths[index] ?? 0));
  return `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${cells.join('')}</w:tr>`;
}

function rowXml(row: Row, widths: readonly number[], leads: boolean): string {
  const cells = row.map((cell, index) => cellXml(paragraph('TableText', contentXml(cell), leads), widths[index] ?? 0));
  const inside = cells.join('');
  const isShort = row.reduce((length, cell) => length + (cell === null ? 1 : lengthOf(cell)), 0) < LONG_ROW;
  return `<w:tr>${isShort ? '<w:trPr><w:cantSplit/></w:trPr>' : ''}${inside}</w:tr>`;
}

function cellXml(inside: string, width: number): string {
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${inside}</w:tc>`;
}

function contentXml(cell: Rich | null): string {
  return (cell === null ? '' : runs(cell)) || run('–');
}

function lengthOf(cell: Rich): number {
  return lineText(cell).length;
}

/** Widths that fit what stands in the columns, and together the page. */
function widthsOf({ headers, rows }: Table): readonly number[] {
  const texts = rows.slice(0, 1000).map((row) => row.map((cell) => (cell === null ? '–' : lineText(cell))));
  const free = TEXT_WIDTH - headers.length * PADDING;
  const fitting =
    columnWidths(
      isHeaded(headers) ? [headers.map((header) => header.padEnd(Math.ceil(header.length * BOLD))), ...texts] : texts,
      Math.floor(free / CHARACTER),
      (text) => text.length,
    ) ?? headers.map(() => 1);
  const all = fitting.reduce((total, width) => total + width, 0);
  const widths = fitting.map((width) => Math.floor((width * free) / all) + PADDING);
  const rest = TEXT_WIDTH - widths.reduce((total, width) => total + width, 0);
  return widths.map((width, index) => (index === widths.length - 1 ? width + rest : width));
}
