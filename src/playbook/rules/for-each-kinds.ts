import { kinds } from '../model.ts';
import { isKind } from '../outline.ts';
import { listed } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** A fan-out runs over a kind, or over what an expression gives. */
export function forEachKinds({ outline, findings }: PlaybookView): void {
  for (const { forEach, path } of outline.allSteps) {
    if (forEach?.over !== 'kind' || isKind(forEach.kind)) continue;
    const name: string = forEach.kind;
    const hint = `The kinds are ${listed(kinds)}. An expression stands in \${{ }}.`;
    findings.unknown({ path: [...path, 'for-each'], name, sort: 'kind', among: kinds, hint });
  }
}
