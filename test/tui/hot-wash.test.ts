import { describe, expect, it } from 'vitest';
import { App } from '../../src/tui/app.ts';
import { hotWashTabs } from '../../src/tui/hot-wash.ts';
import { press, screenOf } from './keyboard.ts';
import { openStage } from './stage.ts';

/** A drill that was stopped at once, on a small terminal. */
function washing() {
  const { session } = openStage();
  const app = new App(session, 'Mara', 'run', {
    size: () => ({ columns: 80, rows: 15 }),
    leave() {},
    suspend() {},
    redraw() {},
  });
  for (const name of ['a.yml', 'b.yml', 'c.yml', 'd.yml', 'e.yml', 'f.yml'])
    app.command({ type: 'add-item', kind: 'stage', name });
  app.command({ type: 'stop', reason: 'enough' });
  return app;
}

const rangeIn = (text: string) => /rows (\d+) to (\d+) of (\d+)/.exec(text)?.slice(1).map(Number) ?? [];

describe('given a page of the hot wash that is longer than the screen', () => {
  it.each(hotWashTabs.flatMap((name, index) => (name === 'milestones' ? [] : [[name, String(index + 1)] as const])))(
    'the page %s says which rows are in sight, and comes to the last one',
    (_, key) => {
      const app = washing();
      press(app, key);
      const [from, to = 0, of = 0] = rangeIn(screenOf(app));
      expect(from).toBe(1);
      expect(to).toBeLessThan(of);
      press(app, 'j');
      screenOf(app);
      for (let pages = 0; pages < 20; pages += 1) {
        press(app, 'pagedown');
        screenOf(app);
      }
      expect(rangeIn(screenOf(app))[1]).toBe(of);
      for (let pages = 0; pages < 20; pages += 1) {
        press(app, 'pageup');
        screenOf(app);
      }
      expect(rangeIn(screenOf(app))[0]).toBe(1);
    },
  );

  it('what the attacker did is there to the end', () => {
    const app = washing();
    let seen = screenOf(app);
    press(app, 'end');
    seen += screenOf(app);
    expect(seen).toMatch(/The attacker did: [\s\S]*Prevented: \w/);
  });
});
