import { describe, expect, it } from 'vitest';
import { App } from '../../src/tui/app.ts';
import { keptPhases } from '../../src/tui/kept-phases.ts';
import { nowView } from '../../src/tui/now.ts';
import { loaded, playbookText, scenarioText } from '../run/texts.ts';
import { openApp, press, screenOf, typeLine } from './keyboard.ts';
import { openStage, stageOf } from './stage.ts';

const plays = '  - { play: it, pace: never, expect: { outcome: time-up } }';

/** A drill of one phase. */
function drill(steps: string, gate: string, more = '') {
  const book = playbookText(`
  - phase: freeze
    title: Freeze
    steps:
${steps}
    gate: ${gate}
${more}`);
  return openApp(stageOf(loaded(book, scenarioText({ plays })))).app;
}

const freeze = '      - { step: stop, role: operator, for-each: stage, effect: isolate, do: Stop it. }';

describe('given a phase whose gate does not hold, though nothing is open', () => {
  it('when its step was skipped, then NOW says what keeps it and how to go on, and the footer how play ends', () => {
    const app = drill(freeze, '{ stage: isolated }');
    expect(keptPhases(app.c.state)).toEqual([]);
    app.command({ type: 'skip', step: 'stop', item: 'build', reason: 'It is not ours.' });
    app.change((view) => ({ ...view, notice: null }));
    const text = screenOf(app);
    expect(text).toMatch(/freeze waits: build\.yml is not isolated\. r opens the register: there x/);
    expect(text).toMatch(/p says\s+that\s+it is not possible/);
    expect(text).toMatch(/w end play/);
    expect(text).toMatch(/> jump to what comes next/);
    press(app, 'r', 'p');
    expect(app.c.view.pane).toMatchObject({ kind: 'form', form: 'not-possible', given: { item: 'build' } });
  });

  it('when the item is ruled out, then nothing keeps it', () => {
    const app = drill(freeze, '{ stage: isolated }');
    app.command({ type: 'skip', step: 'stop', item: 'build', reason: 'It is not ours.' });
    app.command({ type: 'rule-out', item: 'build', reason: 'It builds nothing.' });
    expect(keptPhases(app.c.state)).toEqual([]);
    expect(app.c.state.phases.freeze?.status).toBe('closed');
  });

  it('when nobody looked, then it says that', () => {
    const survey = `      - { step: look, role: operator, effect: survey, of: credential, do: Look. }
      - { step: kill, role: operator, for-each: credential, effect: revoke, do: Revoke it. }`;
    const app = drill(survey, '{ credential: revoked }');
    expect(keptPhases(app.c.state)).toEqual([]);
    app.command({ type: 'skip', step: 'look', reason: 'No time.' });
    expect(keptPhases(app.c.state)[0]).toMatch(/^freeze waits: nobody has looked for any credential: /);
  });
});

describe('given what else is open', () => {
  const three = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: "${'It is long. '.repeat(30)}" }
      - { step: two, after: [], role: lead, do: "${'It is long. '.repeat(30)}" }
      - { step: three, after: [], role: lead, do: "${'It is long. '.repeat(30)}" }
`);

  it('when there is one row for it, then that names the arrows that lead there', () => {
    const { session } = stageOf(loaded(three, scenarioText({ plays })));
    const size = { columns: 80, rows: 22 };
    const app = new App(session, 'Mara', 'run', { size: () => size, leave() {}, suspend() {}, redraw() {} });
    app.command({ type: 'note', text: 'A line.' });
    expect(screenOf(app)).toContain('2 not in sight: down looks at them');
    press(app, 'down');
    expect(screenOf(app)).toContain('2 not in sight: up and down look at them');
    press(app, 'down');
    expect(screenOf(app)).toContain('2 not in sight: up looks at them');
  });

  it('when it runs by itself, then it is not said to be of somebody else', () => {
    const shown = { show: '0 in progress', takes: 60_000 };
    const { app } = openApp(openStage({ responses: { 'isolate-stages': shown } }));
    press(app, 'enter', 'enter', 'enter', 'enter');
    typeLine(app, 'Nobody can explain it.');
    press(app, 'enter', '2', 'enter');
    typeLine(app, 'None.');
    press(app, 'enter', 'a', 'enter');
    const running = nowView(app.c).list.findIndex(({ instance }) => instance?.status === 'running');
    expect(running).toBeGreaterThan(0);
    press(app, String(running + 1));
    expect(screenOf(app)).toContain(`runs by itself: ${running + 1} of`);
    expect(screenOf(app)).not.toContain('somebody else');
  });
});
