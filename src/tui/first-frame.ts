import { isReadAloud } from './aloud.ts';
import { enterAlternate } from './alternate.ts';
import { canvasFor } from './frame.ts';
import { type HomeProps, homeRows } from './home.ts';
import { repaint } from './painter.ts';
import { homeFrame, homeState } from './screens/home.ts';
import { speaksUnicode, themeOf } from './theme.ts';

export const HOME_TITLE = 'Breakglass';

/**
 * Paints the home screen before the library is loaded that reads its keys, and returns the rows, or null where
 * nothing is painted: a person has something to read at once. What is typed meanwhile waits in the terminal.
 */
export function paintHome(
  props: HomeProps,
  { stdin, stdout }: { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream },
  color: boolean,
): readonly string[] | null {
  if (isReadAloud({})) return null;
  const theme = themeOf({ color, unicode: speaksUnicode(process.env) });
  const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
  const rows = homeFrame(homeState(homeRows(props)), canvasFor(size, theme)).lines.map((line) => theme.paint(line));
  if (stdin.isTTY) stdin.setRawMode(true);
  stdout.write(`${enterAlternate(HOME_TITLE)}${repaint(null, rows, null)}`);
  return rows;
}
