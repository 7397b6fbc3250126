import { expect, it } from 'vitest';
import type { App } from '../../src/tui/app.ts';
import { mayApprove } from '../../src/tui/approvals.ts';
import { questionOf } from '../../src/tui/fill.ts';
import { formNamed } from '../../src/tui/forms/forms.ts';
import { nextOf } from '../../src/tui/next.ts';
import { current, unread } from '../../src/tui/now.ts';
import { openApp, press, typeLine } from './keyboard.ts';
import { openStage } from './stage.ts';

/** What a person who knows the case would answer; everything else gets a sentence. */
const answers: Readonly<Record<string, string>> = {
  'Is this a real compromise?': 'Yes',
  'Could personal data have been exposed?': 'No.',
  'Which backup do we restore?': 'weekly',
};
const finds: Readonly<Record<string, readonly string[]>> = {
  'survey-stages': ['release.yml'],
  'list-credentials': ['CI_TOKEN', 'NPM_TOKEN', 'DEPLOY_KEY'],
};

/** One press of a person who does nothing but what the screen says. */
function follow(app: App, looked: Set<string>): void {
  const { pane } = app.c.view;
  const open = current(app.c);
  if (pane?.kind === 'form') {
    const question = questionOf(pane, formNamed(pane.form), app.c);
    typeLine(app, answers[question?.label ?? ''] ?? 'As it was agreed.');
  } else if (pane?.kind === 'response') {
    if (!looked.has(pane.step)) for (const find of finds[pane.step] ?? []) typeLine(app, find);
    looked.add(pane.step);
    press(app, 'enter');
  } else if (pane) press(app, 'enter');
  else if (unread(app.c).length > 0) press(app, 'm');
  else if (mayApprove(app.c, open)) press(app, 'a');
  else if (open && nextOf(app.c, open).does !== 'nothing') press(app, 'enter');
  else press(app, '>', 'y');
}

it('given a person who does what the screen says, one thing a minute at most, then the drill comes to its good end', () => {
  const { app, stage } = openApp(openStage({ paused: true }), 'briefing');
  press(app, 'enter');
  const looked = new Set<string>();
  const screens = new Set<string>();
  for (let presses = 0; presses < 600 && app.c.state.stage === 'play'; presses += 1) {
    const before = app.c.entries.length;
    const shown = JSON.stringify([app.c.view, app.c.entries.length]);
    follow(app, looked);
    screens.add(app.place());
    expect(
      JSON.stringify([app.c.view, app.c.entries.length]),
      `press ${presses} on ${app.place()} did nothing`,
    ).not.toBe(shown);
    if (app.c.entries.length > before) stage.wait(2_000);
  }
  expect(app.c.state.outcome).toBe('closed');
  expect(app.c.state.facts).toMatchObject({ compromised: [], alive: [], served: [], missed: [] });
  expect([...screens]).toEqual(expect.arrayContaining(['run', 'text', 'choice', 'response', 'message']));
});
