import type { PlaybookView } from './rule.ts';

/** As many people must be able to hold a role as have to approve. */
export function approvals({ outline, findings }: PlaybookView): void {
  for (const { approval, approvals: count, path } of outline.allSteps) {
    if (approval === undefined || count === undefined || !findings.isWhole(['roles'])) continue;
    if (!Object.hasOwn(outline.playbook.roles, approval)) continue;
    const people = outline.playbook.roles[approval]?.people ?? 1;
    if (people >= count) continue;
    findings.add('error', 'approval-cannot-pass', findings.at([...path, 'approval', 'count']), {
      message: `${count} people must approve, and \`${approval}\` is held by ${people === 1 ? 'one' : people} at most`,
      hint: `Write \`people: ${count}\` at the role, or more.`,
    });
  }
}
