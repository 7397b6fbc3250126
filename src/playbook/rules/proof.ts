import type { Effect, Step } from '../model.ts';
import { fanOutOf, kindOfItems, type Outline } from '../outline.ts';
import type { PlaybookView } from './rule.ts';

/** What was revoked must be proven dead: a token that still works after it was revoked is the usual surprise. */
export function revokedNotProvenDead(view: PlaybookView): void {
  reportUnproven(view, 'revoke', 'prove-dead', (step, kind) => ({
    code: 'revoked-not-proven-dead',
    message: `\`${step.id}\` revokes, and no step proves that it worked`,
    hint: `Add a step with \`for-each: ${kind}\` and \`effect: prove-dead\`: one use that must be refused.`,
  }));
}

/** What is restored must be verified: a backup may hold what the attacker left. */
export function restoredNotVerified(view: PlaybookView): void {
  reportUnproven(view, 'restore', 'verify', (step, kind) => ({
    code: 'restored-not-verified',
    message: `\`${step.id}\` restores, and no step verifies what it restores`,
    hint: `Add a step with \`for-each: ${kind}\` and \`effect: verify\`: its signature, its digest, and when it was taken.`,
  }));
}

interface Unproven {
  readonly code: 'revoked-not-proven-dead' | 'restored-not-verified';
  readonly message: string;
  readonly hint: string;
}

function reportUnproven(
  { outline, findings }: PlaybookView,
  act: Effect,
  proof: Effect,
  say: (step: Step, over: string) => Unproven,
): void {
  if (!findings.isWhole(['phases'])) return;
  const proofs = outline.allSteps.filter((step) => step.effect === proof);
  for (const step of outline.allSteps) {
    const forEach = fanOutOf(step, outline);
    if (step.effect !== act || forEach === undefined) continue;
    if (proofs.some((other) => overlap(step, other, outline))) continue;
    const { code, message, hint } = say(step, forEach.text);
    findings.add('warning', code, findings.at([...step.path, 'effect']), { message, hint });
  }
}

function overlap(step: Step, other: Step, outline: Outline): boolean {
  const [one, two] = [step, other].map((each) => {
    const forEach = fanOutOf(each, outline);
    return forEach ? kindOfItems(forEach, outline) : null;
  });
  return one === null || two === null || one === two;
}
