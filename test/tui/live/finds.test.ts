import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openScreen } from '../terminal-screen.tsx';
import { liveDefinition, openResponse } from './stage.ts';

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
