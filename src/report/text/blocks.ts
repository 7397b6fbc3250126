import { widthOf } from '../../language/width.ts';
import { type Block, blocksOf, type Item, type Section } from '../document/blocks.ts';
import { lineOf } from '../document/rich.ts';
import { pictureText } from '../pictures/text.ts';
import { visible } from '../visible.ts';
import { plainLine } from './lines.ts';
import { hanging, tableText } from './tables.ts';
import { broken } from './wrap.ts';

const underlines = ['=', '=', '-', '~', '.'] as const;

/** A heading with a line under it, by which its level is told; the page's own title is of level 0. */
export function headingText(words: string, level: number, columns: number): string {
  const shown = hanging(words, '', '', columns);
  const length = Math.max(...shown.split('\n').map(widthOf));
  const under = underlines[Math.min(level, underlines.length - 1)] ?? '-';
  return `${shown}\n${under.repeat(level === 0 ? columns : length)}`;
}

/** A section with all below it, each heading marked. */
export function sectionText(section: Section, mark: string, columns: number, level = 1): string {
  const heading = headingText(`${mark}${plainLine(lineOf(section.title))}`, level, columns);
  return [heading, ...blocksOf(section).map((block) => blockText(block, mark, columns, level + 1))].join('\n\n');
}

function blockText(block: Block, mark: string, columns: number, level: number): string {
  if ('pieces' in block) return hanging(plainLine(block), '', '', columns);
  if ('items' in block) return listText(block.items, columns);
  if ('rows' in block) return tableText(block, columns);
  if ('picture' in block) return pictureText(block.picture, columns).join('\n');
  return 'quoted' in block ? quotationText(block.quoted, columns) : sectionText(block, mark, columns, level);
}

function listText(items: readonly Item[], columns: number): string {
  const shown = items.map(({ line, code }) => {
    const said = hanging(plainLine(line), '- ', '  ', columns);
    return code === undefined ? said : `${said}\n\n${codeText(code, columns)}`;
  });
  return shown.join(items.some(({ code }) => code !== undefined) ? '\n\n' : '\n');
}

/** To the letter; a line that is too long goes on further in, so that it is not taken for two. */
function codeText(code: string, columns: number): string {
  const [indent, further] = ['    ', '      '];
  return visible(code)
    .split('\n')
    .flatMap((line) =>
      broken(line, columns - further.length).map((part, index) => `${index === 0 ? indent : further}${part}`.trimEnd()),
    )
    .join('\n');
}

function quotationText(text: string, columns: number): string {
  const lines = visible(text)
    .split('\n')
    .map((line) => hanging(line, '> ', '> ', columns));
  while (lines.at(-1) === '>') lines.pop();
  return lines.join('\n');
}
