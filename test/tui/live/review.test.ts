import { describe, expect, it } from 'vitest';
import { leftOpen } from '../../../src/tui/left-open.ts';
import { openApp, press, screenOf, typeLine } from '../keyboard.ts';
import { type LiveStage, liveDefinition, openLive, openResponse } from './stage.ts';

const token = { step: 'revoke', item: 'npm-token' };

/** A response that ends with much left open. */
function ended(): { stage: LiveStage; app: ReturnType<typeof openApp>['app'] } {
  const stage = openResponse({ roles: { lead: 'Mara', operator: 'Jon', approver: 'Mara' } });
  stage.does({ type: 'take-role', role: 'approver', person: 'Priya' });
  stage.knows('credential', 'token', 'npm-token');
  stage.knows('stage', 'workflow', 'release.yml');
  stage.runs(token, 'Jon', ['Mara', 'Priya']);
  stage.ends(token);
  stage.runs({ step: 'isolate', item: 'release-yml' }, 'Jon');
  stage.crash();
  const { app } = openApp(stage);
  press(app, 'w');
  expect(screenOf(app)).toContain('The response ends for everybody, and nothing more is run. Why now?');
  typeLine(app, 'We hand it over.');
  return { stage, app };
}

describe('given a response that goes on', () => {
  it.each([':', 'form'])('when close is asked for by %s, then it is refused before anything is asked', (way) => {
    const { app } = openApp(openResponse());
    if (way === 'form') app.open('close');
    else {
      press(app, ':');
      typeLine(app, 'close: ');
    }
    expect(app.c.view.pane).toBeNull();
    expect(app.c.view.notice).toMatchObject({ tone: 'bad' });
    expect(screenOf(app)).toContain('The response has not ended.');
    expect(screenOf(app)).not.toContain('close it');
  });
});

describe('given a response that has ended', () => {
  it('when a stray key is pressed in a question of one choice, then Esc leaves it all the same', () => {
    const { app } = ended();
    app.open('close');
    press(app, 'x');
    expect(screenOf(app)).not.toContain('esc clear');
    press(app, 'esc');
    expect(app.c.view.pane).toBeNull();
    expect(app.c.state.stage).toBe('hot-wash');
  });

  it('then its review begins with what is left open, the most pressing first', () => {
    const { app } = ended();
    expect(app.c.view.screen).toBe('hot-wash');
    const text = screenOf(app);
    expect(text).toContain('REVIEW');
    expect(text).toContain('The response has ended: it was stopped.');
    expect(leftOpen(app.c.state).map(({ title }) => title)).toEqual([
      'Nobody knows how these came out',
      'What phases still lack',
      'Alive or open all the same',
      'Steps that are not done',
      'Deadlines that still run',
      'Never known',
    ]);
    expect(text).toMatch(
      /Alive or open all the same\s+npm-token, revoked: Sessions that it opened live on for an hour\./,
    );
  });

  it('then its pages are those that make sense without a truth: nothing of an attacker, of objectives or of play', () => {
    const { app } = ended();
    const pages = ['1', '2', '3', '4', '5', '6'].map((key) => {
      press(app, key);
      return screenOf(app);
    });
    expect(pages[1]).toContain('The response ended: stopped: We hand it over');
    expect(pages[3]).toMatch(/contained\s+not reached\s+30 min from known/);
    expect(pages[4]).toMatch(/Who did what, and when\n[\s\S]*Milestones against their targets\n/);
    // There are five.
    expect(pages[5]).toBe(pages[4]);
    press(app, '?');
    const help = screenOf(app);
    expect(help).toContain('Keys of the review');
    for (const text of [...pages, help]) expect(text).not.toMatch(/\b(?:truth|attacker|objectives?|play|hot wash)\b/i);
  });

  it('then it can be said what went well and poorly, where luck helped, and what contributed', () => {
    const { app } = ended();
    press(app, 'n');
    for (const words of ['went well', 'went poorly', 'luck helped', 'contributed'])
      expect(screenOf(app)).toContain(words);
    press(app, 'down', 'down', 'down', 'enter');
    typeLine(app, 'The token had expired the day before');
    expect(app.c.entries.at(-1)).toMatchObject({
      type: 'note.added',
      sort: 'lucky',
      text: 'The token had expired the day before',
    });
  });

  it('then improvements can be added, and it can be closed', () => {
    const { app } = ended();
    press(app, '+');
    typeLine(app, 'Give every revocation a check');
    typeLine(app, 'Jon');
    press(app, 'enter');
    typeLine(app, 'The review names one for each');
    press(app, 'enter', 'enter', '3');
    expect(app.c.entries.findLast(({ type }) => type === 'improvement.added')).toMatchObject({
      owner: 'Jon',
      doneWhen: 'The review names one for each',
    });
    expect(screenOf(app)).toContain('Give every revocation a check');
    press(app, 'c', 'y');
    expect(app.c.state.stage).toBe('closed');
    expect(app.c.view.notice?.text).toContain('/reports/run.md');
  });

  it('then a refusal speaks of the response, not of play', () => {
    const { app } = ended();
    app.command({ type: 'take', step: 'freeze' });
    expect(app.c.view.notice?.text).toBe(
      'The response has ended. What is left is the review: note, propose improvements, close.',
    );
  });
});

describe('given a response in which all is done', () => {
  const small = `
format: 1
playbook: small
version: 1.0.0
title: Small
summary: One thing to do.
severity: low
roles: { lead: { title: Lead } }
phases:
  - { phase: act, title: Act, steps: [{ step: do-it, role: lead, do: Do it. }] }
`;

  it('then nothing is left open', () => {
    const stage = openLive({ definition: liveDefinition(small), inputs: {} });
    const { app } = openApp(stage);
    press(app, 'enter', 'enter');
    expect(screenOf(app)).toContain('The response has ended: every phase is closed.');
    expect(screenOf(app)).toContain('Nothing is left open.');
  });
});
