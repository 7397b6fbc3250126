import type { Phase, Step } from '../model.ts';
import type { PlaybookView } from './rule.ts';

/** `after` of a phase names phases, `after` of a step names steps beside it. */
export function afterNames(view: PlaybookView): void {
  const { outline, findings } = view;
  const phases = new Set(outline.phases.keys());
  for (const phase of outline.playbook.phases) {
    phase.after.forEach((name, index) => {
      const path = [...phase.path, 'after', index];
      const step = outline.steps.get(name);
      const hint = step && `It is a step. A phase waits for phases: perhaps for \`${step.phase}\`.`;
      if (!phases.has(name) && findings.has(path)) findings.unknown({ path, name, sort: 'phase', among: phases, hint });
    });
    stepsAfter(phase.steps, phase, view);
    for (const step of phase.steps) stepsAfter(step.onFailure, phase, view);
  }
}

function stepsAfter(steps: readonly Step[], phase: Phase, { outline, findings }: PlaybookView): void {
  const beside = new Set(steps.map((step) => step.id));
  for (const step of steps) {
    step.after.forEach((name, index) => {
      const path = [...step.path, 'after', index];
      if (beside.has(name) || !findings.has(path)) return;
      findings.unknown({
        path,
        name,
        sort: 'step',
        among: beside,
        hint: elsewhere(outline.steps.get(name), phase, name, outline.phases),
      });
    });
  }
}

function elsewhere(step: Step | undefined, phase: Phase, name: string, phases: ReadonlyMap<string, Phase>): string {
  if (step?.onFailureOf !== undefined)
    return `It opens only when \`${step.onFailureOf}\` fails, so nothing else waits for it.`;
  if (step !== undefined && step.phase !== phase.id) {
    return `It is in the phase \`${step.phase}\`. A step waits for steps of its own phase; let the phase wait instead: \`after: [${step.phase}]\`.`;
  }
  if (phases.has(name)) return 'It is a phase. A step waits for steps of its own phase; let the phase wait instead.';
  return 'A step waits for steps of its own phase.';
}
