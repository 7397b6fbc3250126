import { App, type Surroundings } from '../../src/tui/app.ts';
import { textOfLine } from '../../src/tui/lines.ts';
import { frameOf } from '../../src/tui/screens/screen.ts';
import { themeOf } from '../../src/tui/theme.ts';
import type { ScreenName } from '../../src/tui/view.ts';
import { openStage, type Stage } from './stage.ts';

/** An application without a terminal, of a size that shows everything. */
export function openApp(
  stage: Stage = openStage(),
  screen: ScreenName = 'run',
  person = 'Mara',
  more: Partial<Surroundings> = {},
) {
  const said = { left: 0, how: '', suspended: 0, redrawn: 0 };
  const app = new App(stage.session, person, screen, {
    size: () => ({ columns: 100, rows: 40 }),
    leave: (how) => {
      said.left += 1;
      said.how = how;
    },
    suspend: () => {
      said.suspended += 1;
    },
    redraw: () => {
      said.redrawn += 1;
    },
    onReport: () => '/reports/run.md',
    ...more,
  });
  return { app, stage, said };
}

/** Presses keys by name, one after the other. */
export function press(app: App, ...keys: string[]): void {
  for (const key of keys) app.press({ key });
}

/** Types a text where something is asked, in place of what stands there, and presses Enter. */
export function typeLine(app: App, text: string): void {
  for (const one of [{ key: 'ctrl-e' }, { key: 'ctrl-u' }, { paste: text }, { key: 'enter' }]) app.press(one);
}

const theme = themeOf({ color: false, unicode: true });

/** What the screen shows, as text. What it has scrolled to is known to the keys, as it is on a terminal. */
export function screenOf(app: App): string {
  const frame = frameOf(app, theme, []);
  app.inSight = frame.inSight;
  return frame.lines.map(textOfLine).join('\n');
}
