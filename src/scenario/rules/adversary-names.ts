import type { Kind, Path } from '../../playbook/model.ts';
import { type Ground, places } from '../ground.ts';
import type { Scenario } from '../model.ts';
import { checkItems } from './items.ts';
import type { ScenarioView } from './rule.ts';

const destructible: readonly Kind[] = [...places, 'artifact', 'backup'];
const usable: readonly Kind[] = ['credential', ...places, 'artifact'];
const reasons: ReadonlyMap<readonly Kind[], string> = new Map([
  [places, 'An attacker sits in a stage, a system or an account, and such a place runs or is stopped.'],
  [usable, 'An attacker uses what was stolen, compromised or poisoned.'],
  [destructible, 'A credential is revoked, and nobody wipes a stakeholder.'],
]);

interface Named {
  readonly names: readonly string[];
  readonly path: Path;
  readonly kinds: readonly Kind[];
}

/** What the attacker enters with, needs, compromises, poisons and destroys. */
export function adversaryNames({ scenario, ground, findings }: ScenarioView): void {
  for (const { names, path, kinds } of allNames(scenario)) {
    const because = reasons.get(kinds);
    checkItems(names, { path, kinds, because }, ground, findings);
  }
}

/** Whether everything that the attacker names is there, and is of a kind that makes sense. */
export function attackMakesSense(scenario: Scenario, { items }: Ground): boolean {
  return allNames(scenario).every(({ names, kinds }) =>
    names.every((name) => {
      const item = items.get(name);
      return item !== undefined && kinds.includes(item.kind);
    }),
  );
}

function allNames({ adversary: { enters, moves } }: Scenario): Named[] {
  const entry: Named[] = enters ? [{ names: enters.with, path: ['adversary', 'enters', 'with'], kinds: usable }] : [];
  const ofMoves = moves.flatMap(({ path, needs, needsAny, needsRunning, needsDead, does }): Named[] => [
    { names: needs, path: [...path, 'needs'], kinds: usable },
    { names: needsAny, path: [...path, 'needs-any'], kinds: usable },
    { names: needsRunning, path: [...path, 'needs-running'], kinds: places },
    { names: needsDead, path: [...path, 'needs-dead'], kinds: ['credential'] },
    { names: does.compromise, path: [...path, 'does', 'compromise'], kinds: places },
    { names: does.poison, path: [...path, 'does', 'poison'], kinds: ['artifact'] },
    { names: does.destroy, path: [...path, 'does', 'destroy'], kinds: destructible },
  ]);
  return [...entry, ...ofMoves];
}
