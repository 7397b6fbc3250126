import { type FactName, factNames } from '../../language/names.ts';
import { readsOf } from '../../language/paths.ts';
import type { Findings } from '../../playbook/findings.ts';
import type { Kind, Path } from '../../playbook/model.ts';
import { type Ground, places } from '../ground.ts';
import type { Expect } from '../model.ts';
import { checkItem } from './items.ts';
import type { ScenarioView } from './rule.ts';

/** What a fact's ids are: moves, or things of these kinds (of any, where none are given). */
const about: Readonly<Record<FactName, 'moves' | readonly Kind[] | undefined>> = {
  happened: 'moves',
  prevented: 'moves',
  compromised: places,
  alive: ['credential'],
  served: ['artifact'],
  reinfected: undefined,
  lost: [...places, 'artifact'],
  missed: undefined,
};

/** `happened('id')` and its like in `when` ask about a move or a thing that there is. */
export function askedFacts({ sites, ground, findings }: ScenarioView): void {
  for (const site of sites) {
    for (const call of readsOf(site.expression).calls) {
      const [name] = call.args;
      const [place] = call.ranges;
      if (!isFact(call.name) || typeof name !== 'string' || place === undefined) continue;
      const range = findings.inside(site.path, site.at + place.start, site.at + place.end);
      checkFact(call.name, { path: site.path, name, range }, ground, findings);
    }
  }
}

/** The ids of facts that are expected. */
export function checkExpectedFacts(expect: Expect, ground: Ground, findings: Findings): void {
  for (const fact of factNames) {
    const ids = expect.facts[fact];
    if (ids === undefined || ids === 'none') continue;
    const path = [...expect.path, fact];
    ids.forEach((name, index) => {
      checkFact(fact, { path: findings.element(path, index), name }, ground, findings);
    });
  }
}

interface FactReference {
  readonly path: Path;
  readonly name: string;
  readonly range?: { readonly start: number; readonly end: number };
}

function checkFact(fact: FactName, reference: FactReference, ground: Ground, findings: Findings): void {
  const kinds = about[fact];
  if (kinds !== 'moves') {
    checkItem({ ...reference, kinds, because: `\`${fact}\` is about these alone.` }, ground, findings);
    return;
  }
  if (ground.moves.has(reference.name)) return;
  const hint = `\`${fact}\` is about moves of the attacker.`;
  findings.unknown({ ...reference, sort: 'move', among: ground.moves.keys(), hint, givenIn: ['adversary'] });
}

function isFact(name: string): name is FactName {
  return (factNames as readonly string[]).includes(name);
}
