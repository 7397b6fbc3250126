import { type FactName, factNames } from '../language/names.ts';
import type { Path } from '../playbook/model.ts';
import { present } from '../playbook/present.ts';
import type { RawExpect } from './expect-schema.ts';
import type { Expect, FactList } from './model.ts';

/** What is expected, as data. `within` is also the limit of milestones that have none of their own. */
export function expectOf(raw: RawExpect, path: Path): Expect {
  const facts: Partial<Record<FactName, FactList>> = {};
  for (const name of factNames) {
    const list = raw[name];
    if (list !== undefined) facts[name] = list;
  }
  return present({
    reached: reachedOf(raw),
    step: raw.step,
    before: raw.before,
    answered: raw.answered,
    effect: raw.effect,
    on: raw.on,
    within: raw.within,
    facts,
    loss: raw.loss,
    outcome: raw.outcome,
    ratings: raw.ratings,
    path,
  });
}

function reachedOf({ reached, within }: RawExpect): Expect['reached'] {
  if (!Array.isArray(reached)) return reached as Exclude<typeof reached, string[]>;
  return Object.fromEntries(reached.map((milestone) => [milestone, within ?? null]));
}
