import { type Effect, effects } from '../../playbook/model.ts';
import type { RunDigest } from './digest.ts';
import { grouped, order } from './grouped.ts';
import type { Coverage } from './schema.ts';

/** What there is to exercise, beside what runs name. */
export interface Shelf {
  readonly playbooks: readonly { readonly id: string; readonly title: string }[];
  readonly scenarios: readonly { readonly id: string; readonly title: string }[];
}

/** What was exercised, when last, and what never was. What there is comes first in its own order. */
export function coverageOf(runs: readonly RunDigest[], shelf: Shelf): Coverage {
  return {
    playbooks: documents(shelf.playbooks, runs, ({ playbook }) => playbook),
    scenarios: documents(shelf.scenarios, runs, ({ scenario }) => scenario),
    roles: rolesOf(runs),
    effects: (Object.keys(effects) as Effect[]).map((effect) => ({
      effect,
      ...seenIn(runs.filter((run) => run.effects.includes(effect))),
    })),
  };
}

interface Named {
  readonly id: string;
  readonly title: string;
}

function documents(
  shelved: readonly Named[],
  runs: readonly RunDigest[],
  of: (run: RunDigest) => Named | null,
): Coverage['playbooks'] {
  const known = new Map(shelved.map((one) => [one.id, one.title]));
  const others = runs.flatMap((run) => of(run) ?? []).filter(({ id }) => !known.has(id));
  const titles = new Map(others.map(({ id, title }) => [id, title]));
  return [...known, ...[...titles].sort(([a], [b]) => order(a, b))].map(([id, title]) => ({
    id,
    title,
    ...seenIn(runs.filter((run) => of(run)?.id === id)),
  }));
}

function rolesOf(runs: readonly RunDigest[]): Coverage['roles'] {
  return grouped(runs, ({ playbook }) => playbook.id).flatMap(([playbook, own]) => {
    const titles = new Map<string, string>();
    for (const run of own.toReversed())
      for (const { role, title } of run.roles) if (!titles.has(role)) titles.set(role, title);
    return [...titles].map(([role, title]) => ({
      playbook,
      role,
      title,
      ...seenIn(own.filter((run) => run.roles.some((one) => one.role === role && one.held))),
    }));
  });
}

/** The runs come in the order of time. */
function seenIn(runs: readonly RunDigest[]): { runs: number; last: string | null } {
  return { runs: runs.length, last: runs.at(-1)?.opened ?? null };
}
