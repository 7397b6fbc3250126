import { type Definition, define } from '../../src/engine/definition.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { readScenario } from '../../src/scenario/reader.ts';
import type { Texts } from './large.ts';

/** Reads a pair that is meant to be without a fault. */
export function read(texts: Texts): Definition {
  const { playbook, diagnostics } = readPlaybook({ file: 'large.yaml', text: texts.playbook });
  if (!playbook) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const noClue = () => ({ problem: 'there are no clues' });
  const scene = readScenario({ file: 'large-drill.yaml', text: texts.scenario }, playbook, noClue);
  if (!scene.scenario) throw new Error(scene.diagnostics.map(({ message }) => message).join('\n'));
  return define(playbook, scene.scenario);
}
