import { App } from '../../src/tui/app.ts';
import type { ScreenName } from '../../src/tui/view.ts';
import { openStage, type Stage } from './stage.ts';

/** An application without a terminal, of a size that shows everything. */
export function openApp(stage: Stage = openStage(), screen: ScreenName = 'run', person = 'Mara') {
  const said = { left: 0, suspended: 0, redrawn: 0 };
  const app = new App(stage.session, person, screen, {
    size: () => ({ columns: 100, rows: 40 }),
    leave: () => {
      said.left += 1;
    },
    suspend: () => {
      said.suspended += 1;
    },
    redraw: () => {
      said.redrawn += 1;
    },
    onReport: () => '/reports/run.md',
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
