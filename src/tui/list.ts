/** The part of a long list that is on the screen: entries `from` up to, not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The window of `height` entries out of `count` that has `cursor` in it. It moves by half its height, not with every
 * step of the cursor: most keys then change two rows of the screen, not all of them.
 */
export function windowAround(count: number, cursor: number, height: number): Span {
  const size = Math.max(0, Math.min(count, height));
  const half = Math.max(1, Math.floor(size / 2));
  const wanted = Math.floor(cursor / half) * half - Math.floor(half / 2);
  const from = Math.max(0, Math.min(count - size, wanted));
  return { from, to: from + size };
}

/** The window of `height` entries that begins at `top`, moved up where it would run past the end. */
export function windowFrom(count: number, top: number, height: number): Span {
  const size = Math.max(0, Math.min(count, height));
  const from = Math.max(0, Math.min(count - size, top));
  return { from, to: from + size };
}

/** Where a cursor stands after a move key; null where the key does not move it. `page` is how far a page goes. */
export function moveCursor(cursor: number, key: string, count: number, page: number): number | null {
  const last = Math.max(0, count - 1);
  const clamp = (at: number) => Math.max(0, Math.min(last, at));
  if (key === 'up' || key === 'k') return clamp(cursor - 1);
  if (key === 'down' || key === 'j') return clamp(cursor + 1);
  if (key === 'pageup') return clamp(cursor - page);
  if (key === 'pagedown') return clamp(cursor + page);
  if (key === 'home' || key === 'g') return 0;
  if (key === 'end' || key === 'G') return last;
  return null;
}
