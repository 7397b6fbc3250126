import { describe, expect, it } from 'vitest';
import { openApp, press, screenOf, typeLine } from '../keyboard.ts';
import { type LiveStage, openResponse } from './stage.ts';

const survey = { step: 'survey-stages' };
const found = (...names: string[]) => ({ json: names.map((name) => ({ name, repo: 'acme/app' })) });

function opened(stage: LiveStage = openResponse()) {
  const { app } = openApp(stage);
  app.change((view) => ({ ...view, chosen: 'survey-stages' }));
  press(app, 'enter');
  expect(app.c.view.pane).toMatchObject({ kind: 'survey' });
  return { stage, app };
}

const names = ({ app }: ReturnType<typeof opened>) =>
  Object.values(app.c.state.register.stage ?? {}).map(({ name }) => name);

describe('given a survey in an incident', () => {
  it('when a way to look is chosen, then its command is shown, and a yes runs it', () => {
    const { app } = opened();
    expect(screenOf(app)).toContain('look: List the workflows of a repository  hub/list-workflows');
    press(app, 'enter');
    expect(screenOf(app)).toContain('hub workflow list --repo acme/app');
    expect(screenOf(app)).toContain('This is run, and changes nothing:');
    press(app, 'y');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'action.requested', action: 'hub/list-workflows' });
    // Back to where the finds will be.
    expect(app.c.view.pane).toMatchObject({ kind: 'survey', cursor: 0 });
    expect(screenOf(app)).toContain('which runs now');
  });

  it('when another way needs to know something, then that is asked, and several ways can be gone', () => {
    const { stage, app } = opened();
    press(app, 'enter', 'y');
    stage.ends(survey, {}, found('release.yml'));
    press(app, 'end', 'up', 'enter');
    typeLine(app, 'acme corp');
    expect(screenOf(app)).toContain("hub runner list --org 'acme corp'");
    press(app, 'y');
    stage.ends(survey, {}, { json: [{ name: 'ci-7' }] });
    expect(screenOf(app)).toContain('[ ] ci-7  runner');
  });

  it('when it has found something, then what is marked goes into the register, and nothing else', () => {
    const one = opened();
    const { stage, app } = one;
    press(app, 'enter', 'y');
    stage.ends(survey, {}, found('release.yml', 'build.yml', 'lint.yml'));
    expect(names(one)).toEqual([]);
    press(app, 'space', 'down', 'space', 'enter');
    expect(names(one)).toEqual(['release.yml', 'lint.yml']);
    expect(app.c.state.register.stage?.['release-yml']).toMatchObject({
      type: 'workflow',
      how: 'found',
      foundBy: survey,
      fields: { repository: 'acme/app' },
    });
    expect(screenOf(app)).toMatch(
      /in the register release\.yml[\s\S]*\[ \] build\.yml[\s\S]*in the register lint\.yml/,
    );
  });

  it('when it was marked by mistake, then space takes the mark away', () => {
    const one = opened();
    press(one.app, 'enter', 'y');
    one.stage.ends(survey, {}, found('release.yml', 'build.yml'));
    press(one.app, 'space', 'up', 'space', 'space');
    expect(one.app.c.view.pane).toMatchObject({ marked: ['build.yml'] });
  });

  it('when all are marked, then all of a thousand go in, but those that are there already', () => {
    const one = opened();
    const { stage, app } = one;
    stage.knows('stage', 'workflow', 'Build-7.yml');
    press(app, 'enter', 'y');
    stage.ends(survey, {}, found(...Array.from({ length: 1000 }, (_, at) => `build-${at}.yml`)));
    press(app, 'ctrl-a');
    expect(app.c.view.pane).toMatchObject({ marked: expect.objectContaining({ length: 999 }) });
    expect(screenOf(app)).toContain('add the 999 marked');
    press(app, 'ctrl-a');
    expect(app.c.view.pane).toMatchObject({ marked: [] });
  });

  it('when a name is typed, then its type is asked, because that decides what can be run for it', () => {
    const one = opened();
    const { app } = one;
    for (const char of 'night job') press(app, char === ' ' ? 'space' : char);
    press(app, 'enter');
    expect(screenOf(app)).toMatch(/Of what type is it\?[\s\S]*workflow: /);
    typeLine(app, 'workflow');
    expect(app.c.state.register.stage?.['night-job']).toMatchObject({
      type: 'workflow',
      name: 'night job',
      foundBy: survey,
    });
    expect(app.c.view.pane).toMatchObject({ kind: 'survey', field: { text: '' } });
  });

  it('when several lines are pasted, then they are taken one after the other', () => {
    const one = opened();
    one.app.press({ paste: 'a.yml\nb.yml\n' });
    press(one.app, 'enter', 'enter', 'enter', 'enter');
    expect(names(one)).toEqual(['a.yml', 'b.yml']);
  });

  it('when nothing is in the register yet, then finishing asks once; else it is done', () => {
    const one = opened();
    press(one.app, 'end', 'enter');
    expect(screenOf(one.app)).toContain('Nothing that was found is in the register. Finish all the same?');
    press(one.app, 'n');
    expect(one.app.c.view.pane).toMatchObject({ kind: 'survey' });
    press(one.app, 'home', 'enter', 'y');
    one.stage.ends(survey, {}, found('release.yml'));
    press(one.app, 'enter', 'end', 'enter');
    expect(one.app.c.state.steps['survey-stages']?.['-']?.status).toBe('done');
    expect(one.app.c.view.pane).toBeNull();
  });

  it('when it did not work, then it says so, and another way is still there', () => {
    const { stage, app } = opened();
    press(app, 'enter', 'y');
    stage.ends(survey, { verdict: 'failed', said: 'exit 4' });
    expect(screenOf(app)).toContain('It did not work: exit 4');
    expect(app.c.view.pane).toMatchObject({ kind: 'survey' });
    press(app, 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'commands' });
  });
});
