import type { Range } from '../../language/source.ts';
import type { Findings } from '../findings.ts';
import type { Path } from '../model.ts';
import { type Outline, ownOutcomes } from '../outline.ts';
import { itemFields } from '../shapes.ts';
import type { PlaybookView } from './rule.ts';

/** Names that no milestone can have, each with why. */
const takenByMoments: ReadonlyMap<string, string> = new Map([
  ['known', '`known` is the moment at which the team learns of it, so no milestone can be called that'],
  ['intruded', '`intruded` is the moment at which the attacker came in, so no milestone can be called that'],
  ['none', '`none` stands for no milestone at all'],
]);

/** What an item has anyway, and what a scenario says of a thing beside its fields. */
const itemWords: readonly string[] = [...itemFields, 'known', 'holds', 'opens', 'publishes', 'of'];

/** Some words have a meaning of their own wherever a milestone, an outcome or a field may stand. */
export function reservedNames({ outline, findings }: PlaybookView): void {
  for (const part of [...outline.playbook.phases, ...outline.allSteps]) reservedMilestones(part, findings);
  reservedOutcomes(outline, findings);
  reservedFields(outline, findings);
}

function reservedMilestones(
  part: { readonly path: Path; readonly reaches: readonly string[] },
  findings: Findings,
): void {
  part.reaches.forEach((name, index) => {
    const why = takenByMoments.get(name);
    if (why !== undefined) refuse(findings.at(findings.element([...part.path, 'reaches'], index)), name, why, findings);
  });
}

function reservedOutcomes({ allSteps }: Outline, findings: Findings): void {
  for (const { decide, path } of allSteps) {
    for (const { id, ends } of decide?.form === 'options' ? decide.options : []) {
      if (ends === undefined || !(ownOutcomes as readonly string[]).includes(ends)) continue;
      const why = `\`${ends}\` is how a run ends by itself`;
      refuse(findings.at([...path, 'options', id, 'ends']), ends, why, findings);
    }
  }
}

function reservedFields({ playbook }: Outline, findings: Findings): void {
  for (const [kind, fields] of Object.entries(playbook.scope)) {
    for (const name of Object.keys(fields).filter((field) => itemWords.includes(field))) {
      refuse(findings.keyAt(['scope', kind, name]), name, `\`${name}\` already says something of every item`, findings);
    }
  }
}

function refuse(range: Range, name: string, message: string, findings: Findings): void {
  findings.add('error', 'name-reserved', range, { message, hint: `Call it something other than \`${name}\`.` });
}
