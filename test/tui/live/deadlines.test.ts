import { describe, expect, it } from 'vitest';
import { listedClocks } from '../../../src/engine/clock-list.ts';
import { clockWords } from '../../../src/tui/clock-lines.ts';
import { openApp, press, typeLine } from '../keyboard.ts';
import { openStage } from '../stage.ts';
import { openResponse } from './stage.ts';

const wordsOf = (app: ReturnType<typeof openApp>['app']) =>
  listedClocks(app.c.state).map((listed) => clockWords(listed, app.c.state, app.c.now));

describe('given deadlines in an incident', () => {
  it('when D is pressed, then each is there with its article, who started it and why, in UTC and in its own zone', () => {
    const app = openApp(openResponse({ timezone: 'Europe/Berlin' })).app;
    press(app, 'D');
    expect(app.c.view.screen).toBe('clocks');
    const [words] = wordsOf(app);
    expect(words?.status).toMatch(/^71:\d\d:\d\d left$/);
    expect(words?.lines).toEqual([
      'Due: Thu 7 May 03:34Z (2026-05-07 05:34 Europe/Berlin)',
      expect.stringMatching(/^Started: 04:1\dZ, by Mara, counted from known 03:34Z$/),
      'By: Is it real? Yes, somebody else runs code there.',
      'Why: A shell ran on it.',
      'Article: GDPR, art. 33(1)',
      'Met by: tell-consumers, for communicator',
    ]);
  });

  it('when one is said not to apply, then that needs a rationale, is told with who said it, and can be taken back', () => {
    const stage = openResponse();
    const app = openApp(stage).app;
    press(app, 'D', 'x', '1', 'enter', 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'rule-out-clock' });
    typeLine(app, 'No personal data was on it.');
    expect(app.c.view.screen).toBe('clocks');
    expect(wordsOf(app)[0]).toMatchObject({ status: 'does not apply', isPressing: false });
    expect(wordsOf(app)[0]?.lines).toContainEqual(
      expect.stringMatching(/^Does not apply: No personal data was on it\. \(04:\d\dZ, by Mara/),
    );
    press(app, 'i', '1', 'enter');
    typeLine(app, 'A dump was found.');
    expect(stage.session.state.clocks.gdpr?.status).toBe('running');
  });
});

describe('given deadlines in a drill', () => {
  it('then their times are those of the exercise', () => {
    const stage = openStage();
    const app = openApp(stage).app;
    stage.session.dispatch(
      { type: 'rule-out-clock', clock: 'gdpr-authority', reason: 'Nothing personal.' },
      { person: 'Mara' },
    );
    press(app, 'D');
    expect(wordsOf(app)[0]?.lines.join('\n')).toMatch(/Does not apply: Nothing personal\. \(T\+/);
  });
});
