import { type Diagnostic, sortDiagnostics } from '../language/diagnostic.ts';
import type { Source } from '../language/source.ts';
import { validate } from '../language/validate.ts';
import { readYaml, type YamlDocument } from '../language/yaml.ts';
import { createFindings, type Losses, noLosses } from '../playbook/findings.ts';
import type { Playbook } from '../playbook/model.ts';
import { outlineOf } from '../playbook/outline.ts';
import { salvage } from '../playbook/salvage.ts';
import type { Clue } from './clues.ts';
import { groundOf } from './ground.ts';
import type { Scenario } from './model.ts';
import { normaliseScenario } from './normalise.ts';
import { scenarioRules, stagedRules } from './rules/all.ts';
import { type RawScenario, scenarioSchema } from './schema.ts';

export interface ScenarioReading {
  /** Null where there is an error. */
  readonly scenario: Scenario | null;
  /** The same, and also where the form is right and only rules found errors. */
  readonly draft: Scenario | null;
  readonly document: YamlDocument;
  /** All of them at once, sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a scenario beside its playbook: the model, or everything that is wrong with it. Never throws. Without a playbook
 * what only a playbook can tell is not looked at. `clue` reads a file beside the scenario.
 */
export function readScenario(source: Source, playbook: Playbook | null, clue: Clue): ScenarioReading {
  return understandScenario(readYaml(source), playbook, clue);
}

/** The same for a document that was read before. */
export function understandScenario(document: YamlDocument, playbook: Playbook | null, clue: Clue): ScenarioReading {
  if (document.value === undefined) return { scenario: null, draft: null, document, diagnostics: document.diagnostics };
  const validated = validate(document, scenarioSchema);
  const found = [...document.diagnostics, ...validated.diagnostics];
  const form =
    validated.value === null ? salvage(scenarioSchema, document.value) : { value: validated.value, losses: noLosses };
  const model = form && applyRules({ document, playbook, clue }, form, found);
  const diagnostics = sortDiagnostics(found);
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  const draft = validated.value === null ? null : model;
  return { scenario: hasErrors ? null : draft, draft, document, diagnostics };
}

interface Beside {
  readonly document: YamlDocument;
  readonly playbook: Playbook | null;
  readonly clue: Clue;
}

function applyRules(
  { document, playbook, clue }: Beside,
  form: { readonly value: RawScenario; readonly losses: Losses },
  found: Diagnostic[],
): Scenario {
  const findings = createFindings(document, form.losses);
  const outline = playbook && outlineOf(playbook);
  const { scenario, sites } = normaliseScenario(form.value, { outline, findings, clue });
  const view = { raw: form.value, scenario, ground: groundOf(scenario), outline, sites, findings };
  for (const rule of scenarioRules) rule(view);
  if (outline !== null) for (const rule of stagedRules) rule({ ...view, outline });
  found.push(...findings.diagnostics);
  return scenario;
}
