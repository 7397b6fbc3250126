import { AS_IT_HAPPENED } from '../../scenario/as-it-happened.ts';
import { type Section, table } from '../document/blocks.ts';
import { code, type Inline, join, rich } from '../document/rich.ts';
import { span } from '../words.ts';
import type { DescribedScenario } from './described.ts';
import type { PublishedFact } from './published.ts';
import { codes, moment, prose, utc } from './words.ts';

/** What was published, row by row, beside what it is here. */
export function publishedSection({ published, starts, basedOn }: DescribedScenario): Section {
  const dated = starts !== null;
  const rows = published.map((fact) => {
    const words = fact.at === null && fact.when !== null ? rich`${fact.when}` : null;
    const at = fact.at === null ? null : moment(fact.at);
    return [
      ...(dated ? [fact.utc === null ? words : utc(fact.utc), at] : [at ?? words]),
      fact.at === null || fact.when === null ? prose(fact.what) : rich`(${fact.when}) ${prose(fact.what)}`,
      codes(fact.sources),
      here(fact),
    ];
  });
  return {
    title: 'As published, and here',
    blocks:
      rows.length === 0
        ? []
        : [
            rich`What a play decides has its time from the play ${code(AS_IT_HAPPENED)}; a check holds it to the published one, within ${span(basedOn.tolerance)}.`,
            table([...(dated ? ['UTC'] : []), 'T', 'What', 'Sources', 'Here'], rows),
          ],
  };
}

function here({ here: { as, id, at, why } }: PublishedFact): Inline {
  if (as === 'left-out') return rich`left out: ${prose(why ?? '')}`;
  const what = as === 'enters' ? 'how the attacker comes in' : rich`${as} ${code(id ?? '')}`;
  return join([what, at === null ? null : moment(at)], ', ');
}

/** The victim's milestones beside those of the play that does as the victim did, and of the one that does better. */
export function milestonesSection({ milestones }: DescribedScenario): Section {
  const isPublished = milestones.some(({ published }) => published !== null);
  const plays = milestones[0]?.plays.map(({ play }) => play) ?? [];
  const rows = milestones.map(({ milestone, published, plays: beside }) => [
    code(milestone),
    ...(isPublished ? [published === null ? 'not published' : moment(published)] : []),
    ...beside.map(({ at }) => (at === null ? 'not reached' : moment(at))),
  ]);
  return {
    title: isPublished ? 'The victim beside the plays' : 'Milestones',
    blocks: [table(['Milestone', ...(isPublished ? ['The victim'] : []), ...plays], rows)],
  };
}
