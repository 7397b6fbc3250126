import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPlaybook, loadScenario } from '../../src/run/content.ts';
import { Problem } from '../../src/run/problem.ts';
import { keptReports, shelvedPlaybooks, shelvedScenarios } from '../../src/run/shelf.ts';
import { find, shippedNames } from '../../src/run/shipped.ts';
import { playbookText, scenarioText } from './texts.ts';

const phases = `
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it. }
`;
const plays = '  - { play: it, pace: 60s, expect: { outcome: closed } }';
const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-content-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

function problemOf(load: () => unknown): Problem {
  try {
    load();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was loaded');
}

describe('a name', () => {
  it('is a file first', () => {
    writeFileSync('poisoned-release', scenarioText({ plays }));
    writeFileSync('book.yaml', playbookText(phases));
    expect(loadScenario('poisoned-release').scenario.id).toBe('scene');
  });

  it('then shipped content, with or without its ending', () => {
    expect(find('scenario', 'poisoned-release')).toMatchObject({ shipped: true });
    expect(find('playbook', 'compromised-pipeline.yaml')).toMatchObject({ shipped: true });
  });

  it('is shipped content also where a folder has that name', () => {
    mkdirSync('poisoned-release');
    expect(find('scenario', 'poisoned-release')).toMatchObject({ shipped: true });
  });

  it('that is near a right one names it', () => {
    expect(problemOf(() => find('scenario', 'posioned-release'))).toMatchObject({
      kind: 'usage',
      hint: 'Did you mean poisoned-release?',
    });
  });

  it('of shipped content is the id of what is in it', () => {
    for (const name of shippedNames('playbook')) expect(loadPlaybook(name).playbook.id).toBe(name);
    for (const name of shippedNames('scenario')) expect(loadScenario(name).scenario.id).toBe(name);
  });
});

describe('a scenario', () => {
  it('brings the playbook that lies beside it, before a shipped one of that name', () => {
    writeFileSync('scene.yaml', scenarioText({ plays, playbook: 'compromised-pipeline' }));
    writeFileSync('compromised-pipeline.yaml', playbookText(phases, 'compromised-pipeline'));
    expect(loadScenario('scene.yaml').playbook.title).toBe('Book');
  });

  it('brings the one in playbooks/ beside its own folder', () => {
    mkdirSync('scenarios');
    mkdirSync('playbooks');
    writeFileSync('scenarios/scene.yaml', scenarioText({ plays }));
    writeFileSync('playbooks/book.yaml', playbookText(phases));
    expect(loadScenario('scenarios/scene.yaml').documents.playbook.text).toBe(playbookText(phases));
  });

  it('whose playbook is nowhere names the nearest', () => {
    writeFileSync('scene.yaml', scenarioText({ plays, playbook: 'compromised-pipelines' }));
    expect(problemOf(() => loadScenario('scene.yaml'))).toMatchObject({
      kind: 'input',
      hint: 'Did you mean compromised-pipeline?',
    });
  });

  it('beside a playbook of another id is refused', () => {
    writeFileSync('scene.yaml', scenarioText({ plays }));
    writeFileSync('book.yaml', playbookText(phases, 'other'));
    expect(problemOf(() => loadScenario('scene.yaml')).diagnostics).toMatchObject([{ code: 'playbook-unknown' }]);
  });

  it('cannot be a playbook, nor the other way round', () => {
    writeFileSync('book.yaml', playbookText(phases));
    writeFileSync('scene.yaml', scenarioText({ plays }));
    expect(problemOf(() => loadScenario('book.yaml')).message).toBe('book.yaml is a playbook, not a scenario.');
    expect(problemOf(() => loadPlaybook('scene.yaml')).message).toBe('scene.yaml is a scenario, not a playbook.');
  });

  it('is journaled with the clues that it shows, and no others', () => {
    mkdirSync('clues');
    writeFileSync('clues/log.txt', 'a clue');
    writeFileSync('clues/other.txt', 'another');
    writeFileSync('book.yaml', playbookText(phases));
    writeFileSync('scene.yaml', scenarioText({ plays, more: 'responses: { one: { show: { file: clues/log.txt } } }' }));
    expect(loadScenario('scene.yaml').documents.scenario.clues).toEqual({ 'clues/log.txt': 'a clue' });
  });

  it('keeps the bytes of its text, a byte order mark included', () => {
    writeFileSync('book.yaml', playbookText(phases));
    writeFileSync('scene.yaml', `\uFEFF${scenarioText({ plays })}`);
    expect(loadScenario('scene.yaml').documents.scenario.text.startsWith('\uFEFFformat')).toBe(true);
  });
});

describe('the shelf', () => {
  it('tells of every shipped scenario, the first drill first', () => {
    const drills = shelvedScenarios();
    expect(drills.map(({ id }) => id)).toEqual(shippedNames('scenario'));
    expect(drills[0]).toMatchObject({ id: 'poisoned-release', minutes: 60, basedOn: 'fictional' });
  });

  it('tells of every shipped playbook', () => {
    expect(shelvedPlaybooks().map(({ id }) => id)).toEqual(shippedNames('playbook'));
  });

  it('has the reports of a store by when they were written, whatever they are called', () => {
    mkdirSync('reports');
    ['b-run', 'c-run', 'a-run'].forEach((name, index) => {
      writeFileSync(join('reports', `${name}.md`), name);
      utimesSync(join('reports', `${name}.md`), 1000 + index, 1000 + index);
    });
    expect(keptReports('.').map(({ title }) => title)).toEqual(['a-run', 'c-run', 'b-run']);
  });
});

describe('what takes its time in a drill', () => {
  const isolating = `
  - phase: act
    title: Act
    steps:
      - { step: stop, role: operator, for-each: stage, effect: isolate, do: Stop it. }
`;
  const ofWorkflows = (parts: Parameters<typeof scenarioText>[0]) =>
    scenarioText(parts).replaceAll('type: pipeline', 'type: github-workflow');
  const takesIn = (name: string) => loadScenario(name).definition.takes;

  it('is what the shipped actions say, where the scenario says nothing', () => {
    writeFileSync('scene.yaml', ofWorkflows({ plays }));
    writeFileSync('book.yaml', playbookText(isolating));
    expect(takesIn('scene.yaml')).toEqual({ 'isolate github-workflow': 5000 });
  });

  it('is what the actions beside a playbook of one’s own say before that', () => {
    writeFileSync('scene.yaml', ofWorkflows({ plays }));
    writeFileSync('book.yaml', playbookText(isolating));
    mkdirSync('actions');
    const action =
      '{ action: stop, title: Stop it, effect: isolate, type: github-workflow, run: [stop], docs: https://example.org/, simulate: { takes: 3m } }';
    writeFileSync(
      join('actions', 'own.yaml'),
      `format: 1\ncatalogue: own\nversion: 1.0.0\ntitle: Own\nactions:\n  - ${action}\n`,
    );
    expect(takesIn('scene.yaml')).toEqual({ 'isolate github-workflow': 180_000 });
  });

  it('is nothing where the scenario says what comes of the step', () => {
    writeFileSync('scene.yaml', ofWorkflows({ plays, more: 'responses: { stop: { show: stopped } }' }));
    writeFileSync('book.yaml', playbookText(isolating));
    expect(takesIn('scene.yaml')).toEqual({});
  });
});
