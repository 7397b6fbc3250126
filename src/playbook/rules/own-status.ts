import { type PathRead, readsOf } from '../../language/paths.ts';
import { placeKey } from '../findings.ts';
import type { PlaybookView } from './rule.ts';

const conditions = ['if', 'for-each', 'require'];

/** What decides whether a step is done must not read whether it was done: it would undo itself. */
export function ownStatus({ outline, sites, findings }: PlaybookView): void {
  const steps = new Map(outline.allSteps.map((step) => [placeKey(step.path), step.id]));
  for (const { path, expression, at } of sites) {
    const key = String(path.at(-1));
    const step = conditions.includes(key) ? steps.get(placeKey(path.slice(0, -1))) : undefined;
    if (step === undefined) continue;
    for (const read of readsOf(expression).paths.filter((one) => readsStatus(one, step))) {
      findings.add('error', 'condition-of-itself', findings.inside(path, at + read.start, at + read.end), {
        message: `\`${key}\` reads the status of its own step \`${step}\`, so doing the step would undo it`,
        hint: 'Read another step, or what the step is to change.',
      });
    }
  }
}

/** `steps.<step>.status`, and what reads the status of every step. */
function readsStatus({ segments, dynamic }: PathRead, step: string): boolean {
  const [context, id, part] = segments.map(({ name }) => name);
  if (context !== 'steps' || (id !== step && id !== '*')) return false;
  return part === 'status' || part === '*' || (part === undefined && !dynamic);
}
