import { type Block, blocksOf, type Figure, type Item, type Section, type Table } from '../document/blocks.ts';
import { insideOf, lineOf, type Piece, type Rich, rich } from '../document/rich.ts';
import { titleOf } from '../pictures/picture.ts';
import { drawingText } from '../pictures/text.ts';
import { visible } from '../visible.ts';
import { escapeCode, escapeText } from './escape.ts';

/** As wide as GitHub shows without scrolling, on most screens. */
const PICTURE_COLUMNS = 96;

/** A line as Markdown. What came from outside does nothing in it but show. */
export function lineMarkdown({ pieces }: Rich): string {
  return pieces.map(pieceMarkdown).join('');
}

function pieceMarkdown(piece: Piece): string {
  if ('own' in piece) return piece.own;
  if ('text' in piece) return escapeText(piece.text);
  if ('code' in piece) return escapeCode(piece.code);
  if ('lineBreak' in piece) return '\\\n  ';
  const inside = lineMarkdown({ pieces: insideOf(piece) });
  if ('strong' in piece) return `**${inside}**`;
  if ('emphasis' in piece) return `*${inside}*`;
  return inside === escapeText(piece.link) ? `<${piece.link}>` : `[${inside}](${piece.link})`;
}

/** A section with all below it, each heading marked, so that a part that was torn off still says what it is. */
export function sectionMarkdown(section: Section, mark: string, level = 2): string {
  const heading = `${'#'.repeat(level)} ${mark}${lineMarkdown(lineOf(section.title))}`;
  return [heading, ...blocksOf(section).map((block) => blockMarkdown(block, mark, level + 1))].join('\n\n');
}

function blockMarkdown(block: Block, mark: string, level: number): string {
  if ('pieces' in block) return lineMarkdown(block);
  if ('items' in block) return listMarkdown(block.items);
  if ('rows' in block) return tableMarkdown(block);
  if ('picture' in block) return figureMarkdown(block);
  return 'quoted' in block ? quotationMarkdown(block.quoted) : sectionMarkdown(block, mark, level);
}

/** Drawn in characters, as GitHub shows no picture that is not a file; what it shows is said below it. */
function figureMarkdown({ picture }: Figure): string {
  return [
    lineMarkdown(rich`**${titleOf(picture)}**`),
    codeBlock(drawingText(picture, PICTURE_COLUMNS).join('\n'), ''),
    lineMarkdown(rich`*${picture.alt}*`),
  ].join('\n\n');
}

/** A table; a dash where a cell has nothing to say. */
export function tableMarkdown({ headers, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = rows.map((row) => line(row.map((cell) => (cell === null ? '–' : lineMarkdown(cell)) || '–')));
  return [line(headers), line(headers.map(() => '---')), ...shown].join('\n');
}

/** Items with a text to the letter below them stand apart. */
function listMarkdown(items: readonly Item[]): string {
  const shown = items.map(({ line, code }) =>
    code === undefined ? `- ${lineMarkdown(line)}` : `- ${lineMarkdown(line)}\n\n${codeBlock(code, '  ')}`,
  );
  return shown.join(items.some(({ code }) => code !== undefined) ? '\n\n' : '\n');
}

function quotationMarkdown(text: string): string {
  const lines = visible(text)
    .split('\n')
    .map((line) => escapeText(line));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => (line === '' ? '>' : `> ${line}${hardBreak(lines, index)}`)).join('\n');
}

function hardBreak(lines: readonly string[], index: number): string {
  return (lines[index + 1] ?? '') === '' ? '' : '\\';
}

/** The fence is longer than any in the text, so that nothing in it ends the block; the indent puts it into a list. */
function codeBlock(text: string, indent: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [fence, ...shown.split('\n'), fence].map((line) => `${indent}${line}`).join('\n');
}
