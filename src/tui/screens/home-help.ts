import { helpRows } from '../components/help.ts';
import { type Canvas, compose, type Frame, rule } from '../frame.ts';
import { rowsOf } from '../keys.ts';
import { type Line, span } from '../lines.ts';

/** Every key of the home screen. */
export function homeHelpFrame(canvas: Canvas): Frame {
  const rows = rowsOf('home').map((row) => ({ row, words: String(row.help ?? row.label), isOff: false }));
  const head: Line[] = [[span(' BREAKGLASS ', 'strong'), span(' keys', 'dim')], rule(canvas)];
  const foot: Line[] = [rule(canvas), [span(' Esc', 'key'), span(' back')]];
  return compose(canvas, head, helpRows(rows, canvas), foot);
}
