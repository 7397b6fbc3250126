import type { Response } from '../model.ts';
import { FALSE_LEADS } from '../normalise.ts';
import { checkItem } from './items.ts';
import type { ScenarioView, StagedView } from './rule.ts';

/** A response answers a step of the playbook, and only a survey finds things. */
export function responseSteps({ scenario, outline, findings }: StagedView): void {
  for (const { step: name, path, finds, falseLeads } of Object.values(scenario.responses)) {
    const step = outline.steps.get(name);
    if (step === undefined) {
      findings.unknown({ path, name, sort: 'step', among: outline.steps.keys(), range: findings.keyAt(path) });
    } else if (step.effect !== 'survey' && Object.keys(finds).length + falseLeads.length > 0) {
      findings.add('error', 'keys-conflict', findings.keyAt([...path, 'finds']), {
        message: `\`${name}\` is no survey, so nobody types what they find there`,
        hint: 'Move `finds` to the survey of that kind.',
      });
    }
  }
}

/** What a survey finds is there, and is of the kind that it lists. */
export function responseFinds({ scenario, ground, findings, outline }: ScenarioView): void {
  for (const response of Object.values(scenario.responses)) {
    const kind = outline?.steps.get(response.step)?.of;
    for (const id of Object.keys(response.finds)) {
      const path = [...response.path, 'finds', id];
      const because = kind && `\`${response.step}\` lists every ${kind}.`;
      checkItem({ path, name: id, kinds: kind && [kind], because, range: findings.keyAt(path) }, ground, findings);
    }
  }
}

/** Words lead to one thing: not to two of a kind, and not to a thing and nowhere at once. */
export function ambiguousFinds({ scenario, findings }: ScenarioView): void {
  for (const response of Object.values(scenario.responses)) {
    const first = new Map<string, string>();
    for (const [id, words] of entriesOf(response)) {
      words.forEach((word, index) => {
        const earlier = first.get(word.toLowerCase());
        if (earlier === undefined) first.set(word.toLowerCase(), id);
        if (earlier === undefined || earlier === id) return;
        const base = [...response.path, 'finds', id];
        findings.add('error', 'find-ambiguous', findings.at(findings.element(base, index)), {
          message: `\`${word}\` already finds \`${earlier}\``,
          hint: 'Case does not matter. Take the word out of one of them.',
        });
      });
    }
  }
}

function entriesOf({ finds, falseLeads }: Response): [string, readonly string[]][] {
  return [...Object.entries(finds), [FALSE_LEADS, falseLeads]];
}
