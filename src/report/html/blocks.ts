import { createElement as h, type ReactNode } from 'react';
import {
  type Block,
  type Bullets,
  type Figure,
  type Quotation,
  type Section,
  type Table,
  tableOf,
} from '../document/blocks.ts';
import { lineOf, type Rich } from '../document/rich.ts';
import { titleOf } from '../pictures/picture.ts';
import { plainLine } from '../text/lines.ts';
import { visible } from '../visible.ts';
import type { Drawn } from './drawn.ts';
import { lineNode } from './lines.ts';
import type { Placed } from './placed.ts';

/** From so many columns on a table may be wider than a narrow screen: then it scrolls by itself, and the page does not. */
const WIDE = 3;
/** Headings below this level look and mean the same. */
const DEEPEST = 6;
/** `-12 d 18 h`. */
const SHORT = 10;
/** A break may come behind a dash anyway. */
const longWord = /[^\s-]{14}/;

/** A section with all below it. `mark` stands before every heading, so that a page torn out still says what it is. */
export function sectionNode({ id, section, title, blocks }: Placed, mark: string, drawn: Drawn, level = 2): ReactNode {
  const heading = h(
    `h${Math.min(level, DEEPEST)}`,
    { id: `${id}-h` },
    mark === '' ? null : h('span', { className: 'mark' }, mark),
    lineNode(lineOf(section.title)),
  );
  return h(
    'section',
    { key: id, id, ...(level === 2 && { 'aria-labelledby': `${id}-h` }) },
    heading,
    ...blocks.map((block) =>
      'section' in block ? sectionNode(block, mark, drawn, level + 1) : blockNode(block, title, drawn),
    ),
  );
}

function blockNode(block: Exclude<Block, Section>, title: string, drawn: Drawn): ReactNode {
  if ('pieces' in block) return h('p', null, lineNode(block));
  if ('items' in block) return listNode(block);
  if ('rows' in block) return tableNode(block, title);
  return 'picture' in block ? figureNode(block, drawn) : quotationNode(block);
}

/** Drawn twice, for a wide and for a narrow page; the style sheet shows one of them. Its figures can be opened below it. */
function figureNode({ picture }: Figure, drawn: Drawn): ReactNode {
  return h(
    'figure',
    null,
    ...drawn(picture).map(({ className, svg }) =>
      // Our own drawing, in which every text was escaped.
      h('div', { className, dangerouslySetInnerHTML: { __html: svg } }),
    ),
    h('figcaption', null, h('strong', null, titleOf(picture)), ' ', picture.alt),
    h('details', null, h('summary', null, 'The figures'), tableNode(tableOf(picture), picture.title)),
  );
}

function listNode({ items }: Bullets): ReactNode {
  return h(
    'ul',
    null,
    ...items.map(({ line, code }) =>
      h('li', null, lineNode(line), code === undefined ? null : h('pre', null, h('code', null, visible(code)))),
    ),
  );
}

/** A table; where its columns have no headings, its rows have. */
export function tableNode({ headers, rows }: Table, title: string): ReactNode {
  const hasHeaders = headers.some((header) => header !== '');
  const columns = Math.max(headers.length, ...rows.slice(0, 1).map((row) => row.length));
  const table = h(
    'table',
    null,
    hasHeaders ? h('thead', null, h('tr', null, ...headers.map((header) => h('th', { scope: 'col' }, header)))) : null,
    h(
      'tbody',
      null,
      ...rows.map((row) => h('tr', null, ...row.map((cell, at) => cellNode(cell, !hasHeaders && at === 0)))),
    ),
  );
  if (columns < WIDE) return h('div', { className: hasHeaders ? 'table' : 'table facts' }, table);
  const name = `Table: ${title}`;
  return h(
    'div',
    { className: `table wide columns-${Math.min(columns, 8)}`, role: 'group', 'aria-label': name, tabIndex: 0 },
    table,
  );
}

function cellNode(cell: Rich | null, isHeading: boolean): ReactNode {
  if (cell === null) return h('td', null, '–');
  if (isHeading) return h('th', { scope: 'row' }, lineNode(cell));
  return h('td', { className: widthClass(plainLine(cell)) }, lineNode(cell));
}

/** A word of usual length is not broken to make its column narrow, and what is as short as a figure stays on one line. */
function widthClass(text: string): string | undefined {
  if (text.length <= SHORT) return 'short';
  return longWord.test(text) ? 'long' : undefined;
}

function quotationNode({ quoted }: Quotation): ReactNode {
  return h('blockquote', null, h('p', null, visible(quoted).trimEnd()));
}
