import { describe, expect, it } from 'vitest';
import { actsOf } from '../../src/tui/acts/acts.ts';
import { forms } from '../../src/tui/forms/forms.ts';
import { labelOfRow, rowFor, rowsOf } from '../../src/tui/keys.ts';
import type { Place } from '../../src/tui/view.ts';
import { openApp, press, typeLine } from './keyboard.ts';

const places: readonly Place[] = [
  'briefing',
  'run',
  'brief',
  'clocks',
  'contacts',
  'register',
  'timeline',
  'hot-wash',
  'text',
  'choice',
  'palette',
  'filter',
  'response',
  'message',
  'confirm',
  'help',
  'commands',
  'survey',
  'secret',
  'details',
];

describe.each(places)('given the keys of the place %s', (place) => {
  const { app } = openApp();

  it('every one has a handler and words', () => {
    const acts = actsOf(place, app.passing);
    for (const row of rowsOf(place)) {
      expect(acts[row.act], `${place}: ${row.keys[0]} ${row.act}`).toBeTypeOf('function');
      expect(labelOfRow(row, app.c)).toMatch(/\w/);
    }
  });

  it('every form and screen that they name is there', () => {
    for (const { act, arg = '' } of rowsOf(place)) {
      if (act === 'form' || act === 'item-form') expect(forms).toHaveProperty([arg]);
      if (act === 'screen') expect(places).toContain(arg);
    }
  });

  it('no key stands for two things at the same time, unless one of them is conditional and comes first', () => {
    const always = rowsOf(place)
      .filter(({ when }) => when === undefined)
      .flatMap(({ keys }) => keys);
    expect(new Set(always).size).toBe(always.length);
  });

  it('Ctrl-C leaves', () => {
    expect(rowFor(place, 'ctrl-c', app.c)?.act).toBe('leave');
  });
});

describe('given somebody at the keys', () => {
  it.each(
    places.filter(
      (place) =>
        ![
          'text',
          'choice',
          'palette',
          'filter',
          'response',
          'message',
          'confirm',
          'help',
          'commands',
          'survey',
          'secret',
          'details',
        ].includes(place),
    ),
  )('? and : work on the screen %s', (place) => {
    const { app } = openApp();
    expect(rowFor(place, '?', app.c)?.act).toBe('help');
    expect(rowFor(place, ':', app.c)?.act).toBe('palette');
  });

  it('Ctrl-C leaves at once, also while something is typed', () => {
    const { app, said } = openApp();
    press(app, 'n', 'a', 'b', 'ctrl-c');
    expect(said).toMatchObject({ left: 1, how: 'interrupted' });
  });

  it('q asks first, says how to go on, and leaves on yes', () => {
    const { app, said } = openApp();
    press(app, 'q');
    expect(app.c.view.pane).toMatchObject({
      kind: 'confirm',
      lines: expect.arrayContaining([expect.stringContaining(`breakglass resume ${app.c.run}`)]),
    });
    press(app, 'esc');
    expect(said.left).toBe(0);
    press(app, 'q', 'y');
    expect(said).toMatchObject({ left: 1, how: 'left' });
  });

  it('a paste where nothing is typed runs no key', () => {
    const { app, said } = openApp();
    const before = app.c.entries.length;
    app.press({ paste: 'q\ry\rwn:skip\r' });
    expect(said.left).toBe(0);
    expect(app.c.view.pane).toBeNull();
    expect(app.c.entries).toHaveLength(before);
  });

  it('a paste of ten kilobytes into a field is kept whole', () => {
    const { app } = openApp();
    const text = 'line of a log\n'.repeat(740);
    press(app, 'n');
    app.press({ paste: text });
    press(app, 'enter');
    const note = app.c.entries.at(-1);
    expect(note?.type === 'note.added' && note.text).toBe(text.trim());
  });

  it('what nobody has cannot be given back, so nobody is asked why', () => {
    const { app } = openApp();
    press(app, 'u');
    expect(app.c.view.pane).toBeNull();
    press(app, 'enter', 'u');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'release' });
  });

  it('the palette does what its line says', () => {
    const { app } = openApp();
    press(app, ':', 'p', 'a', 'u', 's', 'e', 'enter');
    expect(app.c.state.clock.running).toBe(false);
    press(app, ':');
    typeLine(app, 'timeline');
    expect(app.c.view.screen).toBe('timeline');
  });

  it('space pauses the clock and lets it go on', () => {
    const { app } = openApp();
    press(app, 'space');
    expect(app.c.state.clock.running).toBe(false);
    press(app, 'space');
    expect(app.c.state.clock.running).toBe(true);
  });

  it('> asks before time jumps', () => {
    const { app, stage } = openApp();
    press(app, '>');
    expect(stage.session.now()).toBe(0);
    press(app, 'y');
    expect(stage.session.now()).toBeGreaterThan(0);
  });
});
