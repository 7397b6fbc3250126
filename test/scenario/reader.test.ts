import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/scenario/reader.ts';
import {
  edited,
  inShort,
  sampleClue,
  samplePlaybook,
  sampleScenario,
  sampleScenarioText,
} from '../helpers/documents.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const scenario = sampleScenario();
const item = (id: string) => scenario.world.find((one) => one.id === id);
const inject = (id: string) => scenario.injects.find((one) => one.id === id);
const play = (id: string) => scenario.plays.find((one) => one.id === id);

const read = (text: string, clue = sampleClue) => readScenario({ file: 'scenario.yaml', text }, samplePlaybook(), clue);
const found = (text: string, clue = sampleClue) => read(text, clue).diagnostics.map(inShort);

describe('given the sample scenario, when it is read', () => {
  it('then it has no diagnostics', () => {
    expect(found(sampleScenarioText)).toEqual([]);
  });

  it('then times are milliseconds from T', () => {
    expect(scenario).toMatchObject({
      duration: 60 * MINUTE,
      starts: Date.parse('2026-03-02T08:12:00Z'),
      timezone: 'UTC',
    });
    expect(scenario.anchors).toEqual({ known: 0, intruded: -5 * HOUR, intrudedKnownBy: 'preserve-logs' });
    expect(scenario.adversary.enters).toEqual({ at: -5 * HOUR, with: ['ci-token'] });
    expect(scenario.adversary.moves.map(({ at, retry }) => [at, retry])).toEqual([
      [-5 * HOUR + 5 * MINUTE, undefined],
      [-5 * HOUR + 10 * MINUTE, undefined],
      [-5 * HOUR + 19 * MINUTE, undefined],
      [18 * MINUTE, 5 * MINUTE],
      [33 * MINUTE, 5 * MINUTE],
    ]);
  });

  it('then the world is a list in the order of kinds, each thing with what a register item copies', () => {
    expect(scenario.world.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'stage build',
      'stage release',
      'credential ci-token',
      'credential npm-token',
      'credential deploy-key',
      'artifact storefront-sdk',
      'system artefact-store',
      'backup nightly',
      'backup weekly',
    ]);
    expect(item('artefact-store')).toMatchObject({ name: 'artefact-store', known: true, holds: [], fields: {} });
    expect(item('deploy-key')).toMatchObject({
      name: 'DEPLOY_KEY',
      opens: ['artefact-store'],
      fields: { needed: false },
    });
    expect(item('nightly')).toMatchObject({ of: 'artefact-store', taken: -3 * HOUR });
    expect(item('nightly')?.fields).toEqual({ taken: { t: -3 * HOUR }, digest: 'sha256:51c0' });
  });

  it('then what a move creates is a thing of the world to be', () => {
    expect(scenario.adversary.moves[3]?.does.create).toMatchObject([
      { id: 'backdoor-token', kind: 'credential', opens: ['release'], known: false, fields: { needed: false } },
    ]);
  });

  it('then responses show a text or a file, and say what can be found', () => {
    expect(scenario.responses['survey-stages']).toMatchObject({
      finds: { release: ['release.yml', 'release'] },
      falseLeads: ['lint.yml'],
      takes: 0,
    });
    expect(scenario.responses['list-credentials']).toMatchObject({
      file: 'clues/release.yml',
      show: '# clues/release.yml: CI_TOKEN, NPM_TOKEN, DEPLOY_KEY\n',
      falseLeads: [],
    });
    expect(scenario.responses['restore-backup']).toMatchObject({
      takes: 4 * MINUTE,
      outputs: { digest: { pieces: [{ at: 3 }] } },
    });
    expect(scenario.responses['restore-backup']).not.toHaveProperty('show');
  });

  it('then injects are timed, held or conditional', () => {
    expect(inject('version-check')).toMatchObject({ at: 0, hold: false, to: ['lead'] });
    expect(inject('regulator-calls')).toMatchObject({
      hold: true,
      ask: { question: 'What do you answer?', form: 'text' },
    });
    expect(inject('regulator-calls')).not.toHaveProperty('at');
    expect(inject('second-token')?.when?.text).toContain("happened('mint-backdoor') && alive('backdoor-token')");
  });

  it('then an expectation is data in every form', () => {
    expect(inject('version-check')?.expect).toMatchObject({
      reached: { acknowledged: 5 * MINUTE },
      within: 5 * MINUTE,
    });
    expect(inject('regulator-calls')?.expect).toMatchObject({ answered: true, within: 10 * MINUTE, facts: {} });
    expect(inject('second-token')?.expect).toMatchObject({ effect: 'revoke', on: 'backdoor-token' });
    expect(scenario.objectives[0]?.tasks[0]?.expect).toMatchObject({
      step: 'list-credentials',
      before: 'revoke-credentials',
    });
    expect(scenario.objectives.flatMap(({ tasks }) => tasks)).toContainEqual({
      title: 'Says why that backup',
      observe: 'The lead gives the reason unprompted.',
    });
    expect(play('by-the-book')?.expect).toMatchObject({
      reached: { isolated: 15 * MINUTE, contained: 25 * MINUTE, recovered: 55 * MINUTE },
      facts: { prevented: ['mint-backdoor', 'publish-again'], compromised: 'none', alive: 'none', served: 'none' },
    });
    expect(play('nobody-home')).toMatchObject({ pace: null, expect: { reached: 'none' } });
  });

  it('then plays have their pace, answers and releases', () => {
    expect(play('by-the-book')).toMatchObject({
      pace: MINUTE,
      releases: { 'regulator-calls': 20 * MINUTE },
      first: [],
      at: {},
    });
    expect(play('newest-backup')?.breaksGlass).toEqual({ 'verify-backup': 'It is the newest one.' });
    expect(play('revoke-first')?.first).toEqual(['list-credentials', 'revoke-credentials']);
  });
});

