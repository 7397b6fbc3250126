import type { Picture } from './picture.ts';

export interface SvgLook {
  /** In pixels. */
  readonly width: number;
  /** What the ids in it begin with; on one page no two pictures may have the same. Letters, digits and dashes. */
  readonly ids?: string;
}

/** Narrower than this nothing in it can be read. */
const LEAST_WIDTH = 280;

/**
 * A picture as SVG. It needs no script, no style and no font of its own, says by itself what it shows, and is the same
 * to the byte for the same picture and width. What draws it is loaded when the first one is drawn.
 */
export async function pictureSvg(picture: Picture, { width, ids = picture.id }: SvgLook): Promise<string> {
  if (!/^[A-Za-z][\w-]*$/.test(ids))
    throw new RangeError(`"${ids}" cannot begin an id: letters, digits and dashes can.`);
  const { svgOf } = await import('./svg/chart.ts');
  return svgOf(picture, Math.max(LEAST_WIDTH, Math.round(width)), ids);
}
