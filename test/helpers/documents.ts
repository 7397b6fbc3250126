import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../src/language/diagnostic.ts';
import type { Playbook } from '../../src/playbook/model.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import type { Clue } from '../../src/scenario/clues.ts';
import type { Scenario } from '../../src/scenario/model.ts';
import { readScenario } from '../../src/scenario/reader.ts';

const sample = (name: string) => readFileSync(new URL(`../golden/samples/${name}`, import.meta.url), 'utf8');

/** A playbook and a scenario with every key of their formats. They stay as they are, whatever becomes of shipped content. */
export const samplePlaybookText = sample('compromised-pipeline.yaml');
export const sampleScenarioText = sample('poisoned-release.yaml');
export const sampleClue: Clue = (path) => ({ text: `# ${path}: CI_TOKEN, NPM_TOKEN, DEPLOY_KEY\n` });

/** A diagnostic in one line: its code, the characters that it points at, what it says. */
export function inShort({ code, source, range, message }: Diagnostic): string {
  return `${code} at \`${source.text.slice(range.start, range.end)}\`: ${message}`;
}

export function diagnosePlaybook(text: string): readonly Diagnostic[] {
  return readPlaybook({ file: 'playbook.yaml', text }).diagnostics;
}

export function samplePlaybook(): Playbook {
  const { playbook, diagnostics } = readPlaybook({ file: 'playbook.yaml', text: samplePlaybookText });
  if (playbook === null) throw new Error(diagnostics.map(inShort).join('\n'));
  return playbook;
}

export function sampleScenario(): Scenario {
  const source = { file: 'scenario.yaml', text: sampleScenarioText };
  const { scenario, diagnostics } = readScenario(source, samplePlaybook(), sampleClue);
  if (scenario === null) throw new Error(diagnostics.map(inShort).join('\n'));
  return scenario;
}

/** The text with one part of it replaced; fails where the part is not there, so that a test cannot pass by accident. */
export function edited(text: string, ...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`not in the document: ${from}`);
    return now.replace(from, () => to);
  }, text);
}
