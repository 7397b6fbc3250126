import { type Block, blocksOf, type Item, type Section } from '../document/blocks.ts';
import { lineText } from '../document/plain.ts';
import { lineOf } from '../document/rich.ts';
import { visible } from '../visible.ts';
import { runs } from './lines.ts';
import { tableXml } from './tables.ts';
import { bounded, lineBreakXml, paragraph, run } from './xml.ts';

/** Word has nine levels of headings; what is deeper than this keeps the look of the fourth. */
const DEEPEST = 4;

/** A section with all below it, each heading marked. `anchor` is the number of the bookmark that the contents lead to. */
export function sectionXml(section: Section, mark: string, level = 1, anchor?: number): string {
  const title = `${mark === '' ? '' : run(mark)}${runs(lineOf(section.title))}`;
  const about = lineText(lineOf(section.title));
  const shown = blocksOf(section);
  return [
    paragraph(`Heading${Math.min(level, DEEPEST)}`, anchor === undefined ? title : bookmarked(title, anchor)),
    ...shown.map((block, index) => blockXml(block, shown[index + 1], { mark, level, about })),
  ].join('');
}

/** The bookmark's name that the contents lead to. */
export function anchorName(anchor: number): string {
  return `_Toc${String(anchor).padStart(8, '0')}`;
}

function bookmarked(inside: string, anchor: number): string {
  return `<w:bookmarkStart w:id="${anchor}" w:name="${anchorName(anchor)}"/>${inside}<w:bookmarkEnd w:id="${anchor}"/>`;
}

interface Around {
  readonly mark: string;
  readonly level: number;
  readonly about: string;
}

function blockXml(block: Block, next: Block | undefined, { mark, level, about }: Around): string {
  if ('pieces' in block) return paragraph('BodyText', runs(block), leads(next));
  if ('items' in block) return block.items.map(itemXml).join('');
  if ('rows' in block) return tableXml(block, about);
  return 'quoted' in block ? quotationXml(block.quoted) : sectionXml(block, mark, level + 1);
}

/** Words before a list, a table or a quotation are of no use at the foot of the page before it. */
function leads(next: Block | undefined): boolean {
  return next !== undefined && !('pieces' in next) && !('blocks' in next);
}

function itemXml({ line, code }: Item): string {
  if (code === undefined) return paragraph('ListBullet', runs(line));
  return `${paragraph('ListBullet', runs(line), true)}${linesXml('Code', bounded(visible(code)).split('\n'))}`;
}

function quotationXml(text: string): string {
  const lines = bounded(visible(text)).split('\n');
  while (lines.at(-1)?.trim() === '') lines.pop();
  return linesXml('Quote', lines);
}

/** Lines as they are, in one paragraph: so they stay one thing, with one border. */
function linesXml(style: string, lines: readonly string[]): string {
  return paragraph(style, lines.map((line) => run(line)).join(lineBreakXml));
}
