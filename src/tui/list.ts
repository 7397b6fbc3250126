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

/**
 * The window that a page key went to, as long as the cursor is in it; else the one around the cursor. A page then begins
 * where the last one ended, however many rows the next frame has.
 */
export function windowOf(count: number, cursor: number, height: number, pageTop: number | null): Span {
  const at = windowFrom(count, pageTop ?? 0, height);
  return pageTop !== null && cursor >= at.from && cursor < at.to ? at : windowAround(count, cursor, height);
}

/** The first row in sight after a page key: one row of what was in sight stays. Null where the key is not one. */
function pageTop(key: string, { top, height }: { top: number; height: number }): number | null {
  const page = Math.max(1, height - 1);
  if (key === 'pageup') return Math.max(0, top - page);
  return key === 'pagedown' ? top + page : null;
}

/**
 * How far a page key goes among choices: by half of what is in sight, as their window does. A whole page could pass over
 * the choice that the line below them, which counts the rest, stands in place of.
 */
export function choicePage({ height }: { readonly height: number }): number {
  return Math.max(1, Math.floor(height / 2));
}

/** Where a key scrolls a text to, by its first row in sight; null where it does not. A space is a page. */
export function scrollTo(key: string, inSight: { readonly top: number; readonly height: number }): number | null {
  const name = key === 'space' ? 'pagedown' : key;
  return pageTop(name, inSight) ?? moveCursor(inSight.top, name, Number.MAX_SAFE_INTEGER, 1);
}

/** The cursor of a list and its page after a key; null where the key moves neither. The mark goes to the first row that is new. */
export function moveIn(
  count: number,
  cursor: number,
  key: string,
  inSight: { readonly top: number; readonly height: number },
): { readonly cursor: number; readonly pageTop: number | null } | null {
  const top = pageTop(key, inSight);
  if (top === null) {
    const to = moveCursor(cursor, key, count, 1);
    return to === null ? null : { cursor: to, pageTop: null };
  }
  const next = key === 'pagedown' ? inSight.top + inSight.height : inSight.top - 1;
  return { cursor: Math.max(0, Math.min(count - 1, next)), pageTop: top };
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
