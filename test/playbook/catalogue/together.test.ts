import { describe, expect, it } from 'vitest';
import { checkSources } from '../../../src/scenario/check.ts';
import { edited, inShort } from '../../helpers/documents.ts';
import { steps } from '../rules/written.ts';
import { sampleCatalogueText, withKeys } from './written.ts';

interface Given {
  readonly given: readonly string[];
  readonly around?: readonly string[];
}

function checked({ given, around = [] }: Given): string[] {
  const sources = (texts: readonly string[]) => texts.map((text, at) => ({ file: `${at}.yaml`, text }));
  return checkSources(sources(given), {
    playbook: () => null,
    catalogues: () => sources(around),
    clue: () => ({ problem: 'there is none' }),
  }).diagnostics.map(inShort);
}

const revokes = withKeys('revoke', 'run: [forge, revoke]')
  .replace('type: t', 'type: forge-session')
  .replace('catalogue: forge', 'catalogue: other');
const uses = (keys: string) => steps(`- { step: x, for-each: stage, effect: isolate, ${keys} }`);

describe('given a catalogue, when it is checked', () => {
  it('then it is told from a playbook and a scenario by its keys', () => {
    expect(checked({ given: [sampleCatalogueText] })).toEqual([]);
    expect(checked({ given: ['actions: []'] })).toContain('shape-size at `[]`: 1 item at least');
  });

  it('then two of one id are told', () => {
    expect(checked({ given: [sampleCatalogueText, sampleCatalogueText] })).toEqual([
      'name-duplicate at `forge`: another catalogue is already called `forge`',
    ]);
  });

  it('then what it revokes must be proven dead, by itself or by another catalogue', () => {
    const told = [
      'revoked-not-proven-dead at `revoke`: this revokes `forge-session`, and no action proves that it worked',
    ];
    expect(checked({ given: [revokes] })).toEqual(told);
    expect(checked({ given: [revokes, sampleCatalogueText] })).toEqual([]);
    expect(checked({ given: [revokes], around: [sampleCatalogueText] })).toEqual([]);
    expect(checked({ given: [`${revokes}    finishes: false\n`] })).toEqual([]);
  });

  it('then what no use can prove dead must be seen, and say what may live on', () => {
    const check = '    check: { run: [forge, state], holds: outputs.json.revoked }\n';
    expect(checked({ given: [`${revokes}${check}`] })).toHaveLength(1);
    expect(checked({ given: [`${revokes}    leaves: Sessions.\n`] })).toHaveLength(1);
    expect(checked({ given: [`${revokes}${check}    leaves: Sessions.\n`] })).toEqual([]);
  });
});

describe('given a playbook that names an action, when it is checked', () => {
  const around = [sampleCatalogueText];

  it('then the action is looked for in the catalogues given, and in those around', () => {
    expect(checked({ given: [uses('uses: forge/disable-workflow')], around })).toEqual([]);
    expect(checked({ given: [uses('uses: forge/disable-workflow'), sampleCatalogueText] })).toEqual([]);
  });

  it.each([
    [
      'uses: forge/disable-workflows',
      'name-unknown at `forge/disable-workflows`: there is no action `forge/disable-workflows`',
    ],
    [
      'uses: forge/restore',
      'name-wrong-kind at `forge/restore`: `forge/restore` does `restore`, and this step `isolate`',
    ],
    ['uses: forge/disable-workflow, with: { repo: a/b }', 'name-unknown at `repo`: there is no input `repo`'],
    ['uses: forge/disable-workflow, with: { repository: a/b }', undefined],
    [
      'uses: forgery/x',
      'catalogue-unknown at `forgery/x`: there is no catalogue `forgery` here, so nobody can tell whether it has that action',
    ],
  ])('given %s', (keys, expected) => {
    expect(checked({ given: [uses(keys)], around })).toEqual(expected === undefined ? [] : [expected]);
  });

  it('given a survey of another kind than it finds, then it is an error', () => {
    const text = steps('- { step: x, effect: survey, of: stage, uses: forge/snapshots }');
    expect(checked({ given: [text], around })).toEqual([
      'name-wrong-kind at `forge/snapshots`: `forge/snapshots` finds `backup`, and this step `stage`',
    ]);
  });

  it('given that its catalogue has errors, then those are told, and nothing that follows from them', () => {
    const broken = edited(sampleCatalogueText, ['method: PATCH', 'method: PACTH']);
    const [only, ...others] = checked({ given: [uses('uses: forge/x'), broken] });
    expect(only).toMatch(/^shape-choice at `PACTH`/);
    expect(others).toEqual([]);
  });
});
