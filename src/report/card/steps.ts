import type { Template } from '../../language/template.ts';
import type { Playbook, Step } from '../../playbook/model.ts';
import { front, wrapped } from './paper.ts';

/** Lines that one step may have. */
const MOST = 3;

/** The first steps of a playbook with their instructions shortened, on at most so many lines. */
export function stepLines(playbook: Playbook, room: number, columns: number): string[] {
  const steps = playbook.phases.flatMap((phase) => phase.steps.map((step) => ({ phase: phase.title, step })));
  const lines: string[] = [];
  for (const [index, { phase, step }] of steps.entries()) {
    const isFirst = steps[index - 1]?.phase !== phase;
    const own = [...(isFirst ? [front(`${phase}:`, columns)] : []), ...oneStep(step, index, columns)];
    // The last line says what is left out, unless nothing is.
    if (lines.length + own.length > room - (index + 1 < steps.length ? 1 : 0)) {
      const left = steps.length - index;
      return [...lines, front(`  and ${left} more: breakglass respond ${playbook.id}`, columns)];
    }
    lines.push(...own);
  }
  return lines;
}

function oneStep(step: Step, index: number, columns: number): string[] {
  const number = `${String(index + 1).padStart(2)}. `;
  const who = step.role === undefined ? '' : `[${step.role}] `;
  const lines = wrapped(`${who}${instruction(step)}`, columns - number.length);
  const kept = lines.slice(0, MOST);
  const last = kept.length - 1;
  if (lines.length > MOST) kept[last] = front(`${kept[last]} ${lines[MOST]}`, columns - number.length);
  return kept.map((line, at) => `${at === 0 ? number : ' '.repeat(number.length)}${line}`);
}

function instruction({ id, decide, do: instructed, notify, wait, forEach }: Step): string {
  const parts = [
    ...(decide ? [decide.question] : []),
    ...(instructed ? [withBlanks(instructed)] : []),
    ...(!instructed && !decide && notify !== undefined ? [`Tell ${notify}.`] : []),
    ...(!instructed && !decide && wait !== undefined ? ['Wait.'] : []),
  ];
  const each = forEach?.over === 'kind' ? `Each ${forEach.kind}: ` : '';
  return `${each}${parts.join(' ') || id}`;
}

/** On paper nobody fills in what only a run knows. */
function withBlanks({ pieces }: Template): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const text = piece.expression.text.trim();
      return /^[a-z][\w.-]*$/i.test(text) ? `[${text.split('.').at(-1)}]` : '[...]';
    })
    .join('')
    .trim();
}
