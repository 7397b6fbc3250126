import type { Findings } from '../findings.ts';
import type { Path, Step } from '../model.ts';
import { listed } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** Whoever does, approves, owns or is told something must be somebody. */
export function roleNames({ outline, findings }: PlaybookView): void {
  const { playbook, allSteps } = outline;
  const roles = new Set(Object.keys(playbook.roles));
  const role = (path: Path, name: string | undefined) => {
    if (name === undefined || roles.has(name)) return;
    findings.unknown({
      path,
      name,
      sort: 'role',
      among: roles,
      code: 'role-unknown',
      givenIn: ['roles'],
      hint: `The roles are ${listed(roles)}. Add it under \`roles\`, or name one of them.`,
    });
  };
  for (const step of allSteps) {
    role([...step.path, 'role'], step.role);
    role(approvalPath(step, findings), step.approval);
  }
  for (const clock of playbook.clocks) role([...clock.path, 'owner'], clock.owner);
}

/** Where a step names who approves: the approval itself, or its `role`. */
function approvalPath({ path }: Step, findings: Findings): Path {
  const inside = [...path, 'approval', 'role'];
  return findings.has(inside) ? inside : inside.slice(0, -1);
}
