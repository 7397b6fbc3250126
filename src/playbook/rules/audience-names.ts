import { listed } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** A message goes to an audience or to a role. */
export function audienceNames({ outline, findings }: PlaybookView): void {
  const { playbook, allSteps } = outline;
  const all = new Set([...playbook.audiences, ...Object.keys(playbook.roles)]);
  for (const { notify: name, path } of allSteps) {
    if (name === undefined || all.has(name) || !findings.isWhole(['roles'], ['audiences'])) continue;
    findings.unknown({
      path: [...path, 'notify'],
      name,
      sort: 'audience or role',
      among: all,
      hint: `Add it under \`audiences\`, or name one of ${listed(all)}.`,
    });
  }
}
