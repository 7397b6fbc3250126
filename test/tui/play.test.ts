import { describe, expect, it } from 'vitest';
import { current, nowView, unread } from '../../src/tui/now.ts';
import { openApp, press, screenOf, typeLine } from './keyboard.ts';
import { openStage, type Stage } from './stage.ts';

const minutes = (count: number) => count * 60_000;

/** A drill after triage, with one person in every role, or in those given. */
function afterTriage(roles?: Readonly<Record<string, string>>) {
  const opened = openApp(openStage(roles ? { roles } : {}));
  const { app } = opened;
  press(app, 'enter', 'enter', 'enter', 'enter');
  typeLine(app, 'Nobody can explain it.');
  press(app, 'enter', '2', 'enter');
  typeLine(app, 'None passes through.');
  return opened;
}

const statusOf = (app: ReturnType<typeof openApp>['app'], step: string, item = '-') =>
  app.c.state.steps[step]?.[item]?.status;
/** Looks at an instance, as digits and arrows do. */
function lookAt(app: ReturnType<typeof openApp>['app'], step: string): void {
  const place = nowView(app.c).list.findIndex(({ ref }) => ref?.step === step);
  press(app, String(place + 1));
}

describe('given a step done by hand', () => {
  it('when Enter is pressed twice, then it is taken up and done', () => {
    const { app } = openApp();
    press(app, 'enter');
    expect(statusOf(app, 'acknowledge')).toBe('active');
    press(app, 'enter');
    expect(statusOf(app, 'acknowledge')).toBe('done');
  });
});

describe('given a decision', () => {
  it('when an option is picked by its number and explained, then both are journaled', () => {
    const { app } = afterTriage();
    expect(app.c.state.steps['personal-data']?.['-']).toMatchObject({
      choice: 'no',
      rationale: 'None passes through.',
    });
  });
});

describe('given a survey', () => {
  it('when finds are typed one a line and then nothing, then they are in the register and it is done', () => {
    const { app } = afterTriage();
    lookAt(app, 'survey-stages');
    press(app, 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'response', step: 'survey-stages' });
    typeLine(app, 'release.yml');
    app.press({ paste: 'lint.yml\nnightly.yml' });
    press(app, 'enter');
    expect(Object.values(app.c.state.register.stage ?? {}).map(({ name }) => name)).toEqual([
      'build.yml',
      'release.yml',
      'lint.yml',
      'nightly.yml',
    ]);
    press(app, 'enter');
    expect(statusOf(app, 'survey-stages')).toBe('done');
    expect(app.c.view.pane).toBeNull();
  });

  it('when nothing was found, then Enter asks once before it is done, and no goes back', () => {
    const { app } = afterTriage();
    lookAt(app, 'survey-stages');
    press(app, 'enter', 'enter');
    expect(app.c.view.pane).toMatchObject({
      kind: 'confirm',
      lines: ['You found nothing. Finish all the same?', expect.any(String)],
    });
    press(app, 'n');
    expect(app.c.view.pane).toMatchObject({ kind: 'response', step: 'survey-stages' });
    expect(statusOf(app, 'survey-stages')).toBe('active');
    press(app, 'enter', 'y');
    expect(statusOf(app, 'survey-stages')).toBe('done');
    expect(app.c.view.pane).toBeNull();
  });

  it('when a find is there already, then that is said, and the line is free for the next', () => {
    const { app } = afterTriage();
    lookAt(app, 'survey-stages');
    press(app, 'enter');
    typeLine(app, 'build.yml');
    expect(app.c.view.notice).toMatchObject({ tone: 'warn', text: expect.stringContaining('already') });
    expect(app.c.view.pane).toMatchObject({ field: { text: '' } });
  });
});

describe('given a step that needs an approval', () => {
  it('when one person holds both roles, then they ask, approve and do it, and it is said to be self-approved', () => {
    const { app } = afterTriage();
    press(app, 'enter');
    expect(statusOf(app, 'isolate-stages', 'build')).toBe('awaiting-approval');
    press(app, 'enter');
    expect(statusOf(app, 'isolate-stages', 'build')).toBe('awaiting-approval');
    press(app, 'a');
    const granted = app.c.entries.findLast(({ type }) => type === 'approval.granted');
    expect(granted?.type === 'approval.granted' && granted.self).toBe(true);
    press(app, 'enter');
    expect(statusOf(app, 'isolate-stages', 'build')).toBe('done');
  });

  it('when somebody else approves, then they must be the one who speaks', () => {
    const { app } = afterTriage({ lead: 'Mara', communicator: 'Mara', operator: 'Jon' });
    press(app, '@', '2', 'enter', 'enter', 'a');
    expect(app.c.view.speaker).toBe('Jon');
    expect(statusOf(app, 'isolate-stages', 'build')).toBe('awaiting-approval');
    press(app, '@', '1', 'enter', 'a');
    expect(app.c.state.steps['isolate-stages']?.build?.approval).toMatchObject({
      state: 'granted',
      by: { person: 'Mara', role: 'lead' },
    });
  });

  it('when it is refused, then the reason is asked', () => {
    const { app } = afterTriage();
    press(app, 'enter', 'X');
    typeLine(app, 'Not before the logs are saved.');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'approval.refused', reason: 'Not before the logs are saved.' });
  });
});

