import { describe, expect, it } from 'vitest';
import { labelOf } from '../../src/engine/queries.ts';
import type { App } from '../../src/tui/app.ts';
import { canvasFor } from '../../src/tui/frame.ts';
import { nowView } from '../../src/tui/now.ts';
import { plain } from '../../src/tui/plain.ts';
import { themeOf } from '../../src/tui/theme.ts';
import { openApp, press, screenOf, typeLine } from './keyboard.ts';
import { openStage, type Responses } from './stage.ts';

const theme = themeOf({ color: false, unicode: true });
const statusOf = (app: App, step: string, item = '-') => app.c.state.steps[step]?.[item]?.status;

/** A drill in which steps answer as given, with one person in every role. */
function answering(responses: Responses, roles?: Readonly<Record<string, string>>) {
  return openApp(openStage({ responses, ...(roles ? { roles } : {}) }));
}

/** Through triage, whatever it shows. */
function throughTriage(app: App): void {
  for (let presses = 0; presses < 40 && app.c.state.phases.triage?.status !== 'closed'; presses += 1) {
    if (app.place() === 'text') typeLine(app, 'As it was agreed.');
    else press(app, 'enter');
  }
}

function lookAt(app: App, label: string): void {
  const place = nowView(app.c).list.findIndex(({ ref }) => ref && labelOf(app.c.state, ref) === label);
  press(app, String(place + 1));
}

describe('given a decision with something to look at', () => {
  it('when it is taken up, then that is shown first, and Enter goes on to what is decided', () => {
    const { app } = answering({ confirm: { show: 'e91b0c4 acme-ci' } });
    press(app, 'enter', 'enter', 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'answer', step: 'confirm' });
    expect(screenOf(app)).toMatch(/ANSWER {2}confirm\n {2}e91b0c4 acme-ci\n[\s\S]*Is this a real compromise\?/);
    press(app, 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'finish' });
    expect(screenOf(app)).toMatch(/Decide {2}confirm[\s\S]*It showed:\n {2}e91b0c4 acme-ci/);
    press(app, 'esc', 'v');
    expect(app.c.view.pane).toMatchObject({ kind: 'answer', step: 'confirm' });
    press(app, 'esc', 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'form' });
  });

  it('when the answer is still on its way, then the pane says until when, and it comes into the open pane', () => {
    const { app, stage } = answering({ confirm: { show: 'There it is', takes: 60_000 } });
    press(app, 'enter', 'enter', 'enter');
    expect(screenOf(app)).toContain('The answer comes at T+01:00, in 01:00.');
    press(app, 'enter');
    expect(app.c.view.pane).toBeNull();
    press(app, 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'answer' });
    stage.wait(60_000);
    expect(screenOf(app)).toContain('There it is');
    expect(app.c.view.answers).toEqual([]);
    press(app, 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'finish' });
  });
});

describe('given a step with evidence', () => {
  it('when it shows something, then Enter on an empty line keeps that as the evidence, whatever it looks like', () => {
    const { app } = answering({ 'preserve-logs': { show: '/etc/hosts' } });
    throughTriage(app);
    lookAt(app, 'survey-stages');
    press(app, 'enter', 'enter', 'y');
    lookAt(app, 'preserve-logs build.yml');
    press(app, 'enter', 'enter', 'enter');
    expect(statusOf(app, 'preserve-logs', 'build')).toBe('done');
    const kept = app.c.state.steps['preserve-logs']?.build?.evidence[0];
    expect(kept?.bytes).toBe('/etc/hosts'.length);
  });
});

