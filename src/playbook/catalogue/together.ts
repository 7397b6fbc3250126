import type { Diagnostic } from '../../language/diagnostic.ts';
import { nearest } from '../../language/nearest.ts';
import type { YamlDocument } from '../../language/yaml.ts';
import { createFindings, type Findings, noLosses } from '../findings.ts';
import { allSteps, type Playbook, type Step } from '../model.ts';
import { listed } from '../words.ts';
import type { Action, Catalogue } from './model.ts';

/** A document that was read, and what it came to. */
export interface Read<T> {
  readonly document: YamlDocument;
  readonly model: T;
}

/** What is revoked must be proven dead, by an action of the same catalogue or of another one. */
export function unprovenRevocations(given: readonly Read<Catalogue>[], all: readonly Catalogue[]): Diagnostic[] {
  const proven = new Set(all.flatMap(({ actions }) => actions.filter(isProof).flatMap(({ types }) => types)));
  return given.flatMap(({ document, model }) => {
    const findings = createFindings(document, noLosses);
    for (const action of model.actions.filter(asksForProof)) {
      const left = action.types.filter((type) => !proven.has(type));
      if (left.length === 0) continue;
      findings.add('warning', 'revoked-not-proven-dead', findings.at([...action.path, 'effect']), {
        message: `this revokes ${listed(left)}, and no action proves that it worked`,
        hint: 'Add one with `effect: prove-dead`: one use of it that must be refused. Where no use can tell, add a `check`, and say under `leaves` what may live on.',
      });
    }
    return [...findings.diagnostics];
  });
}

/** Actions that a playbook names are there, and are what their steps take them for. `all`: null for a catalogue with errors. */
export function namedActions(
  { document, model }: Read<Playbook>,
  all: ReadonlyMap<string, Catalogue | null>,
): Diagnostic[] {
  const findings = createFindings(document, noLosses);
  for (const step of allSteps(model)) {
    if (step.uses === undefined) continue;
    const id = step.uses.slice(0, step.uses.indexOf('/'));
    const catalogue = all.get(id);
    if (catalogue) checkUse(step, step.uses, catalogue, findings);
    else if (catalogue === undefined) unknownCatalogue(step, id, all.keys(), findings);
  }
  return [...findings.diagnostics];
}

/** It may lie elsewhere, so this is no error. */
function unknownCatalogue({ path }: Step, id: string, known: Iterable<string>, findings: Findings): void {
  const near = nearest(id, known);
  findings.add('warning', 'catalogue-unknown', findings.at([...path, 'uses']), {
    message: `there is no catalogue \`${id}\` here, so nobody can tell whether it has that action`,
    hint: near === null ? 'Check the playbook together with its catalogue.' : `Did you mean \`${near}\`?`,
  });
}

function checkUse(step: Step, uses: string, catalogue: Catalogue, findings: Findings): void {
  const path = [...step.path, 'uses'];
  const action = catalogue.actions.find(({ id }) => id === uses);
  if (action === undefined) {
    const among = catalogue.actions.map(({ id }) => id);
    findings.unknown({ path, name: uses, sort: 'action', among, hint: `There is ${listed(among)}.` });
    return;
  }
  const isOther = action.effect !== step.effect;
  if (isOther || (action.finds !== undefined && action.finds.kind !== step.of)) {
    const what = isOther ? `does \`${action.effect}\`` : `finds \`${action.finds?.kind}\``;
    findings.add('error', 'name-wrong-kind', findings.at(path), {
      message: `\`${uses}\` ${what}, and this step \`${isOther ? step.effect : step.of}\``,
      hint: 'Name another action, or change the step.',
    });
  }
  for (const name of Object.keys(step.with ?? {})) {
    if (Object.hasOwn(action.inputs, name)) continue;
    const place = [...step.path, 'with', name];
    findings.unknown({
      path: place,
      name,
      sort: 'input',
      among: Object.keys(action.inputs),
      range: findings.keyAt(place),
    });
  }
}

/** Not what is run beside something else, nor what is seen to be done and says what may live on all the same. */
function asksForProof({ effect, finishes, calls, leaves }: Action): boolean {
  const isSeen = calls.some(({ id, holds }) => id === 'check' || holds !== undefined);
  return effect === 'revoke' && finishes && !(isSeen && leaves !== undefined);
}

function isProof({ effect }: Action): boolean {
  return effect === 'prove-dead';
}
