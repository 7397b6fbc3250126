import { readdirSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeScenario } from '../../src/report/pages/described.ts';
import { scenarioPage } from '../../src/report/pages/scenario-page.ts';
import { shelfPage } from '../../src/report/pages/shelf-page.ts';
import { loadScenario } from '../../src/run/content.ts';
import { playAllOut } from '../../src/run/play-out.ts';
import { shippedNames } from '../../src/run/shipped.ts';
import { shelfEntryOf } from '../../src/scenario/shelf-entry.ts';
import { expectCommitted } from '../helpers/examples.ts';
import { readable } from './shelved.ts';

const pages = new URL('../../docs/scenarios/', import.meta.url);
const names = shippedNames('scenario');
const shelf = readable.map(([, { scenario, playbook }]) => shelfEntryOf(scenario, playbook));

it.each(names)('docs/scenarios/%s.md is what is to be said of it', (name) => {
  const content = loadScenario(name);
  const described = describeScenario(content.scenario, content.playbook, playAllOut(content));
  expectCommitted(`docs/scenarios/${name}.md`, scenarioPage(described), 'test/content/docs.test.ts');
});

it('docs/scenarios.md is the shelf', () => {
  expectCommitted('docs/scenarios.md', shelfPage(shelf), 'test/content/docs.test.ts');
});

it('scenarios/shelf.json is the shelf, for the home screen', () => {
  expectCommitted('scenarios/shelf.json', `${JSON.stringify(shelf, null, 2)}\n`, 'test/content/docs.test.ts');
});

it('every scenario is on the shelf, the first drill first', () => {
  expect(shelf.map(({ id }) => id)).toEqual(names);
});

it('there is no page of a scenario that is gone', () => {
  const stale = () => readdirSync(pages).filter((file) => !names.includes(file.replace(/\.md$/, '')));
  if (process.env.UPDATE_GOLDEN === '1') for (const file of stale()) rmSync(new URL(file, pages));
  expect(stale(), 'take them away: UPDATE_GOLDEN=1 npx vitest run test/content/docs.test.ts').toEqual([]);
});

it('each level of difficulty is there for somebody', () => {
  expect(new Set(shelf.map(({ difficulty }) => difficulty.level))).toEqual(new Set(['easy', 'medium', 'hard']));
});
