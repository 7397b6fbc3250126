import { type Canvas, compose, type Frame } from '../frame.ts';
import type { Line } from '../lines.ts';
import { windowFrom } from '../list.ts';

/** What is fixed above and below a pane, and the rows between. */
export interface Around {
  readonly head: readonly Line[];
  readonly foot: readonly Line[];
  readonly room: number;
}

/** Rows of a long text, from `top` on. */
export function scrolled(rows: readonly Line[], top: number, canvas: Canvas, { head, foot, room }: Around): Frame {
  const { from, to } = windowFrom(rows.length, top, room);
  return compose(canvas, head, rows.slice(from, to), foot, { top: from, height: room });
}
