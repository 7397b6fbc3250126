import { cut } from '../../language/fit.ts';
import { wrap } from './columns.ts';
import { ascii, blocks, type Glyphs } from './glyphs.ts';
import { type Drawing, type Picture, titleOf } from './picture.ts';
import { gridText } from './text-grid.ts';
import { lanesText } from './text-lanes.ts';
import { linesText } from './text-lines.ts';

/** Fewer columns than this hold no drawing. */
const LEAST = 24;

/**
 * A picture as lines of text for a terminal, none of them wider than `columns`: its title, the drawing in block characters
 * or in plain ASCII, and below it what it shows in words.
 */
export function pictureText(picture: Picture, columns: number, look: { readonly ascii?: boolean } = {}): string[] {
  const glyphs = look.ascii ? ascii : blocks;
  const words = wrap(glyphs.shown(picture.alt), columns, glyphs.more);
  const title = cut(glyphs.shown(titleOf(picture)), columns, glyphs.more);
  if (columns < LEAST) return [title, ...words];
  return [title, ...drawingText(picture, columns, look), ...words];
}

/** The drawing alone, for where title and words stand beside it. */
export function drawingText({ drawing }: Picture, columns: number, look: { readonly ascii?: boolean } = {}): string[] {
  return drawn(drawing, columns, look.ascii ? ascii : blocks).map((line) => line.trimEnd());
}

function drawn(drawing: Drawing, columns: number, glyphs: Glyphs): string[] {
  switch (drawing.form) {
    case 'lanes':
      return lanesText(drawing, columns, glyphs);
    case 'lines':
      return linesText(drawing, columns, glyphs);
    case 'grid':
      return gridText(drawing, columns, glyphs);
  }
}
