import { describe, expect, it } from 'vitest';
import { playOf } from '../../src/run/open.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import { App } from '../../src/tui/app.ts';
import { hotWashTabs } from '../../src/tui/hot-wash.ts';
import { accidentText, loaded, playbookText } from '../run/texts.ts';
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

const size = { size: () => ({ columns: 80, rows: 40 }), leave() {}, suspend() {}, redraw() {} };
const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it., reaches: acknowledged }
      - { step: back, after: [], role: operator, for-each: backup, effect: restore, do: Bring it back. }
`);

/** What the pages of the hot wash of an accident show, first to last. */
function accident(plays: string, columns = 80) {
  const content = loaded(book, accidentText({ plays }));
  const { session } = playInMemory(content, playOf(content));
  const app = new App(session, 'Mara', 'hot-wash', {
    ...size,
    size: () => ({ columns, rows: columns === 80 ? 40 : 15 }),
  });
  const pages = hotWashTabs.map((_, index) => {
    press(app, String(index + 1));
    return screenOf(app);
  });
  return { app, pages };
}

describe('given an accident, when it is over', () => {
  const nobody = '  - { play: it, pace: never, expect: { outcome: time-up } }';
  const back = '  - { play: it, pace: never, at: { back: 20m }, expect: { lost: none } }';

  it('no page speaks of an attacker, an intrusion or a thing that nobody could have stolen', () => {
    for (const columns of [80, 40])
      for (const plays of [nobody, back])
        expect(accident(plays, columns).pages.join('\n')).not.toMatch(/attacker|intru|stolen|clean(?!-)|compromised/i);
  });

  it('what went on stands beside what the team did', () => {
    const { pages } = accident(nobody);
    expect(pages[0]).toMatch(/It happened: The store is emptied; The clean-up takes the copy\./);
    expect(pages[1]).toMatch(/what went on +│ the team/);
    expect(pages[1]).toMatch(/T\+00:00 +The store is emptied +│/);
    expect(accident(nobody, 40).pages[1]).toContain('WENT ON The store');
  });

  it('each thing stands as it was at the end', () => {
    expect(accident(nobody).pages[0]).toMatch(/the store +destroyed\n[\s\S]*a copy +destroyed/);
    expect(accident(back).pages[0]).toMatch(/prune\.timer +untouched[\s\S]*the store +back, 6 h lost/);
  });

  it('its timeline has one clock', () => {
    const { app } = accident(back);
    press(app, 't');
    expect(screenOf(app)).toMatch(/known +what\n/);
  });
});

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
