import { describe, expect, it } from 'vitest';
import { App } from '../../src/tui/app.ts';
import type { Context } from '../../src/tui/context.ts';
import { questionOf } from '../../src/tui/fill.ts';
import { readTime } from '../../src/tui/forms/facts.ts';
import { commandForms, forms } from '../../src/tui/forms/forms.ts';
import { overrideKey, overrideOf } from '../../src/tui/forms/steps.ts';
import { paletteChoices } from '../../src/tui/palette.ts';
import { openApp, press, typeLine } from './keyboard.ts';
import { openStage, playedStage } from './stage.ts';

const NOTHING_TOLD = {
  pending: {},
  slots: {},
  headline: '',
  asks: {},
  sent: 0,
  superseded: 0,
  dropped: 0,
  withheld: false,
};

function offeredIn(c: Context): Set<string> {
  return new Set(paletteChoices(c, '').flatMap(({ value }) => (value.startsWith('command ') ? [value.slice(8)] : [])));
}

describe('given every command of the engine', () => {
  it('the palette offers all of them but those that are the program’s own', () => {
    const { c } = openApp().app;
    const offered = offeredIn({ ...c, state: { ...c.state, outbox: { slack: NOTHING_TOLD } } });
    expect([...offered].sort()).toEqual(Object.keys(commandForms).sort());
    expect(offered.size).toBeGreaterThan(40);
    const hidden = [...offered].filter((name) => !offeredIn(c).has(name)).sort();
    expect(hidden).toEqual(['drop-delivery', 'retry-delivery', 'withhold']);
    for (const own of ['open', 'wake', 'leave', 'recover']) expect(offered).not.toContain(own);
  });

  it.each(Object.keys(forms))('the form %s opens, and every question in it has words', (name) => {
    const { app } = openApp();
    const form = forms[name];
    const questions = form?.asks({}, app.c) ?? [];
    expect(form?.title).toMatch(/\w/);
    for (const { label } of questions) expect(label).toMatch(/\w/);
  });
});

describe('given players who do not know the truth', () => {
  it('no form and no line of the palette names a message that has not come, or a move', () => {
    const { app } = openApp();
    const { scenario } = app.c.state.definition;
    const secret = [
      ...(scenario?.injects ?? []).filter(({ id }) => app.c.state.injects[id]?.shown === undefined).map(({ id }) => id),
      ...(scenario?.adversary.moves ?? []).map(({ id }) => id),
      'release.yml',
      'NPM_TOKEN',
      'backdoor',
    ];
    const words = [
      ...paletteChoices(app.c, '').map(({ label }) => label),
      ...Object.values(forms).flatMap((form) =>
        form
          .asks({}, app.c)
          .flatMap(({ label, hint = '', choices = [] }) => [label, hint, ...choices.map((one) => one.label)]),
      ),
    ].join('\n');
    for (const one of secret) expect(words).not.toContain(one);
  });

  it('the tasks that are looked for are listed only in the hot wash', () => {
    const asks = (app: App) => forms.observe?.asks({}, app.c)[0]?.choices;
    expect(asks(openApp().app)).toBeUndefined();
    const { app } = openApp();
    app.command({ type: 'stop', reason: 'enough' });
    expect(asks(app)?.map(({ value }) => value)).toEqual(['contain', 'recover', 'tell']);
  });
});

