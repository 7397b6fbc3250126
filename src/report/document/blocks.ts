import type { Picture } from '../pictures/picture.ts';
import { shorten } from '../visible.ts';
import { type Inline, isEmpty, lineOf, own, type Rich, rich } from './rich.ts';

/** A list with bullets. An item may have a text to the letter below it. */
export interface Bullets {
  readonly items: readonly Item[];
}

export interface Item {
  readonly line: Rich;
  readonly code?: string;
}

/** A table; a cell that is null has nothing to say. */
export interface Table {
  /** Empty where the first column is the heading of its row. */
  readonly headers: readonly string[];
  readonly rows: readonly (readonly (Rich | null)[])[];
}

/** A text of several lines, as somebody said it. */
export interface Quotation {
  readonly quoted: string;
}

/** A picture; each form draws it as it can, and says what it shows in words too. */
export interface Figure {
  readonly picture: Picture;
}

/** What stands below a heading, each below the other. */
export type Block = Rich | Bullets | Table | Quotation | Figure | Section;

/** A part of the page: a heading, and what stands under it. A string is a sentence of ours; what is empty is left out. */
export interface Section {
  readonly title: Inline;
  readonly blocks: readonly (Block | string)[];
}

/** Longer than this a cell makes its table hard to read; the whole text stands elsewhere, and in the JSON. */
const CELL_LENGTH = 300;

/** What there is to show of a section, in its order. */
export function blocksOf({ blocks }: Section): readonly Block[] {
  return blocks.flatMap((block) => shown(block) ?? []);
}

function shown(block: Block | string): Block | null {
  if (typeof block === 'string') return block === '' ? null : own(block);
  if ('items' in block) return block.items.length > 0 ? block : null;
  if ('rows' in block) return block.rows.length > 0 ? block : null;
  if ('blocks' in block) return block;
  return 'pieces' in block && isEmpty(block) ? null : block;
}

/** A table. Nothing where there are no rows: say so in words instead. */
export function table(headers: readonly string[], rows: readonly (readonly (Inline | null)[])[]): Table {
  return { headers, rows: rows.map((row) => row.map(cell)) };
}

function cell(value: Inline | null): Rich | null {
  if (value === null) return null;
  const line = typeof value === 'string' ? rich`${shorten(value, CELL_LENGTH)}` : lineOf(value);
  return isEmpty(line) ? null : line;
}

/** The figures of a picture, for who cannot see it and for who counts. */
export function tableOf({ table: { headers, rows } }: Picture): Table {
  return table(headers, rows);
}

/** A list with bullets. */
export function bullets(items: readonly Inline[]): Bullets {
  return { items: items.map((item) => ({ line: lineOf(item) })) };
}

/** Words of ours, and what they lead to below them; nothing where that is empty. */
export function led(words: Rich | string, block: Bullets | Table): readonly (Block | string)[] {
  return shown(block) === null ? [] : [words, block];
}

/** A text of several lines as a quotation, its lines kept. */
export function quotation(text: string): Quotation {
  return { quoted: text };
}
