import { describe, expect, it } from 'vitest';
import { App } from '../../src/tui/app.ts';
import { moveIn, scrollTo, windowFrom, windowOf } from '../../src/tui/list.ts';
import { paletteChoices } from '../../src/tui/palette.ts';
import { fc } from '../helpers/properties.ts';
import { openApp, press, screenOf } from './keyboard.ts';
import { openStage, playedStage } from './stage.ts';

const key = fc.constantFrom('pagedown', 'pageup');

describe('given a page key', () => {
  it('a text goes on with the last line of the page before: no line is left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 2, max: 40 }), (count, height) => {
        let inSight = windowFrom(count, 0, height);
        for (let pages = 0; pages < 200 && inSight.to < count; pages += 1) {
          const next = windowFrom(count, scrollTo('space', { top: inSight.from, height }) ?? 0, height);
          expect(next.from).toBeLessThanOrEqual(inSight.to - 1);
          expect(next.to).toBeGreaterThan(inSight.to);
          if (next.to < count) expect(next.from).toBe(inSight.to - 1);
          inSight = next;
        }
        expect(inSight.to).toBe(count);
      }),
    );
  });

  it('a list does so too, also where the next frame has fewer rows for it, and the mark is in sight', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.tuple(key, fc.integer({ min: 4, max: 20 })), { minLength: 1, maxLength: 30 }),
        (count, presses) => {
          let at = { cursor: 0, pageTop: null as number | null };
          let window = windowOf(count, 0, 10, null);
          for (const [pressed, height] of presses) {
            const inSight = { top: window.from, height: window.to - window.from };
            at = moveIn(count, at.cursor, pressed, inSight) ?? at;
            const next = windowOf(count, at.cursor, height, at.pageTop);
            expect(next.from).toBeLessThanOrEqual(window.to);
            expect(next.to).toBeGreaterThanOrEqual(window.from);
            expect(at.cursor).toBeGreaterThanOrEqual(next.from);
            expect(at.cursor).toBeLessThan(next.to);
            window = next;
          }
        },
      ),
    );
  });
});

const small = { size: () => ({ columns: 80, rows: 24 }), leave() {}, suspend() {}, redraw() {} };

describe('given screens that are longer than the terminal', () => {
  it('the briefing shows every line of its story', () => {
    const { session } = openStage({ paused: true });
    const app = new App(session, 'Mara', 'briefing', { ...small, size: () => ({ columns: 44, rows: 20 }) });
    const story = (app.c.state.definition.scenario?.briefing ?? '').split(/\s+/).filter(Boolean);
    let seen = screenOf(app);
    for (let pages = 0; pages < 12; pages += 1) {
      press(app, 'pagedown');
      seen += screenOf(app);
    }
    for (const word of story) expect(seen).toContain(word);
  });

  it('the timelines of the hot wash show every row, down and up', () => {
    const app = new App(playedStage('by-the-book').session, 'Incident lead', 'hot-wash', small);
    press(app, '2');
    const rows = () => /rows (\d+) to (\d+) of (\d+)/.exec(screenOf(app))?.slice(1).map(Number) ?? [];
    let [from = 0, to = 0, of = 0] = rows();
    expect([from, of > to]).toEqual([1, true]);
    while (to < of) {
      press(app, 'pagedown');
      const [next = 0, end = 0] = rows();
      expect(next).toBeLessThanOrEqual(to);
      expect(end).toBeGreaterThan(to);
      [from, to] = [next, end];
    }
    while (from > 1) {
      press(app, 'pageup');
      const [next = 0, end = 0] = rows();
      expect(end).toBeGreaterThanOrEqual(from);
      expect(next).toBeLessThan(from);
      from = next;
    }
  });

  it('a long list of choices shows each of them', () => {
    const { session } = openStage();
    const app = new App(session, 'Mara', 'run', { ...small, size: () => ({ columns: 40, rows: 15 }) });
    for (let count = 10; count < 60; count += 1) app.command({ type: 'note', text: `n${count}` });
    const allOf = () => {
      let seen = screenOf(app);
      for (let pages = 0; pages < 60; pages += 1) {
        press(app, 'pagedown');
        seen += screenOf(app);
      }
      return seen;
    };
    app.open('correct');
    const entries = allOf();
    for (let count = 10; count < 60; count += 1) expect(entries).toContain(`noted: n${count}`);
    press(app, 'esc', ':');
    const commands = allOf();
    for (const { label } of paletteChoices(app.c, '')) expect(commands).toContain(label.slice(0, 20));
  });

  it('the timeline goes back to its first entry page by page, and to the newest', () => {
    const { app } = openApp();
    for (let count = 0; count < 80; count += 1) app.command({ type: 'note', text: `note ${count} of many` });
    press(app, 't');
    let seen = screenOf(app);
    for (let pages = 0; pages < 8; pages += 1) {
      press(app, 'pageup');
      seen += screenOf(app);
    }
    for (let count = 0; count < 80; count += 1) expect(seen).toContain(`note ${count} of many`);
    for (let pages = 0; pages < 8; pages += 1) {
      press(app, 'pagedown');
      screenOf(app);
    }
    expect(app.c.view.timeline.cursor).toBeNull();
  });
});
