import type { Template } from '../../../language/template.ts';
import { firstValue, rangeOf } from '../../commands.ts';
import type { Findings } from '../../findings.ts';
import type { Path } from '../../model.ts';
import { understoodCalls } from '../written-calls.ts';
import type { CatalogueView } from './rule.ts';

/** A request goes where its catalogue says, along segments that each are one. */
export function requests({ raw, catalogue, findings }: CatalogueView): void {
  for (const { call, path } of understoodCalls(catalogue, raw)) {
    if (call.via.how !== 'http') continue;
    const request = [...path, 'http'];
    if (call.via.base) ownAddress(call.via.base, [...request, 'base'], findings);
    call.via.path.forEach((part, at) => {
      if (!('split' in part)) oneSegment(part, [...request, 'path', at], findings);
    });
  }
}

/** Whoever names things could have the secrets of a request sent to a server of theirs. */
function ownAddress(base: Template, path: Path, findings: Findings): void {
  const value = firstValue(base);
  if (value === undefined) return;
  findings.add('warning', 'address-from-value', rangeOf(value, path, findings), {
    message: 'a value decides here where the request goes, and its secrets with it',
    hint: 'Write the address out, and let who has another one configure it.',
  });
}

function oneSegment({ pieces }: Template, path: Path, findings: Findings): void {
  let from = 0;
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      from = piece.at + piece.expression.text.length + '}}'.length;
      continue;
    }
    const slash = piece.indexOf('/');
    if (slash !== -1) {
      findings.add('warning', 'slash-in-segment', findings.inside(path, from + slash, from + slash + 1), {
        message: 'this is one segment of the path, and its slash is encoded as %2F',
        hint: 'Write each segment by itself: `[repos, "${{ … }}"]`. What is cut at its slashes stands under `split`.',
      });
      return;
    }
    from += piece.length;
  }
}
