/** Where the text cursor stands, from 0; null hides it. */
export type Caret = { readonly row: number; readonly column: number } | null;

const SYNC_BEGIN = '\u001b[?2026h';
const SYNC_END = '\u001b[?2026l';

/**
 * What to write so that a screen that shows `before` (null: anything) shows `after`. Only rows that differ are written,
 * each at its absolute place: what a resize or a suspended job left behind cannot shift them.
 */
export function repaint(before: readonly string[] | null, after: readonly string[], caret: Caret): string {
  const out: string[] = [];
  if (!before) out.push('\u001b[0m\u001b[2J');
  const rows = Math.max(before?.length ?? 0, after.length);
  let last = Number.NaN;
  for (let row = 0; row < rows; row += 1) {
    const text = after[row] ?? '';
    if (text === (before?.[row] ?? '')) continue;
    // Erased first: after a full row the cursor waits on the last column, and erasing would take that with it.
    out.push(last === row - 1 ? '\r\n' : `\u001b[${row + 1};1H`, '\u001b[K', skipBlanks(text));
    last = row;
  }
  const cursor = caret ? `\u001b[${caret.row + 1};${caret.column + 1}H\u001b[?25h` : '\u001b[?25l';
  return `${SYNC_BEGIN}${out.join('')}${cursor}${SYNC_END}`;
}

/** The row is empty before it is written: a long run of blanks is stepped over. */
function skipBlanks(text: string): string {
  return text.replace(/ {7,}/g, (blanks) => `\u001b[${blanks.length}C`);
}
