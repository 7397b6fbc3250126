import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instanceOf } from '../../../src/engine/state.ts';
import { openApp, press, screenOf } from '../keyboard.ts';
import { openScreen } from '../terminal-screen.tsx';
import { type LiveStage, liveDefinition, openResponse } from './stage.ts';

const survey = { step: 'survey-stages' };
const actions = readFileSync(new URL('./actions.yaml', import.meta.url), 'utf8');

it('given a find, when a person puts it into the register, then all that was found of it is kept, what the playbook has no field for too', () => {
  const telling = actions.replace('"${{ item.repo }}" }', '"${{ item.repo }}", number: "${{ item.id }}" }');
  const stage = openResponse({ definition: liveDefinition(undefined, telling) });
  stage.does({ type: 'plan-action', ...survey, action: 'hub/list-workflows' });
  stage.runs(survey);
  stage.ends(survey, {}, { json: [{ name: 'release.yml', repo: 'acme/other', id: 41 }] });
  const screen = openScreen(stage);
  screen.type('enter', 'enter');
  screen.close();
  expect(stage.session.state.register.stage?.['release-yml']?.fields).toEqual({
    repository: 'acme/other',
    number: '41',
  });
});

describe('given finds of one look that nobody has put into the register', () => {
  function looked(): LiveStage {
    const stage = openResponse();
    stage.does({ type: 'plan-action', ...survey, action: 'hub/list-workflows' });
    stage.runs(survey);
    stage.ends(survey, {}, { json: [{ name: 'release.yml', repo: 'acme/app' }] });
    stage.does({ type: 'plan-action', ...survey, action: 'hub/list-runners', with: { organisation: 'acme' } });
    stage.runs(survey);
    stage.ends(survey, {}, { json: [{ name: 'ci-7' }] });
    return stage;
  }

  it('when another look finds more, then they are all at hand', () => {
    const { app } = openApp(looked());
    press(app, 'enter');
    expect(screenOf(app)).toMatch(/ci-7[\s\S]*release\.yml/);
  });

  it('when it is run again, then what it finds again stands there once', () => {
    const stage = looked();
    stage.runs(survey);
    stage.ends(survey, {}, { json: [{ name: 'ci-7' }, { name: 'ci-8' }] });
    const names = instanceOf(stage.session.state, survey)?.proposed?.map(({ name }) => name);
    expect(names).toEqual(['ci-7', 'ci-8', 'release.yml']);
  });

  it('when the survey is to be finished, then it is said that some are left out', () => {
    const stage = looked();
    const { app } = openApp(stage);
    press(app, 'enter', 'enter', 'end', 'enter');
    expect(screenOf(app)).toContain('1 of what was found is not in the register. Finish all the same?');
    press(app, 'enter');
    expect(instanceOf(stage.session.state, survey)?.status).toBe('done');
  });
});
