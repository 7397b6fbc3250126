import type { Kind } from '../../playbook/model.ts';
import { places } from '../ground.ts';
import { checkItems } from './items.ts';
import type { ScenarioView } from './rule.ts';

const usable: readonly Kind[] = ['credential', ...places, 'artifact'];

/** What the attacker enters with, needs, compromises and poisons. */
export function adversaryNames({ scenario, ground, findings }: ScenarioView): void {
  const { enters, moves } = scenario.adversary;
  const because = 'An attacker uses what was stolen, compromised or poisoned.';
  if (enters)
    checkItems(enters.with, { path: ['adversary', 'enters', 'with'], kinds: usable, because }, ground, findings);
  for (const { path, needs, needsAny, does } of moves) {
    checkItems(needs, { path: [...path, 'needs'], kinds: usable, because }, ground, findings);
    checkItems(needsAny, { path: [...path, 'needs-any'], kinds: usable, because }, ground, findings);
    checkItems(does.compromise, { path: [...path, 'does', 'compromise'], kinds: places }, ground, findings);
    checkItems(does.poison, { path: [...path, 'does', 'poison'], kinds: ['artifact'] }, ground, findings);
  }
}
