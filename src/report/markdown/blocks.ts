import { alarms } from '../open-question.ts';
import { escapeText, shorten, visible } from './escape.ts';

/** Markdown that is ready: built by `md` and by the blocks, never from a text as it came. */
export interface Md {
  readonly md: string;
}

/** A text as it came, or Markdown that is ready. */
export type Inline = string | number | Md;

/** Longer than this a cell makes its table hard to read; the whole text stands elsewhere, and in the JSON. */
const CELL_LENGTH = 300;

/** Markdown with values in it. Every value that is a text is escaped: there is no other way to put one in. */
export function md(literals: TemplateStringsArray, ...values: readonly Inline[]): Md {
  return { md: literals.reduce((text, literal, index) => text + inline(values[index - 1] ?? '') + literal) };
}

function inline(value: Inline): string {
  return typeof value === 'object' ? value.md : escapeText(String(value));
}

/** Several pieces side by side, those that are null left out. */
export function join(pieces: readonly (Inline | null)[], separator: string): Md {
  const shown = pieces.flatMap((piece) => (piece === null ? [] : [inline(piece)])).filter((piece) => piece !== '');
  return { md: shown.join(separator) };
}

/** A table; a dash where there is nothing. Empty where there are no rows: say so in words instead. */
export function table(headers: readonly string[], rows: readonly (readonly (Inline | null)[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

function cell(value: Inline | null): string {
  const text = value === null ? '' : inline(typeof value === 'string' ? shorten(value, CELL_LENGTH) : value);
  return text === '' ? '–' : text;
}

/** A line that begins with an alarm has it in bold. */
export function loud(line: string): Md {
  const alarm = Object.values(alarms).find((words) => line.startsWith(`${words}: `));
  return alarm === undefined ? md`${line}` : md`**${alarm}:** ${line.slice(alarm.length + 2)}`;
}

/** A list with bullets. */
export function bullets(items: readonly Inline[]): string {
  return items.map((item) => `- ${inline(item)}`).join('\n');
}

/** A text of several lines as a quotation, its lines kept. */
export function quotation(text: string): string {
  const lines = visible(text)
    .split('\n')
    .map((line) => escapeText(line));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => (line === '' ? '>' : `> ${line}${hardBreak(lines, index)}`)).join('\n');
}

/**
 * A text to the letter, as a block of code; `indent` puts it into a list. The fence is longer than any in the text, so that
 * nothing in it ends the block.
 */
export function codeBlock(text: string, indent = ''): string {
  const shown = visible(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [fence, ...shown.split('\n'), fence].map((line) => `${indent}${line}`).join('\n');
}

function hardBreak(lines: readonly string[], index: number): string {
  return (lines[index + 1] ?? '') === '' ? '' : '\\';
}

/** A part of the page: a heading of the second level, which says what kind of run this is, and what stands under it. */
export interface Section {
  readonly title: Inline;
  readonly blocks: readonly (string | Section)[];
}

/** Blocks one below the other, each heading marked, so that a part that was torn off still says what it is. */
export function page(section: Section, mark: string, level = 2): string {
  const blocks = section.blocks.map((block) => (typeof block === 'string' ? block : page(block, mark, level + 1)));
  const heading = `${'#'.repeat(level)} ${mark}${inline(section.title)}`;
  return [heading, ...blocks.filter((block) => block !== '')].join('\n\n');
}
