import { sha256 } from '../engine/definition.ts';
import type { Body, Document } from '../engine/entries.ts';
import type { Diagnostic, DiagnosticCode } from '../language/diagnostic.ts';
import { readYaml, type YamlDocument } from '../language/yaml.ts';
import { libraryOf } from '../playbook/clocks/library.ts';
import type { Playbook } from '../playbook/model.ts';
import { type PlaybookReading, readPlaybook } from '../playbook/reader.ts';
import type { Clue } from '../scenario/clues.ts';
import type { Scenario } from '../scenario/model.ts';
import { understandScenario } from '../scenario/reader.ts';
import { Problem } from './problem.ts';

/** A document as it is journaled. */
export function documentOf(id: string, version: string, text: string): Document {
  return { id, version, sha256: sha256(text), text };
}

/** The model of a playbook. @throws Problem with everything that is wrong in it */
export function validPlaybook(reading: PlaybookReading): Playbook {
  if (reading.playbook) return reading.playbook;
  throw invalid(reading.document, reading.diagnostics);
}

/** The model of a scenario beside its playbook; without one, what only a playbook can tell is not looked at. @throws Problem with everything that is wrong in it */
export function validScenario(
  document: YamlDocument,
  playbook: Playbook | null,
  clue: Clue,
): { scenario: Scenario; diagnostics: readonly Diagnostic[] } {
  const { scenario, diagnostics } = understandScenario(document, playbook, clue);
  if (!scenario) throw invalid(document, diagnostics);
  return { scenario, diagnostics };
}

/** Rules that came after the first release, and that no entry depends on: what was journaled before them is as good as it was. */
const laterRules: readonly DiagnosticCode[] = ['source-incomplete', 'tries-too-many'];

/** The model of a scenario's text that was journaled, beside its playbook. @throws Problem */
export function journaledScenario(
  { id, text, clues }: Document & { readonly clues: Readonly<Record<string, string>> },
  playbook: Playbook,
): Scenario {
  const document = readYaml({ file: `${id} (in the journal)`, text });
  const { draft, diagnostics } = understandScenario(document, playbook, journaledClues(clues));
  const isGood = diagnostics.every(({ severity, code }) => severity === 'warning' || laterRules.includes(code));
  if (draft && isGood) return draft;
  throw invalid(document, diagnostics);
}

/** The model of a playbook's text that was journaled, with the library's clocks that were journaled beside it. @throws Problem */
export function journaledPlaybook({ id, text }: Document, clocks: Body<'run.opened'>['clocks']): Playbook {
  return validPlaybook(readPlaybook({ file: `${id} (in the journal)`, text }, libraryOf(clocks ?? {})));
}

/** Clues that were journaled, in place of files. */
function journaledClues(clues: Readonly<Record<string, string>>): Clue {
  return (path) => {
    const text = Object.hasOwn(clues, path) ? clues[path] : undefined;
    return text === undefined ? { problem: 'it is not in the journal' } : { text };
  };
}

function invalid(document: YamlDocument, diagnostics: readonly Diagnostic[]): Problem {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return new Problem('input', `${document.source.file} is not valid.`, undefined, errors);
}