describe('given a form with several questions', () => {
  it('asks one after the other, goes back with the answer in place, and sends all of them', () => {
    const { app } = openApp();
    app.open('hand-over');
    typeLine(app, 'lead');
    typeLine(app, 'Priya');
    press(app, 'shift-tab');
    expect(app.c.view.pane).toMatchObject({ field: { text: 'Priya' } });
    press(app, 'enter');
    typeLine(app, 'Nothing is isolated yet.');
    expect(app.c.state.roles.lead).toBe('Priya');
    expect(app.c.view.pane).toBeNull();
  });

  it('says what is wrong, and keeps what was typed', () => {
    const { app } = openApp();
    app.open('jump');
    typeLine(app, 'soon');
    expect(app.c.view.pane).toMatchObject({
      form: 'jump',
      field: { text: 'soon' },
      problem: expect.stringContaining('25m'),
    });
  });

  it('does not go on without an answer that is needed', () => {
    const { app } = openApp();
    app.open('note');
    press(app, 'enter');
    expect(app.c.view.pane).toMatchObject({ problem: expect.stringContaining('needed') });
    expect(app.c.entries.some(({ type }) => type === 'note.added')).toBe(false);
  });

  it('asks for what an item of that kind must have', () => {
    const { app } = openApp();
    app.open('add-item', { kind: 'backup' });
    const { pane } = app.c.view;
    const asked =
      pane?.kind === 'form' ? forms['add-item']?.asks({ kind: 'backup' }, app.c).map(({ name }) => name) : [];
    expect(asked).toEqual(['kind', 'name', 'field taken', 'field digest']);
    typeLine(app, 'monthly');
    typeLine(app, '03:00');
    typeLine(app, 'sha256:1234');
    expect(app.c.state.register.backup?.monthly?.fields).toMatchObject({
      taken: '2026-03-02T03:00:00.000Z',
      digest: 'sha256:1234',
    });
  });

  it('asks evidence by a text, and says where a file is not there', () => {
    const { app } = openApp();
    app.open('do-otherwise', { instance: 'acknowledge' });
    typeLine(app, 'By phone');
    typeLine(app, '/nowhere/at/all.txt');
    expect(app.c.view.pane).toMatchObject({ form: 'do-otherwise', problem: expect.stringMatching(/nowhere/) });
  });

  it('opens with nothing to ask as what it is: done at once', () => {
    const { app } = openApp();
    app.open('pause');
    expect(app.c.state.clock.running).toBe(false);
    expect(app.c.view.pane).toBeNull();
  });
});

describe('given a form of the hot wash', () => {
  it('marks the suggested rating, and takes it with its reason', () => {
    const { session } = openStage();
    const app = new App(session, 'Mara', 'run', {
      size: () => ({ columns: 80, rows: 24 }),
      leave() {},
      suspend() {},
      redraw() {},
    });
    app.command({ type: 'stop', reason: 'enough' });
    app.open('rate', { objective: 'contain' });
    const { pane } = app.c.view;
    const form = forms.rate;
    expect(pane?.kind === 'form' && form && questionOf(pane, form, app.c)?.choices?.[pane.cursor]?.value).toBe('U');
    press(app, 'enter', 'enter');
    expect(app.c.state.ratings.contain?.final).toBe('U');
  });

  it('is not asked once the run is closed: it says so first', () => {
    const { session } = playedStage('by-the-book');
    const app = new App(session, 'Incident lead', 'hot-wash', {
      size: () => ({ columns: 80, rows: 24 }),
      leave() {},
      suspend() {},
      redraw() {},
    });
    app.open('add-improvement');
    expect(app.c.view.pane).toBeNull();
    expect(app.c.view.notice).toMatchObject({ text: expect.stringMatching(/closed/) });
  });
});

describe('given a time as people type it', () => {
  const now = Date.parse('2026-03-02T08:12:00Z');
  it.each([
    ['04:17', '2026-03-02T04:17:00.000Z'],
    ['4:17Z', '2026-03-02T04:17:00.000Z'],
    ['22:00', '2026-03-01T22:00:00.000Z'],
    ['2026-03-02T04:17:00+01:00', '2026-03-02T03:17:00.000Z'],
    ['2026-03-02 04:17', '2026-03-02T04:17:00.000Z'],
    ['2026-03-02 04:17Z', '2026-03-02T04:17:00.000Z'],
    ['2026-03-02T04:17', '2026-03-02T04:17:00.000Z'],
    ['2026-03-02 04:17:30 +01:00', '2026-03-02T03:17:30.000Z'],
    ['2026-02-30 04:17', null],
    ['25:00', null],
    ['noon', null],
  ])('reads %s', (said, time) => {
    expect(readTime(said, now)).toBe(time);
  });
});

describe('given what a refusal would let the lead override', () => {
  it.each([
    { what: 'gate', phase: 'isolate' } as const,
    { what: 'require', step: 'verify-backup', item: 'weekly' } as const,
    { what: 'order', step: 'hand-back' } as const,
  ])('a form carries it there and back: %o', (over) => {
    expect(overrideOf(overrideKey(over))).toEqual(over);
  });
});
