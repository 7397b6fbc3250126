import { describe, expect, it } from 'vitest';
import { playRun } from '../../../src/tui/play.tsx';
import { openApp, press, screenOf, typeLine } from '../keyboard.ts';
import { openTerminal } from '../terminal-screen.tsx';
import { type LiveOptions, openLive, openResponse } from './stage.ts';

/** Somebody in front of the briefing of a live run. */
function opened(options: LiveOptions = {}) {
  const stage = openLive({ roles: { lead: 'Mara' }, anchors: { known: '2026-05-04T03:34:50Z' }, ...options });
  return { stage, app: openApp(stage, 'briefing').app };
}

describe('given the briefing of a live run', () => {
  it('then it says what it is, what raised it, what LIVE means, and what is not known', () => {
    const { app } = opened({
      title: 'A shell on ci-7',
      alert: { source: 'grafana', links: ['https://grafana.example.org/7'] },
    });
    const text = screenOf(app);
    for (const part of [
      'A shell on ci-7',
      'SEV critical',
      'playbook stolen-runner 1.2.0',
      'commands run against real systems',
      'It was known 42:10 ago.',
      'Raised by grafana',
      'https://grafana.example.org/7',
      '2 unknown: they can be said now or later.',
      '3 are free',
    ])
      expect(text).toContain(part);
  });

  it('when a moment or an input is unknown, then it is said right there', () => {
    const { app } = opened({ inputs: {} });
    press(app, 'down', 'space');
    typeLine(app, '02:22');
    typeLine(app, 'the log of the runner');
    typeLine(app, 'the first shell');
    press(app, 'down', 'space');
    typeLine(app, 'acme/app');
    typeLine(app, 'the alert');
    expect(app.c.view.screen).toBe('briefing');
    expect(screenOf(app)).toMatch(/intruded\s+2026-05-04 02:22Z[\s\S]*repository\s+acme\/app/);
    press(app, 'enter');
    expect(screenOf(app)).toContain('intruded 02:22Z (estimate)');
  });

  it('when somebody is alone, then one key takes every role, and it is said how approvals are recorded then', () => {
    const { app } = opened();
    expect(screenOf(app)).toContain('it is recorded as self-approved');
    press(app, 'a');
    expect(new Set(Object.values(app.c.state.roles))).toEqual(new Set(['Mara']));
    expect(screenOf(app)).toContain('Every role is held.');
    const refused = opened({ selfApproval: 'refused' }).app;
    expect(screenOf(refused)).toContain('Policy of this run: nobody approves what they do themselves.');
  });

  it('when it begins, then roles that others may still come for are left free', () => {
    const { app } = opened();
    press(app, 'enter');
    expect(app.c.view.screen).toBe('run');
    expect(app.c.state.roles).toEqual({ lead: 'Mara' });
    // The clock runs already: nothing is said of it.
    expect(app.c.entries.some((entry) => entry.type === 'time.anchored' && entry.why === 'resumed')).toBe(false);
    expect(screenOf(app)).not.toMatch(/pause|speed|jump/);
  });

  it('when nobody has a role yet, then who begins has all of them', () => {
    const { app } = opened({ roles: {} });
    expect(screenOf(app)).toContain('take the free roles and begin');
    press(app, 'enter');
    expect(Object.keys(app.c.state.roles)).toHaveLength(4);
  });
});

describe('given a role that several may hold', () => {
  it('when somebody holds it, then another takes it on the briefing all the same, until it is full', () => {
    const { stage, app } = opened({ roles: { lead: 'Mara', approver: 'Priya' } });
    for (let count = 0; count < 6; count += 1) press(app, 'down');
    press(app, 't');
    expect(screenOf(app)).toMatch(/approver\s+Priya, Mara \(of 3\)/);
    stage.does({ type: 'take-role', role: 'approver', person: 'Jon' });
    press(app, '@', 'end', 'enter');
    typeLine(app, 'Eve');
    expect(screenOf(app)).not.toContain('approver: Second pair of eyes');
  });
});

describe('given that nobody holds a role', () => {
  it('then who has nothing to do is told which, and how it is taken', () => {
    const { app } = openApp(openResponse({ roles: { lead: 'Mara' } }), 'run', 'Mara');
    expect(screenOf(app)).toContain('Nobody holds operator, approver, communicator: + takes a role.');
  });
});

describe('given a terminal', () => {
  it.each([
    [{}, 'LIVE Stolen build runner'],
    [{ title: 'A shell\u001b]0;DRILL\u0007 on ci-7' }, 'LIVE A shell on ci-7'],
    [{ rehearsal: true as const }, 'REHEARSAL Stolen build runner'],
  ])('when a run opens as %j, then its window is called %s', async (options, title) => {
    const { streams, output, keyboard } = openTerminal({ columns: 80, rows: 24 });
    const ended = playRun({
      session: openLive(options).session,
      you: { person: 'Mara' },
      fresh: false,
      options: { color: false, streams },
    });
    keyboard.type('\u0003');
    expect(await ended).toBe('interrupted');
    expect(output.all).toContain(`\u001b]2;${title}\u0007`);
  });
});
