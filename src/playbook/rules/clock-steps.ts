import type { PlaybookView } from './rule.ts';

/** A clock is met by a step that there is. */
export function clockSteps({ outline, findings }: PlaybookView): void {
  const steps = new Set(outline.steps.keys());
  for (const clock of outline.playbook.clocks) {
    const path = [...clock.path, 'met-by'];
    if (!steps.has(clock.metBy)) findings.unknown({ path, name: clock.metBy, sort: 'step', among: steps });
  }
}
