import { expect, it } from 'vitest';
import type { Playbook } from '../../../src/playbook/model.ts';
import { readScenario } from '../../../src/scenario/reader.ts';
import { edited, inShort, sampleClue, samplePlaybook, sampleScenarioText } from '../../helpers/documents.ts';

export type Edit = readonly [from: string, to: string];

const playbook: Playbook = samplePlaybook();

export function read(edits: readonly Edit[]) {
  const source = { file: 'scenario.yaml', text: edited(sampleScenarioText, ...edits) };
  return readScenario(source, playbook, sampleClue);
}

/** What is said of the sample with these edits. */
export const found = (...edits: readonly Edit[]) => read(edits).diagnostics.map(inShort);
/** The hint of the first thing that is said of it. */
export const hintOf = (...edits: readonly Edit[]) => read(edits).diagnostics[0]?.hint;

/** Each row: what was changed in the sample, and what is said of it. */
export const table = (rows: readonly (readonly [what: string, edit: Edit, ...said: string[]])[]) =>
  it.each(rows.map(([what, edit, ...said]) => ({ what, edit, said })))('given $what', ({ edit, said }) => {
    expect(found(edit)).toEqual(said);
  });
