import { blocksOf, type Section } from '../document/blocks.ts';
import type { Document } from '../document.ts';
import type { Picture } from '../pictures/picture.ts';
import { pictureSvg } from '../pictures/svg.ts';

/** A drawing for a page of some width: the style sheet shows one of those of a picture. */
export interface Drawing {
  readonly className: string;
  readonly svg: string;
}

/** The drawings of a picture, made before the page is. */
export type Drawn = (picture: Picture) => readonly Drawing[];

/** In pixels: on a page of usual width and on paper, and on a telephone. */
const widths = { wide: 760, narrow: 358 } as const;

/** Draws every picture of a document. */
export async function drawnOf({ sections }: Document): Promise<Drawn> {
  const made = new Map<string, readonly Drawing[]>();
  for (const picture of sections.flatMap(picturesIn))
    made.set(
      picture.id,
      await Promise.all(
        Object.entries(widths).map(async ([name, width]) => ({
          className: `drawing ${name}-drawing`,
          svg: await pictureSvg(picture, { width, ids: `${picture.id}-${name}` }),
        })),
      ),
    );
  return ({ id }) => made.get(id) ?? [];
}

function picturesIn(section: Section): Picture[] {
  return blocksOf(section).flatMap((block) => {
    if ('picture' in block) return [block.picture];
    return 'blocks' in block ? picturesIn(block) : [];
  });
}
