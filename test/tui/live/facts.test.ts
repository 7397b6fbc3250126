import { describe, expect, it } from 'vitest';
import type { App } from '../../../src/tui/app.ts';
import { questionOf } from '../../../src/tui/fill.ts';
import { formNamed } from '../../../src/tui/forms/forms.ts';
import { openApp, press, typeLine } from '../keyboard.ts';
import { openResponse } from './stage.ts';

/** The question that the form at hand asks now, what stands there, and what is said to be wrong. */
function asked(app: App) {
  const { pane } = app.c.view;
  if (pane?.kind !== 'form') throw new Error('no form is open');
  const { field, problem } = pane;
  return { question: questionOf(pane, formNamed(pane.form), app.c), text: field.text, problem };
}

describe('given a moment that is to be said', () => {
  it('the form says which', () => {
    const app = openApp(openResponse()).app;
    app.open('revise-anchor', { anchor: 'intruded' });
    expect(asked(app).question?.label).toBe('When did they come in?');
  });

  it('when what was typed is no time, then that is said at once, and it stays there to be mended', () => {
    const app = openApp(openResponse()).app;
    app.open('revise-anchor', { anchor: 'intruded' });
    typeLine(app, 'on Sunday');
    expect(asked(app)).toMatchObject({
      text: 'on Sunday',
      problem: expect.stringContaining('on Sunday is not a time'),
    });
  });

  it('when somebody goes back, then what was answered after it is there again', () => {
    const app = openApp(openResponse()).app;
    app.open('revise-anchor', { anchor: 'intruded' });
    typeLine(app, '2026-05-04 02:00');
    typeLine(app, 'the run logs');
    press(app, 'u', 'p', 'up', 'up');
    expect(asked(app).text).toBe('2026-05-04 02:00');
    press(app, 'enter');
    expect(asked(app).text).toBe('the run logs');
    press(app, 'enter');
    expect(asked(app).text).toBe('up');
    press(app, 'enter');
    expect(app.c.state.anchors.intruded).toBe(Date.parse('2026-05-04T02:00:00Z'));
  });
});

describe('given an item that was added with the wrong type', () => {
  it('when its type is set, then it is chosen among those that something can be run for', () => {
    const stage = openResponse();
    stage.knows('stage', 'runner', 'release.yml');
    const app = openApp(stage).app;
    app.open('set-field', { item: 'release-yml', field: 'type' });
    const { question } = asked(app);
    expect(question?.choices?.map(({ value }) => value)).toEqual(['workflow', 'runner']);
    press(app, '1', 'enter');
    typeLine(app, 'Mistyped');
    expect(stage.session.state.register.stage?.['release-yml']?.type).toBe('workflow');
  });
});
