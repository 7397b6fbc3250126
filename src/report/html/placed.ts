import { type Block, blocksOf, type Section } from '../document/blocks.ts';
import { lineText } from '../document/plain.ts';
import { lineOf } from '../document/rich.ts';

/** A section at its place on the page, with the name that leads to it. */
export interface Placed {
  readonly id: string;
  readonly section: Section;
  readonly title: string;
  readonly blocks: readonly (Exclude<Block, Section> | Placed)[];
}

/** Long enough to be known by; what goes on longer is cut. */
const ID_LENGTH = 60;

/** Gives each section an id that is its own, made of its title: the same report has the same ones. */
export function placed(sections: readonly Section[]): Placed[] {
  const taken = new Map<string, number>();
  const place = (section: Section): Placed => {
    const title = lineText(lineOf(section.title));
    return {
      id: unique(title, taken),
      section,
      title,
      blocks: blocksOf(section).map((block) => ('blocks' in block ? place(block) : block)),
    };
  };
  return sections.map(place);
}

function unique(title: string, taken: Map<string, number>): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, ID_LENGTH)
    .replace(/^-+|-+$/g, '');
  const base = /^[a-z]/.test(words) ? words : `part-${words}`;
  const times = (taken.get(base) ?? 0) + 1;
  taken.set(base, times);
  return times === 1 ? base : `${base}--${times}`;
}
