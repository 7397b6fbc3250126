import { checkComparedOptions } from '../../playbook/rules/options.ts';
import { checkPaths } from '../../playbook/rules/paths.ts';
import type { StagedView } from './rule.ts';

/** What expressions of a scenario read of the playbook is there. */
export function readPaths({ sites, outline, findings }: StagedView): void {
  checkPaths(sites, outline, findings);
  checkComparedOptions(sites, outline, findings);
}
