import { describe, expect, it } from 'vitest';
import { checkSources, type Surroundings } from '../../src/scenario/check.ts';
import { edited, inShort, sampleClue, samplePlaybookText, sampleScenarioText } from '../helpers/documents.ts';

const nothingAround: Surroundings = { playbook: () => null, catalogues: () => [], clue: (_, path) => sampleClue(path) };
const playbook = { file: 'a/playbook.yaml', text: samplePlaybookText };
const scenario = { file: 'b/scenario.yaml', text: sampleScenarioText };

const found = (sources: Parameters<typeof checkSources>[0], around = nothingAround) =>
  checkSources(sources, around).diagnostics.map((one) => `${one.source.file}: ${inShort(one)}`);

describe('given a playbook and a scenario', () => {
  it('when they are checked together, in any order, then they are paired by name', () => {
    for (const sources of [
      [playbook, scenario],
      [scenario, playbook],
    ]) {
      const checked = checkSources(sources, nothingAround);
      expect(checked.diagnostics).toEqual([]);
      expect(checked.playbooks.map(({ reading }) => reading.playbook?.id)).toEqual(['compromised-pipeline']);
      expect(checked.scenarios.map(({ reading }) => reading.scenario?.id)).toEqual(['poisoned-release']);
    }
  });

  it('when the playbook is not among the files, then it is looked for around them, once', () => {
    const asked: string[] = [];
    const playbookAround = (id: string) => {
      asked.push(id);
      return playbook;
    };
    const second = {
      file: 'c/scenario.yaml',
      text: edited(sampleScenarioText, ['scenario: poisoned-release', 'scenario: again']),
    };
    expect(found([scenario, second], { ...nothingAround, playbook: playbookAround })).toEqual([]);
    expect(asked).toEqual(['compromised-pipeline']);
  });

  it('when the playbook is nowhere, then the scenario says so, with the nearest that is there', () => {
    const other = {
      ...scenario,
      text: edited(sampleScenarioText, ['playbook: compromised-pipeline', 'playbook: compromised-pipelin']),
    };
    const { diagnostics } = checkSources([playbook, other], nothingAround);
    expect(diagnostics.map(inShort)).toEqual([
      'playbook-unknown at `compromised-pipelin`: there is no playbook `compromised-pipelin`',
    ]);
    expect(diagnostics[0]?.hint).toBe('Did you mean `compromised-pipeline`?');
  });

  it('when the one around is broken, then the scenario says so', () => {
    const broken = { ...playbook, text: edited(samplePlaybookText, ['severity: critical', 'severity: bad']) };
    expect(found([scenario], { ...nothingAround, playbook: () => broken })).toEqual([
      'b/scenario.yaml: playbook-unknown at `compromised-pipeline`: the playbook `compromised-pipeline` has errors',
    ]);
  });

  it('when a scenario reads a clue, then it is told which scenario asks', () => {
    const asked: string[] = [];
    const clue: Surroundings['clue'] = (source, path) => {
      asked.push(`${source.file} ${path}`);
      return { text: '' };
    };
    checkSources([playbook, scenario], { ...nothingAround, clue });
    expect(asked).toEqual(['b/scenario.yaml clues/release.yml']);
  });
});

describe('given a set of files of which some are broken', () => {
  it('when it is checked, then each says what is wrong with it, sorted by file and place', () => {
    const broken = {
      ...playbook,
      text: edited(
        samplePlaybookText,
        ['gate: { stage: isolated }', 'gate: { stage: rebuilt }'],
        ['role: lead\n        do: Say', 'role: lad\n        do: Say'],
      ),
    };
    const bent = { ...scenario, text: edited(sampleScenarioText, ['first: [list-credentials', 'first: [list-creds']) };
    const files = [
      bent,
      { file: 'z.yaml', text: 'name: release\n' },
      broken,
      { file: 'y.yaml', text: 'phases: [' },
      { file: 'x.yaml', text: '[]' },
      { file: 'w.yaml', text: '' },
    ];
    expect(found(files).map((line) => line.replace(/`: .*/, '`'))).toEqual([
      'a/playbook.yaml: role-unknown at `lad`',
      'a/playbook.yaml: gate-cannot-pass at `rebuilt`',
      'b/scenario.yaml: name-unknown at `list-creds`',
      'w.yaml: file-empty at ``',
      'x.yaml: document-unknown at `[]`',
      'y.yaml: yaml-syntax at `[`',
      'z.yaml: document-unknown at `name`',
    ]);
  });

  it('when a playbook cannot be understood, then what would need it is not looked at', () => {
    const broken = { ...playbook, text: edited(samplePlaybookText, ['- step: confirm', '- stepp: confirm']) };
    const codes = checkSources([broken, scenario], nothingAround).diagnostics.map(({ source, code }) => [
      source.file,
      code,
    ]);
    expect(new Set(codes.map(([file]) => file))).toEqual(new Set(['a/playbook.yaml']));
  });

  it('when two files have the same id, then the second is told, with the first', () => {
    const twin = { file: 'a/twin.yaml', text: samplePlaybookText };
    const { diagnostics } = checkSources([playbook, twin], nothingAround);
    expect(diagnostics.map(inShort)).toEqual([
      'name-duplicate at `compromised-pipeline`: another playbook is already called `compromised-pipeline`',
    ]);
    expect(diagnostics[0]?.related?.[0]?.source.file).toBe('a/playbook.yaml');
  });
});

describe('given a file without its first key', () => {
  it.each([
    ['playbook', edited(samplePlaybookText, ['playbook: compromised-pipeline\n', '']), 'playbook'],
    ['scenario', edited(sampleScenarioText, ['scenario: poisoned-release\n', '']), 'scenario'],
  ])('when it has the other keys of a %s, then that key is what is missing', (_, text, key) => {
    const said = found([{ file: 'x.yaml', text }], { ...nothingAround, playbook: () => playbook });
    expect(said).toEqual([expect.stringContaining(`\`${key}\` is missing`)]);
  });
});
