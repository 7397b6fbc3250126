import { type Block, blocksOf, type Section } from '../document/blocks.ts';
import { own, type Rich } from '../document/rich.ts';

/** Word and LibreOffice lay out so many rows in seconds. A hundred thousand of them are minutes, and no page that is read. */
const MOST = 5000;

interface Left {
  number: number;
  told: boolean;
}

/**
 * A section of which no more is left than a word processor can lay out: so many rows, items and paragraphs, and a sentence
 * that says how many there were and where all of them are.
 */
export function limited(section: Section, most = MOST): Section {
  return pruned(section, { number: most, told: false });
}

function pruned(section: Section, left: Left): Section {
  const kept: Block[] = [];
  for (const block of blocksOf(section)) {
    if (left.number <= 0) {
      if (!left.told) kept.push(said('What follows in this section is not here.'));
      left.told = true;
      break;
    }
    kept.push(...cut(block, left));
  }
  return { title: section.title, blocks: kept };
}

function cut(block: Block, left: Left): Block[] {
  if ('blocks' in block) {
    left.number -= 1;
    return [pruned(block, left)];
  }
  if ('rows' in block) return cutTo(left, block.rows, 'rows', (rows) => ({ ...block, rows }));
  if ('items' in block) return cutTo(left, block.items, 'entries', (items) => ({ ...block, items }));
  left.number -= 1;
  return [block];
}

function cutTo<T>(left: Left, all: readonly T[], name: string, make: (some: readonly T[]) => Block): Block[] {
  const most = left.number;
  left.number -= all.length;
  if (all.length <= most) return [make(all)];
  left.told = true;
  return [
    make(all.slice(0, most)),
    said(`Here are the first ${most} of ${all.length} ${name}, and nothing that follows in this section.`),
  ];
}

function said(what: string): Rich {
  return own(
    `**Not all of it is in this file:** a word processor cannot handle so much. ${what} All of it is in the report as Markdown, HTML and JSON.`,
  );
}