describe('given a rule that refuses', () => {
  it('when the lead breaks the glass with a reason, then what was refused can be done', () => {
    const { app } = afterTriage();
    press(app, 'f');
    press(app, 'esc');
    app.command({ type: 'finish', step: 'isolate-stages', item: 'build' });
    expect(app.c.view.notice?.glass).toEqual({ what: 'approval', step: 'isolate-stages', item: 'build' });
    press(app, 'G');
    typeLine(app, 'The lead cannot be reached.');
    expect(app.c.entries.some(({ type }) => type === 'glass.broken')).toBe(true);
    app.command({ type: 'finish', step: 'isolate-stages', item: 'build' });
    expect(statusOf(app, 'isolate-stages', 'build')).toBe('done');
  });
});

describe('given a message to players', () => {
  it('is to be read once, and is not shown again', () => {
    const { app } = openApp(openStage(), 'briefing');
    press(app, 'enter');
    expect(unread(app.c)).toEqual(['version-check']);
    press(app, 'm');
    expect(app.c.view.pane).toMatchObject({ kind: 'message', inject: 'version-check' });
    press(app, 'enter');
    expect(unread(app.c)).toEqual([]);
  });

  it('when it asks a question, then reading it leads to the answer, and NOW has it until it is answered', () => {
    const { app } = openApp();
    app.command({ type: 'release-inject', inject: 'regulator-calls' });
    expect(current(app.c)).toMatchObject({ why: 'answer-owed', inject: 'regulator-calls' });
    press(app, 'm', 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'answer-inject' });
    press(app, 'esc', 'enter');
    typeLine(app, 'Within 72 hours.');
    expect(app.c.state.injects['regulator-calls']?.answer).toBe('Within 72 hours.');
    expect(current(app.c)?.inject).toBeUndefined();
  });

  it('when it is answered, then the form has its text above the question, and nothing of it is left to read', () => {
    const { app } = openApp();
    app.command({ type: 'release-inject', inject: 'regulator-calls' });
    const { text = '', question = '' } = app.c.state.injects['regulator-calls']?.shown ?? {};
    const words = text.trim().split(/\s+/).slice(0, 4).join(' ');
    press(app, 'enter');
    const shown = screenOf(app);
    expect(shown).toContain(words);
    expect(shown.indexOf(words)).toBeLessThan(shown.indexOf(question));
    typeLine(app, 'Within 72 hours.');
    expect(unread(app.c)).not.toContain('regulator-calls');
    expect(screenOf(app)).not.toContain('DRILL MESSAGE');
  });

  it('when the run is gone on with, then what still asks is unread again, and what asks nothing is read', () => {
    const { app, stage } = openApp(openStage(), 'briefing');
    press(app, 'enter');
    app.command({ type: 'release-inject', inject: 'regulator-calls' });
    press(app, 'm', 'esc', 'm', 'esc');
    expect(unread(app.c)).toEqual([]);
    expect(unread(openApp(stage).app.c)).toEqual(['regulator-calls']);
    app.command({ type: 'answer-inject', inject: 'regulator-calls', answer: 'Soon.' });
    expect(unread(openApp(stage).app.c)).toEqual([]);
  });

  it('when one was held back while the run was away, then it is unread once it comes', () => {
    const { app, stage } = openApp();
    app.command({ type: 'hold-inject', inject: 'regulator-calls' });
    const { app: again } = openApp(stage);
    again.command({ type: 'release-inject', inject: 'regulator-calls' });
    expect(unread(again.c)).toContain('regulator-calls');
  });

  it('can be read from the timeline too', () => {
    const { app } = openApp();
    app.command({ type: 'release-inject', inject: 'regulator-calls' });
    press(app, 't', 'm');
    expect(app.c.view.pane).toMatchObject({ kind: 'message' });
    press(app, 'esc');
    expect(app.c.view.screen).toBe('timeline');
  });
});

