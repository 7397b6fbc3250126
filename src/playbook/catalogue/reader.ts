import { type Diagnostic, sortDiagnostics } from '../../language/diagnostic.ts';
import type { Source } from '../../language/source.ts';
import { validate } from '../../language/validate.ts';
import { readYaml, type YamlDocument } from '../../language/yaml.ts';
import { createFindings, type Losses, noLosses } from '../findings.ts';
import { salvage } from '../salvage.ts';
import type { Catalogue } from './model.ts';
import { normaliseCatalogue } from './normalise.ts';
import { catalogueRules } from './rules/all.ts';
import { catalogueSchema, type RawCatalogue } from './schema.ts';

export interface CatalogueReading {
  /** Null where there is an error. */
  readonly catalogue: Catalogue | null;
  readonly document: YamlDocument;
  /** All of them at once, sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a catalogue of actions: the model, or everything that is wrong with it. Never throws. */
export function readCatalogue(source: Source): CatalogueReading {
  return understandCatalogue(readYaml(source));
}

/** The same for a document that was read before. */
export function understandCatalogue(document: YamlDocument): CatalogueReading {
  if (document.value === undefined) return { catalogue: null, document, diagnostics: document.diagnostics };
  const validated = validate(document, catalogueSchema);
  const found = [...document.diagnostics, ...validated.diagnostics];
  const form =
    validated.value === null ? salvage(catalogueSchema, document.value) : { value: validated.value, losses: noLosses };
  const model = form && applyRules(document, form, found);
  const diagnostics = sortDiagnostics(found);
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  return { catalogue: hasErrors ? null : model, document, diagnostics };
}

function applyRules(
  document: YamlDocument,
  form: { readonly value: RawCatalogue; readonly losses: Losses },
  found: Diagnostic[],
): Catalogue {
  const findings = createFindings(document, form.losses);
  const { catalogue, sites } = normaliseCatalogue(form.value, findings);
  for (const rule of catalogueRules) rule({ raw: form.value, catalogue, sites, findings });
  found.push(...findings.diagnostics);
  return catalogue;
}
