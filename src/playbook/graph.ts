import type { Phase, Playbook, Step } from './model.ts';

/** The playbook as a Mermaid flowchart: a box a phase with its steps, arrows for `after`, dotted ones for `on-failure`. */
export function toMermaid(playbook: Playbook): string {
  const lines = ['flowchart TD'];
  for (const phase of playbook.phases) lines.push(...phaseBox(phase));
  for (const phase of playbook.phases) {
    for (const before of phase.after) lines.push(`  ${phaseNode(before)} --> ${phaseNode(phase.id)}`);
  }
  return `${lines.join('\n')}\n`;
}

function phaseBox(phase: Phase): string[] {
  const lines = [`  subgraph ${phaseNode(phase.id)}["${label([phase.title, gateText(phase)])}"]`];
  for (const step of phase.steps) {
    lines.push(`    ${stepShape(step)}`);
    for (const before of step.after) lines.push(`    ${stepNode(before)} --> ${stepNode(step.id)}`);
    for (const fallback of step.onFailure) {
      lines.push(`    ${stepShape(fallback)}`, `    ${stepNode(step.id)} -. on failure .-> ${stepNode(fallback.id)}`);
    }
  }
  lines.push('  end');
  return lines;
}

function stepShape(step: Step): string {
  const text = `"${label([step.id, stepText(step)])}"`;
  return step.decide === undefined ? `${stepNode(step.id)}[${text}]` : `${stepNode(step.id)}{{${text}}}`;
}

function stepText(step: Step): string {
  const each = step.forEach === undefined ? '' : ` each ${step.forEach.text}`;
  const act = step.effect === undefined ? '' : `${step.effect}${step.of === undefined ? each : ` ${step.of}`}`;
  return [step.role, act].filter(Boolean).join(': ');
}

function gateText(phase: Phase): string {
  if (phase.gate.length === 0) return '';
  const rules = phase.gate.map((rule) => `${rule.some ? 'some' : 'every'} ${rule.kind} ${rule.effects.join(' and ')}`);
  return `gate: ${rules.join('; ')}`;
}

// A bare `end` or a leading `o`/`x` means something to Mermaid; a prefix keeps ids apart from its words.
const phaseNode = (id: string) => `phase_${id.replaceAll('-', '_')}`;
const stepNode = (id: string) => `step_${id.replaceAll('-', '_')}`;

/** Mermaid reads `#quot;` and the like in labels; everything that could end or change one is written that way. */
function label(parts: readonly string[]): string {
  const safe = (text: string) =>
    text.replace(/["#;<>&`\\[\]{}()|]/g, (c) => `#${c.charCodeAt(0)};`).replace(/\s+/g, ' ');
  return parts.filter(Boolean).map(safe).join('<br/>');
}
