import { effects, type GateRule, type Path, type Phase, type Reached, type Step } from '../model.ts';
import { fanOutOf, kindOfItems, type Outline } from '../outline.ts';
import { a } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** A gate asks for effects; some step that can be done before the phase closes must have each. */
export function gates({ outline, findings }: PlaybookView): void {
  if (!findings.isWhole(['phases'])) return;
  for (const phase of outline.playbook.phases) {
    if (phase.gate.length === 0) continue;
    const later = phasesBehind(phase.id, outline);
    for (const rule of phase.gate) {
      const base: Path = [...phase.path, 'gate', rule.kind, ...(rule.some ? ['some'] : [])];
      rule.effects.forEach((reached, index) => {
        const able = outline.allSteps.filter((step) => canReach(step, rule, reached, outline));
        if (able.some((step) => !later.has(step.phase))) return;
        findings.add('error', 'gate-cannot-pass', findings.at(findings.element(base, index)), {
          message: `no step can make ${a(rule.kind)} ${reached} before this gate, so \`${phase.id}\` never closes`,
          hint: hintFor(phase, rule, reached, able[0]),
        });
      });
    }
  }
}

function canReach(step: Step, rule: GateRule, reached: Reached, outline: Outline): boolean {
  const forEach = fanOutOf(step, outline);
  if (step.effect === undefined || effects[step.effect] !== reached || forEach === undefined) return false;
  const kind = kindOfItems(forEach, outline);
  return kind === null || kind === rule.kind;
}

function hintFor(phase: Phase, rule: GateRule, reached: Reached, behind: Step | undefined): string {
  if (behind !== undefined) {
    return `Only \`${behind.id}\` does, and its phase \`${behind.phase}\` waits for \`${phase.id}\`. Move the step or the gate.`;
  }
  const effect = Object.entries(effects).find(([, past]) => past === reached)?.[0];
  return `Add a step with \`for-each: ${rule.kind}\` and \`effect: ${effect}\`, or take it out of the gate.`;
}

/** The phases that wait for this one, by whatever way. */
function phasesBehind(id: string, outline: Outline): Set<string> {
  const behind = new Set<string>();
  let found = true;
  while (found) {
    found = false;
    for (const phase of outline.playbook.phases) {
      if (behind.has(phase.id) || !phase.after.some((name) => name === id || behind.has(name))) continue;
      behind.add(phase.id);
      found = true;
    }
  }
  behind.delete(id);
  return behind;
}