describe('given several things that are open', () => {
  it('what was taken up stays in sight, also when something more urgent comes', () => {
    const { app } = afterTriage();
    lookAt(app, 'survey-artifacts');
    press(app, 'enter', 'esc');
    app.command({ type: 'add-item', kind: 'stage', name: 'nightly.yml' });
    expect(current(app.c)?.ref?.step).toBe('survey-artifacts');
    press(app, 'esc');
    expect(current(app.c)?.ref?.step).toBe('isolate-stages');
  });

  it('arrows go through all of them, and stop at the ends', () => {
    const { app } = afterTriage();
    press(app, 'down', 'down');
    expect(nowView(app.c).at).toBe(2);
    press(app, 'up', 'up', 'up');
    expect(nowView(app.c).at).toBe(0);
  });
});

describe('given a step that is to be flagged', () => {
  it('then the one in NOW is marked', () => {
    const { app } = afterTriage();
    press(app, '!', 'enter');
    expect(app.c.view.pane).toMatchObject({ values: { step: 'isolate-stages' } });
  });
});

describe('given the end of play', () => {
  it('when time is up, then every screen goes to the hot wash, and nothing more can be done', () => {
    const { app, stage } = afterTriage();
    press(app, 'n', 'h', 'a', 'l', 'f');
    stage.wait(minutes(60));
    expect(app.c.state.stage).toBe('hot-wash');
    expect(app.c.view).toMatchObject({
      screen: 'hot-wash',
      pane: null,
      notice: { text: 'Play has ended: time is up.' },
    });
  });

  it('observed tasks are said with y and n, objectives rated, proposals accepted, and the run closed with a report', () => {
    const { app } = afterTriage();
    press(app, '!');
    typeLine(app, 'isolate-stages');
    press(app, '2', 'enter');
    typeLine(app, 'Say which runners.');
    press(app, 'w');
    typeLine(app, 'We have seen enough.');
    press(app, 'c');
    expect(app.c.view.pane).toMatchObject({ lines: expect.arrayContaining(['1 task is still: y or n?']) });
    press(app, 'n');
    press(app, '3', 'down', 'down', 'down', 'down', 'down', 'down', 'down', 'y');
    expect(app.c.state.observed.recover).toEqual({ 1: true });
    press(app, 'home', 'g', 'enter', 'enter', 'enter');
    expect(app.c.state.ratings.contain?.final).toBe('U');
    press(app, '4', 'enter');
    typeLine(app, 'Jon');
    typeLine(app, '2026-06-01');
    press(app, 'enter', 'enter', 'enter');
    expect(Object.values(app.c.state.improvements)).toEqual([
      expect.objectContaining({ owner: 'Jon', due: '2026-06-01', text: expect.stringContaining('unclear') }),
    ]);
    press(app, 'x', 'c');
    expect(app.c.view.pane).toMatchObject({
      lines: [
        'Close the run?',
        expect.stringMatching(/^\d+ proposed improvements are neither accepted nor put aside\.$/),
        expect.stringContaining('amendment'),
      ],
    });
    press(app, 'y');
    expect(app.c.state.stage).toBe('closed');
    expect(app.c.view.notice?.text).toContain('/reports/run.md');
  });
});

describe('given a briefing', () => {
  it('of a drill that is told in an exercise channel, then it does not say that nothing leaves this machine', () => {
    const said = (stage: Stage) => screenOf(openApp(stage, 'briefing').app).replace(/\s+/g, ' ');
    expect(said(openStage())).toContain('nothing here is real, and nothing you do leaves this machine.');
    expect(said(openStage({ routes: [{ via: 'slack', tells: 'run' }] }))).toContain(
      'nothing here is real. What you do is told in the exercise channel, and leaves this machine in no other way.',
    );
  });

  it('when it is left with roles that nobody holds, then whoever begins takes them, and the clock starts', () => {
    const { app, stage } = openApp(openStage({ roles: { lead: 'Mara' }, paused: true }), 'briefing');
    stage.wait(minutes(3));
    expect(stage.session.now()).toBe(0);
    press(app, 'enter');
    // Counsel plays and is written to; the observer does neither.
    expect(app.c.state.roles).toEqual({ lead: 'Mara', operator: 'Mara', communicator: 'Mara', legal: 'Mara' });
    expect(app.c.state.clock.running).toBe(true);
    expect(app.c.view.screen).toBe('run');
  });

  it('when a person is added with a role, then they hold it', () => {
    const { app } = openApp(openStage({ roles: { lead: 'Mara' }, paused: true }), 'briefing');
    press(app, '@');
    typeLine(app, 'somebody else');
    typeLine(app, 'Jon');
    typeLine(app, 'operator');
    expect(app.c.state.roles.operator).toBe('Jon');
    expect(app.c.view.speaker).toBe('Jon');
  });
});