describe('given times by the calendar', () => {
  it('when `starts` says when T is, then they are counted from it', () => {
    const text = edited(
      sampleScenarioText,
      ['at: T+33m', 'at: 2026-03-02T08:45:00Z'],
      ['taken: T-3h', 'taken: 2026-03-02T06:12:00+01:00'],
    );
    const { scenario: read_ } = read(text);
    expect(read_?.adversary.moves[4]?.at).toBe(33 * MINUTE);
    expect(read_?.world.find(({ id }) => id === 'nightly')?.taken).toBe(-3 * HOUR);
  });

  it('when nothing says when T is, then that is told of each', () => {
    const text = edited(
      sampleScenarioText,
      [/^starts:.*\n/m.exec(sampleScenarioText)?.[0] ?? '', ''],
      ['at: T+33m', 'at: 2026-03-02T08:45:00Z'],
    );
    expect(found(text)).toEqual([
      'time-without-start at `2026-03-02T08:45:00Z`: this is an absolute time, and nothing says when T is',
    ]);
  });
});

describe('given the file of a clue', () => {
  const withFile = (file: string) => edited(sampleScenarioText, ['clues/release.yml', file]);

  it.each([
    '/etc/passwd',
    '../secret',
    'clues/../../secret',
    'C:/secret',
    './release.yml',
    'clues//release.yml',
    '"clues\\\\x"',
    '"a\\u0000b"',
  ])('when its path is %s, then it is refused, and nobody tries to read it', (file) => {
    const asked: string[] = [];
    const clue = (path: string) => {
      asked.push(path);
      return { text: '' };
    };
    expect(found(withFile(file), clue).map((line) => line.split(' at ')[0])).toEqual(['clue-unreadable']);
    expect(asked).toEqual([]);
  });

  it('when it cannot be read, then the reason is told', () => {
    expect(found(sampleScenarioText, () => ({ problem: 'it is a link, and links are not followed' }))).toEqual([
      'clue-unreadable at `clues/release.yml`: it is a link, and links are not followed',
    ]);
  });

  it('when it is a megabyte, then it is read; when it is far longer than anybody reads, then it is refused', () => {
    const names = '# clues/release.yml: CI_TOKEN, NPM_TOKEN, DEPLOY_KEY\n';
    expect(found(sampleScenarioText, () => ({ text: `${names}${'x'.repeat(1024 * 1024)}` }))).toEqual([]);
    expect(found(sampleScenarioText, () => ({ text: 'x'.repeat(2_000_001) }))).toHaveLength(1);
  });
});

describe('given a scenario without its playbook', () => {
  it('when it is read, then what only the playbook can tell is not looked at, and the rest is', () => {
    const text = edited(
      sampleScenarioText,
      ['answers: { confirm: confirmed', 'answers: { conform: confirmed'],
      ['needs: [ci-token]', 'needs: [ci-tokn]'],
    );
    const reading = readScenario({ file: 'scenario.yaml', text }, null, sampleClue);
    expect(reading.diagnostics.map(inShort)).toEqual([
      'name-unknown at `ci-tokn`: there is no thing in the world `ci-tokn`',
    ]);
  });
});

describe('given a scenario with mistakes in several sections', () => {
  it('when it is read, then all of them are told at once', () => {
    const text = edited(
      sampleScenarioText,
      ['duration: 60m', 'duration: 90d'],
      ['hold: true', 'holds: true'],
      ['pace: 60s', 'pace: 0s'],
      ['opens: [build, release]', 'opens: [build, relaese]'],
      ['breaks-glass: { verify-backup', 'breaks-glass: { verify-bakup'],
      ['plays: false', 'plays: maybe'],
    );
    expect(read(text).scenario).toBeNull();
    expect(found(text).map((line) => line.split(':')[0])).toEqual([
      'shape-rule at `90d`',
      'shape-type at `maybe`',
      'name-unknown at `relaese`',
      'keys-incomplete at `regulator-calls`',
      'shape-unknown-key at `holds`',
      'shape-rule at `0s`',
      'name-unknown at `verify-bakup`',
    ]);
  });
});
