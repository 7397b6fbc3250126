import { readsOf } from '../../../language/paths.ts';
import type { Site } from '../../expressions.ts';
import type { Findings } from '../../findings.ts';
import type { Path } from '../../model.ts';
import { fitsPattern, patternProblem } from '../../patterns.ts';
import type { Action, ActionInput } from '../model.ts';
import { ofDefault } from '../sees.ts';
import type { CatalogueView } from './rule.ts';

/** What is asked for is used; its pattern can be compared with, and a default that is written out fits it. */
export function actionInputs({ catalogue, sites, findings }: CatalogueView): void {
  const used = usedIn(sites);
  for (const action of catalogue.actions) {
    for (const [name, input] of Object.entries(action.inputs)) {
      const path = [...action.path, 'inputs', name];
      checkPattern(input, path, findings);
      unused(used.has(keyOf(action, 'inputs', name)), path, `nothing reads \`inputs.${name}\``, findings, action);
    }
    for (const name of Object.keys(action.subjects)) {
      const path = [...action.path, 'subjects', name];
      unused(used.has(keyOf(action, 'secrets', name)), path, `nothing reads \`secrets.${name}\``, findings, action);
    }
  }
}

function unused(isUsed: boolean, path: Path, message: string, findings: Findings, { path: whole }: Action): void {
  if (isUsed || !findings.isWhole(whole)) return;
  findings.add('warning', 'asked-for-nothing', findings.keyAt(path), {
    message: `${message}, and people would be asked for it`,
    hint: 'Take it out, or read it in the call.',
  });
}

function checkPattern({ pattern, default: given }: ActionInput, path: Path, findings: Findings): void {
  if (pattern === undefined) return;
  const problem = patternProblem(pattern);
  if (problem !== null) {
    findings.add('error', 'input-pattern', findings.at([...path, 'pattern']), problem);
    return;
  }
  const isPlain = given?.pieces.every((piece) => typeof piece === 'string');
  if (given === undefined || !isPlain || fitsPattern(`^(?:${pattern})$`, given.text) !== false) return;
  findings.add('error', 'value-pattern', findings.at([...path, 'default']), {
    message: `\`${given.text}\` does not fit the pattern of the input`,
    hint: `All of it must match ${pattern}.`,
  });
}

/** Of each action, the inputs and secrets that something reads. */
function usedIn(sites: readonly Site[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { expression, path, sees } of sites) {
    if (path[0] !== 'actions' || sees === ofDefault) continue;
    for (const { segments } of readsOf(expression).paths) {
      const [context, name] = segments.map((segment) => segment.name);
      used.add(JSON.stringify([path[1], context, name]));
    }
  }
  return used;
}

function keyOf({ path }: Action, context: string, name: string): string {
  return JSON.stringify([path[1], context, name]);
}
