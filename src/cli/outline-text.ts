import type { Phase, Playbook, Step } from '../playbook/model.ts';

/** A playbook as it is read at a glance: what it is for, who is in it, and what is done in what order. */
export function outlineText(playbook: Playbook): string {
  const roles = Object.entries(playbook.roles).map(
    ([id, { title, duty }]) => `  ${id}: ${title}${duty ? `. ${duty}` : ''}`,
  );
  const lines = [
    `${playbook.title} (${playbook.id} ${playbook.version}, severity ${playbook.severity})`,
    playbook.summary,
    '',
    'Roles',
    ...roles,
    ...playbook.phases.flatMap(phaseLines),
  ];
  return lines.join('\n');
}

function phaseLines(phase: Phase): string[] {
  const gate = phase.gate.map(
    ({ kind, effects, some }) => `${some ? 'some' : 'every'} ${kind} ${effects.join(' and ')}`,
  );
  const reaches = phase.reaches.length > 0 ? `  reaches ${phase.reaches.join(', ')}` : '';
  return [
    '',
    `${phase.title}${reaches}`,
    ...phase.steps.flatMap((step) => stepLines(step, 2)),
    ...(gate.length > 0 ? [`  closes when: ${gate.join('; ')}`] : []),
  ];
}

function stepLines(step: Step, indent: number): string[] {
  const each = step.forEach ? ` for each ${step.forEach.text}` : '';
  const approval = step.approval ? `, approved by ${step.approval}` : '';
  const words = [step.role, step.effect].filter(Boolean).join(': ');
  const line = `${' '.repeat(indent)}${step.id}${words ? `  ${words}` : ''}${each}${approval}`;
  return [line, ...step.onFailure.flatMap((one) => stepLines(one, indent + 4).map((text) => `${text} (on failure)`))];
}
