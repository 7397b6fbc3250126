import type { ContextName } from '../../../language/expression.ts';
import type { Site } from '../../expressions.ts';
import { checkReads, type Readable } from '../../rules/paths.ts';
import { anyRun, namedInputs, open, type Shape } from '../../shapes.ts';
import type { Catalogue } from '../model.ts';
import { ofDefault } from '../sees.ts';
import type { CatalogueView } from './rule.ts';

const hints: Readable['hints'] = {
  steps: 'An action knows no playbook. Ask for the value: add an input.',
  scope: 'An action is for one item at a time: `item`.',
  outputs: 'Only `outputs`, `holds` and `finds` read what came back.',
};

/** Whatever an expression reads must be there to be read: an unknown path would read as null and say nothing. */
export function callReads({ catalogue, sites, findings }: CatalogueView): void {
  const readable = (site: Site, context: ContextName): Shape | null => {
    // Where a secret may stand is a matter of its own.
    if (context === 'secrets') return open;
    if (!site.sees.contexts.includes(context)) return null;
    if (context === 'run') return anyRun;
    return context === 'inputs' && site.sees !== ofDefault ? inputsAt(site, catalogue) : open;
  };
  checkReads(sites, { readable, hints }, findings);
}

function inputsAt({ path }: Site, { actions }: Catalogue): Shape {
  const at = Number(path[1]);
  return namedInputs(Object.keys(actions[at]?.inputs ?? {}), ['actions', at, 'inputs']);
}
