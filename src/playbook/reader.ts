import { type Diagnostic, sortDiagnostics } from '../language/diagnostic.ts';
import type { Source } from '../language/source.ts';
import { validate } from '../language/validate.ts';
import { readYaml, type YamlDocument } from '../language/yaml.ts';
import { type ClockLibrary, shippedClocks } from './clocks/library.ts';
import { createFindings, type Losses, noLosses } from './findings.ts';
import type { Playbook } from './model.ts';
import { normalisePlaybook } from './normalise.ts';
import { outlineOf } from './outline.ts';
import { playbookRules } from './rules/all.ts';
import { salvage } from './salvage.ts';
import { playbookSchema, type RawPlaybook } from './schema.ts';

export interface PlaybookReading {
  /** Null where there is an error. */
  readonly playbook: Playbook | null;
  /**
   * The same, and also where the form is right and only rules found errors: good enough to check what is written beside
   * it, never for a run.
   */
  readonly draft: Playbook | null;
  readonly document: YamlDocument;
  /** All of them at once, sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a playbook: the model, or everything that is wrong with it. Never throws. `library` is what its clocks may use. */
export function readPlaybook(source: Source, library: ClockLibrary = shippedClocks): PlaybookReading {
  return understandPlaybook(readYaml(source), library);
}

/** The same for a document that was read before. */
export function understandPlaybook(document: YamlDocument, library: ClockLibrary = shippedClocks): PlaybookReading {
  if (document.value === undefined) return { playbook: null, draft: null, document, diagnostics: document.diagnostics };
  const validated = validate(document, playbookSchema);
  const found = [...document.diagnostics, ...validated.diagnostics];
  const form =
    validated.value === null ? salvage(playbookSchema, document.value) : { value: validated.value, losses: noLosses };
  const model = form && applyRules(document, form, library, found);
  const diagnostics = sortDiagnostics(found);
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const draft = validated.value === null ? null : model;
  return { playbook: hasErrors ? null : draft, draft, document, diagnostics };
}

function applyRules(
  document: YamlDocument,
  form: { value: RawPlaybook; losses: Losses },
  library: ClockLibrary,
  found: Diagnostic[],
): Playbook {
  const findings = createFindings(document, form.losses);
  const { playbook, sites } = normalisePlaybook(form.value, findings, library);
  const view = { raw: form.value, outline: outlineOf(playbook), sites, library, findings };
  for (const rule of playbookRules) rule(view);
  found.push(...findings.diagnostics);
  return playbook;
}
