import type { Findings } from '../../playbook/findings.ts';
import type { Kind } from '../../playbook/model.ts';
import { type Ground, places } from '../ground.ts';
import type { Expect, Scenario } from '../model.ts';
import { checkExpectedFacts } from './facts.ts';
import { checkItem } from './items.ts';
import type { ScenarioView, StagedView } from './rule.ts';

/** Where an expectation stands decides what it may expect. */
export type ExpectOwner = 'inject' | 'task' | 'play';

/** Every expectation of a scenario, with what has it. */
export function allExpects({
  injects,
  objectives,
  plays,
}: Scenario): { readonly expect: Expect; readonly owner: ExpectOwner }[] {
  const found: { expect: Expect; owner: ExpectOwner }[] = [];
  for (const { expect } of injects) if (expect) found.push({ expect, owner: 'inject' });
  for (const { tasks } of objectives) for (const { expect } of tasks) if (expect) found.push({ expect, owner: 'task' });
  for (const { expect } of plays) found.push({ expect, owner: 'play' });
  return found;
}

/** What is expected is about things, moves and objectives that there are. */
export function expectedNames({ scenario, ground, findings }: ScenarioView): void {
  const objectives = new Set(scenario.objectives.map(({ id }) => id));
  for (const { expect } of allExpects(scenario)) {
    checkExpectedFacts(expect, ground, findings);
    checkLosses(expect, ground, findings);
    if (expect.on !== undefined) checkItem({ path: [...expect.path, 'on'], name: expect.on }, ground, findings);
    for (const name of Object.keys(expect.ratings ?? {})) {
      const path = [...expect.path, 'ratings', name];
      const range = findings.keyAt(path);
      if (!objectives.has(name))
        findings.unknown({ path, name, sort: 'objective', among: objectives, range, givenIn: ['objectives'] });
    }
  }
}

const restorable: readonly Kind[] = [...places, 'artifact'];

/** How much is lost of a thing is counted from a backup of it. */
function checkLosses({ loss, path }: Expect, ground: Ground, findings: Findings): void {
  for (const name of Object.keys(loss ?? {})) {
    const place = [...path, 'loss', name];
    const range = findings.keyAt(place);
    const because = 'These alone can be destroyed and restored.';
    checkItem({ path: place, name, range, kinds: restorable, because }, ground, findings);
    const item = ground.items.get(name);
    if (!item || !restorable.includes(item.kind)) continue;
    if (ground.all.some(({ kind, of }) => kind === 'backup' && of === name)) continue;
    findings.add('error', 'name-wrong-kind', range, {
      message: `nothing is a backup of \`${name}\`, so it cannot be restored`,
      hint: `Add one under \`world\`: \`backup: { its-id: { type: …, of: ${name}, taken: T-3h } }\`. Or expect it in \`lost\`.`,
    });
  }
}

/** What is expected of the playbook is in it: milestones, steps, outcomes. */
export function expectedSteps({ scenario, outline, findings }: StagedView): void {
  for (const { expect } of allExpects(scenario)) {
    checkMilestones(expect, outline.milestones, findings);
    for (const key of ['step', 'before'] as const) {
      const name = expect[key];
      if (name === undefined || outline.steps.has(name)) continue;
      findings.unknown({ path: [...expect.path, key], name, sort: 'step', among: outline.steps.keys() });
    }
    const { outcome } = expect;
    if (outcome === undefined || outline.outcomes.has(outcome)) continue;
    findings.unknown({ path: [...expect.path, 'outcome'], name: outcome, sort: 'outcome', among: outline.outcomes });
  }
}

function checkMilestones({ reached, path }: Expect, milestones: ReadonlySet<string>, findings: Findings): void {
  if (reached === undefined || reached === 'none') return;
  Object.keys(reached).forEach((name, index) => {
    if (milestones.has(name)) return;
    const base = [...path, 'reached'];
    // Written as one name, as a list of names, or as keys.
    const isKey = findings.has([...base, name]);
    const place = isKey ? [...base, name] : findings.element(base, index);
    const range = isKey ? findings.keyAt(place) : findings.at(place);
    findings.unknown({ path: place, name, sort: 'milestone', among: milestones, range });
  });
}
