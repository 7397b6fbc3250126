import { describe, expect, it } from 'vitest';
import { App } from '../../src/tui/app.ts';
import { unread } from '../../src/tui/now.ts';
import { loaded, playbookText, scenarioText } from '../run/texts.ts';
import { openApp, press, screenOf, typeLine } from './keyboard.ts';
import { openStage, stageOf } from './stage.ts';

/** A drill in which an answer is open to be read, and then a message comes. */
function readingWhenItComes() {
  const opened = openApp(openStage({ responses: { confirm: { show: 'e91b0c4 acme-ci' } } }));
  press(opened.app, 'enter', 'enter', 'enter');
  expect(opened.app.c.view.pane).toMatchObject({ kind: 'answer', step: 'confirm' });
  expect(screenOf(opened.app)).not.toContain('DRILL MESSAGE');
  opened.app.command({ type: 'release-inject', inject: 'regulator-calls' });
  return opened;
}

const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it. }
`);
const asking = scenarioText({
  plays: '  - { play: it, pace: never, expect: { outcome: time-up } }',
  more: `injects:
  - inject: boss
    at: T
    from: The boss
    via: phone
    to: [lead]
    text: Do we pay?
    ask:
      question: What do you say?
      options:
        pay: { label: We pay at once. }
        wait: { label: We wait. }
        never: { label: We never pay. }
`,
});

/** A drill in which a message asks, with options; the form is open. */
function asked() {
  const { app } = openApp(stageOf(loaded(book, asking)));
  press(app, 'm', 'enter');
  expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'answer-inject' });
  return app;
}
const answerOf = (app: App) => app.c.state.injects.boss?.answer;

describe('given a message that comes while a pane is open', () => {
  it('when an answer is read, then the header says so, m opens it, and closing it goes back to the answer', () => {
    const { app } = readingWhenItComes();
    const shown = screenOf(app);
    expect(shown).toContain('1 DRILL MESSAGE: m');
    expect(shown).toContain('m read the message');
    press(app, 'm');
    expect(app.c.view.pane).toMatchObject({ kind: 'message', inject: 'regulator-calls' });
    press(app, 'esc');
    expect(app.c.view.pane).toMatchObject({ kind: 'answer', step: 'confirm' });
    expect(screenOf(app)).not.toContain('DRILL MESSAGE');
  });

  it('when the terminal is small, then the header says so all the same', () => {
    const { session } = readingWhenItComes().stage;
    const app = new App(session, 'Mara', 'briefing', {
      size: () => ({ columns: 40, rows: 15 }),
      leave() {},
      suspend() {},
      redraw() {},
    });
    press(app, 'enter', '?');
    expect(screenOf(app)).toMatch(/\d DRILL MESSAGES?: m/);
  });

  it.each([
    ['help', '?', 'help'],
    ['a question whether to leave', 'q', 'confirm'],
  ])('when %s is open, then m reads it there', (_, key, kind) => {
    const { app } = openApp();
    press(app, key);
    app.command({ type: 'release-inject', inject: 'regulator-calls' });
    expect(screenOf(app)).toMatch(/\d DRILL MESSAGES?: m/);
    for (const _one of unread(app.c)) press(app, 'm', 'esc');
    expect(unread(app.c)).toEqual([]);
    expect(app.c.view.pane).toMatchObject({ kind });
  });

  it('when a text is typed, then it is said without a key that would be a letter of the text', () => {
    const { app } = readingWhenItComes();
    press(app, 'esc', 'n');
    expect(screenOf(app)).toMatch(/1 DRILL MESSAGE(?!S?:)/);
    press(app, 'm');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', field: { text: 'm' } });
  });

  it('when it is the one that is being answered, then it does not wait', () => {
    const { app } = readingWhenItComes();
    press(app, 'm', 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'answer-inject' });
    expect(screenOf(app)).not.toContain('DRILL MESSAGE');
  });
});

describe('given a message that asks, with options', () => {
  it('when Enter is pressed once more, then nothing is answered, and it is said what to do', () => {
    const app = asked();
    const shown = screenOf(app);
    expect(shown).not.toMatch(/▶ \d/);
    expect(shown).toContain('An arrow or a number marks an answer, Enter sends it.');
    expect(shown).toContain('take what you mark');
    press(app, 'enter', 'enter');
    expect(answerOf(app)).toBeUndefined();
    expect(screenOf(app)).toContain('Nothing is chosen yet. An arrow or a number marks an answer');
  });

  it.each([
    ['a number', ['2'], 'wait', 'We wait.'],
    ['the first arrow down', ['down'], 'pay', 'We pay at once.'],
    ['two arrows', ['down', 'down'], 'wait', 'We wait.'],
  ])('when it is chosen by %s, then that is sent, and said back', (_, keys, answer, words) => {
    const app = asked();
    press(app, ...keys, 'enter');
    expect(answerOf(app)).toBe(answer);
    expect(app.c.view.notice).toEqual({ tone: 'good', text: `Answered: ${words}` });
  });

  it('when what is typed fits one option, then that is marked; fits it several, then none is', () => {
    const app = asked();
    app.press({ paste: 'we' });
    press(app, 'enter');
    expect(answerOf(app)).toBeUndefined();
    app.press({ paste: ' never' });
    press(app, 'enter');
    expect(answerOf(app)).toBe('never');
  });

  it('when nothing fits, then it says how to have the options back, and Esc does that and no more', () => {
    const app = asked();
    app.press({ paste: 'zzz' });
    expect(screenOf(app)).toContain('No option has these words: Esc clears.');
    press(app, 'esc');
    expect(screenOf(app)).toContain('1 We pay at once.');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', cursor: -1, field: { text: '' } });
    press(app, 'esc');
    expect(app.c.view.pane).toBeNull();
  });

  it('when the answer is a text, then that is said back', () => {
    const { app } = openApp();
    app.command({ type: 'release-inject', inject: 'regulator-calls' });
    app.open('answer-inject', { inject: 'regulator-calls' });
    typeLine(app, 'Within 72 hours.');
    expect(app.c.view.notice?.text).toBe('Answered: Within 72 hours.');
  });
});
