import type { MilestoneFigure, TargetFigure } from '../milestones.ts';
import type { Report } from '../model.ts';
import { notClean } from '../restores.ts';
import { clause, countedFrom, offset, offsetOr, span } from '../words.ts';
import { bullets, led, type Section, table } from './blocks.ts';
import { referenceOf } from './reference.ts';
import { type Inline, rich } from './rich.ts';

/** Milestones on both clocks, then those that were withdrawn. */
export function milestonesSection(report: Report): Section {
  const { milestones, overview } = report;
  const inTheCase = milestones.some((milestone) => milestone.inTheCase !== null);
  const { intrusion } = overview;
  const headers = ['Milestone', 'After known', ...(intrusion ? ['After intrusion'] : []), 'Target', 'Against it'];
  const rows = milestones.map((figure) => [
    figure.doubts.length > 0 ? rich`${figure.milestone} **(see below)**` : figure.milestone,
    clock(figure, figure.fromKnown),
    ...(intrusion ? [clock(figure, figure.fromIntruded)] : []),
    figure.target ? `within ${span(figure.target.within)} from ${countedFrom(figure.target.from)}` : null,
    figure.target ? verdict(figure.target, figure.at) : null,
    ...(inTheCase ? [figure.inTheCase === null ? 'not published' : offset(figure.inTheCase)] : []),
  ]);
  const measured = intrusion ? (['known', 'intruded'] as const) : (['known'] as const);
  const unknown = measured.filter((anchor) => overview.anchors[anchor].value === null);
  const again = milestones.flatMap(withdrawals);
  return {
    title: 'Milestones',
    blocks: [
      intrusion
        ? 'Two clocks: from the moment at which somebody knew, and from the moment at which the intrusion began.'
        : 'Counted from the moment at which somebody knew.',
      overview.mark === 'REHEARSAL'
        ? 'These times tell how long it took to go through it, and not how long a response takes.'
        : '',
      unknown.length > 0 ? `Not known in this run: ${unknown.join(' and ')}. What is measured from it is unknown.` : '',
      milestones.length > 0
        ? table(inTheCase ? [...headers, 'The victim'] : headers, rows)
        : 'The playbook names no milestone.',
      bullets(milestones.filter(({ doubts }) => doubts.length > 0).map(notCleanLine)),
      ...(inTheCase ? caseNote(report) : []),
      ...led('Reached more than once or withdrawn; the last time counts.', bullets(again)),
    ],
  };
}

/** The line by which nobody takes what is back for clean. */
function notCleanLine({ milestone, doubts }: MilestoneFigure): Inline {
  return rich`**${milestone}:** ${notClean(doubts)}`;
}

/** What the last column is, and where it was published. */
function caseNote({ overview: { scenario } }: Report): Section['blocks'] {
  if (!scenario) return [];
  const said = rich`The last column is the victim’s own time in the real case, from when it knew: ${clause(scenario.case ?? '')}.`;
  const sources = scenario.milestoneSources.map(referenceOf);
  return sources.length === 0 ? [said] : [rich`${said} It was published in:`, bullets(sources)];
}

function clock({ at, times }: MilestoneFigure, figure: number | null): string {
  if (at === null) return times.length > 0 ? 'withdrawn' : 'not reached';
  return offsetOr(figure, 'unknown');
}

function verdict({ verdict: how, took, over }: TargetFigure, at: number | null): Inline {
  // In the unit of the first column, which is the longest of them.
  const length = (ms: number) => span(ms, at ?? ms);
  const taken = took === null ? '' : `, took ${length(took)}`;
  switch (how) {
    case 'met':
      return `met${taken}`;
    case 'missed':
      return over === null ? rich`**missed**${taken}` : rich`**missed** by ${length(over)}${taken}`;
    case 'not-reached':
      return rich`**not reached**`;
    case 'unknown':
      return 'unknown';
    case 'open':
      return 'still open';
  }
}

function withdrawals({ milestone, times }: MilestoneFigure): Inline[] {
  if (times.length < 2 && !times.some(({ withdrawn }) => withdrawn)) return [];
  const told = times.map(({ reached, withdrawn, because }) => {
    const back = withdrawn ? `, withdrawn at T ${offset(withdrawn.at)} because ${because ?? 'it no longer held'}` : '';
    return `reached at T ${offset(reached.at)}${back}`;
  });
  return [rich`${milestone}: ${told.join('; ')}`];
}