describe('given a step that answers when it is done', () => {
  const withAnswer = () => {
    const { app, stage } = answering({ 'isolate-stages': { show: '0 runs left' } });
    throughTriage(app);
    lookAt(app, 'isolate-stages build.yml');
    press(app, 'enter', 'a', 'enter');
    return { app, stage };
  };

  it('then its answer opens, and Enter goes on', () => {
    const { app } = withAnswer();
    expect(app.c.view.pane).toMatchObject({ kind: 'answer', step: 'isolate-stages', item: 'build' });
    const text = screenOf(app);
    expect(text).toContain('ANSWER  isolate-stages build.yml');
    expect(text).toContain('0 runs left');
    expect(text).toContain('Done. The register says: build.yml, isolated.');
    press(app, 'enter');
    expect(app.c.view).toMatchObject({ pane: null, answers: [] });
  });

  it('then it can be read again with a key, and from the timeline', () => {
    const { app } = withAnswer();
    press(app, 'enter', 'v');
    expect(app.c.view.pane).toMatchObject({ kind: 'answer', step: 'isolate-stages' });
    press(app, 'esc', '/');
    typeLine(app, 'showed its answer');
    press(app, 'enter');
    expect(screenOf(app)).toContain('0 runs left');
    press(app, 'enter');
    expect(app.c.view).toMatchObject({ pane: null, screen: 'timeline' });
  });
});

describe('given a step that takes its time', () => {
  const started = () => {
    const opened = answering({ 'isolate-stages': { show: '0 runs left', takes: 60_000 } });
    throughTriage(opened.app);
    lookAt(opened.app, 'isolate-stages build.yml');
    press(opened.app, 'enter', 'a', 'enter');
    return opened;
  };

  it('when it is begun, then it is said until when it runs', () => {
    const { app } = started();
    expect(app.c.view.notice?.text).toBe('isolate-stages build.yml runs until T+01:00. Go on meanwhile.');
  });

  it('when its answer comes, then one line says which key reads it, until it is read', () => {
    const { app, stage } = started();
    press(app, 'n', 'a');
    stage.wait(60_000);
    expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'note' });
    press(app, 'esc');
    expect(screenOf(app)).toContain(' ANSWER  from isolate-stages build.yml   v reads it');
    press(app, 'v');
    expect(screenOf(app)).toContain('0 runs left');
    press(app, 'enter');
    expect(screenOf(app)).not.toContain('reads it');
  });

  it('when somebody did it at another keyboard, then there is no line', () => {
    const roles = { lead: 'Mara', communicator: 'Mara', operator: 'Jon' };
    const { app, stage } = answering({ 'isolate-stages': { show: '0 runs left' } }, roles);
    throughTriage(app);
    const jon = { person: 'Jon', role: 'operator' };
    const instances = [{ step: 'isolate-stages', item: 'build' }];
    stage.session.dispatch({ type: 'request-approval', instances }, jon);
    lookAt(app, 'isolate-stages build.yml');
    press(app, 'a');
    stage.session.dispatch({ type: 'finish', step: 'isolate-stages', item: 'build' }, jon);
    expect(statusOf(app, 'isolate-stages', 'build')).toBe('done');
    expect(app.c.view.answers).toEqual([]);
  });
});

describe('given a step that fails', () => {
  it('then it is said which and why, whoever said so', () => {
    const { app } = openApp();
    throughTriage(app);
    app.command({ type: 'fail', step: 'isolate-stages', item: 'build', reason: 'The runner does not answer' });
    expect(app.c.view.notice).toEqual({
      tone: 'warn',
      text: 'isolate-stages build.yml FAILED: The runner does not answer',
    });
    expect(screenOf(app)).toContain('FAILED: The runner does not answer');
  });
});

describe('given an answer from outside', () => {
  it('when it is a megabyte of sequences, then what is in sight is plain, and the rest is scrolled to', () => {
    const show = `${'\u001b]52;c;aGk=\u0007line \u001b[2J\u0007\n'.repeat(40_000)}the end`;
    const { app } = answering({ confirm: { show } });
    press(app, 'enter', 'enter', 'enter');
    const { rows } = canvasFor(app.size, theme);
    const shown = screenOf(app);
    expect(shown.split('\n')).toHaveLength(rows);
    expect(plain(shown)).toBe(shown);
    expect(shown).toContain('of 40001: up and down scroll');
    press(app, 'end');
    expect(screenOf(app)).toContain('the end');
  });
});
