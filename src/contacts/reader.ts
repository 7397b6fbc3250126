import { type Diagnostic, sortDiagnostics } from '../language/diagnostic.ts';
import type { Source } from '../language/source.ts';
import { validate } from '../language/validate.ts';
import { readYaml, type YamlDocument } from '../language/yaml.ts';
import { createFindings, type Losses, noLosses } from '../playbook/findings.ts';
import { salvage } from '../playbook/salvage.ts';
import type { Contacts } from './model.ts';
import { normaliseContacts } from './normalise.ts';
import { contactsRules } from './rules/all.ts';
import { contactsSchema, type RawContacts } from './schema.ts';

export interface ContactsReading {
  /** Null where there is an error. */
  readonly contacts: Contacts | null;
  readonly document: YamlDocument;
  /** All of them at once, sorted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads contacts: the model, or everything that is wrong with them. Never throws. */
export function readContacts(source: Source): ContactsReading {
  const document = readYaml(source);
  if (document.value === undefined) return { contacts: null, document, diagnostics: document.diagnostics };
  const validated = validate(document, contactsSchema);
  const found = [...document.diagnostics, ...validated.diagnostics];
  const form =
    validated.value === null ? salvage(contactsSchema, document.value) : { value: validated.value, losses: noLosses };
  const model = form && applyRules(document, form, found);
  const diagnostics = sortDiagnostics(found);
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  return { contacts: hasErrors ? null : model, document, diagnostics };
}

function applyRules(
  document: YamlDocument,
  form: { readonly value: RawContacts; readonly losses: Losses },
  found: Diagnostic[],
): Contacts {
  const findings = createFindings(document, form.losses);
  const contacts = normaliseContacts(form.value);
  for (const rule of contactsRules) rule({ raw: form.value, contacts, findings });
  found.push(...findings.diagnostics);
  return contacts;
}
