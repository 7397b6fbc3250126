import { reportDuplicates } from '../../rules/duplicate-names.ts';
import type { CatalogueView } from './rule.ts';

/** Actions, the calls of an action, and tools each have their own names. */
export function duplicateActions({ raw, findings }: CatalogueView): void {
  const named = (sort: string, path: readonly (string | number)[], name: string) => ({ name, sort, path });
  reportDuplicates(
    raw.actions.map(({ action }, at) => named('action', ['actions', at, 'action'], action)),
    findings,
  );
  raw.actions.forEach(({ calls = [], check }, at) => {
    const path = ['actions', at];
    const own = calls.map(({ call }, index) => named('call', [...path, 'calls', index, 'call'], call));
    const last = check === undefined ? [] : [{ ...named('call', [...path, 'check'], 'check'), isKey: true }];
    reportDuplicates([...last, ...own], findings);
  });
  reportDuplicates(
    raw.tools.map(({ tool }, at) => named('tool', ['tools', at, 'tool'], tool)),
    findings,
  );
}
