import { actionsSection } from './document/actions.ts';
import { amendmentsSection, evidenceSection, integritySection, timelineSection } from './document/appendix.ts';
import { attackSection, injectsSection, objectivesSection, ratingsSection } from './document/assessment.ts';
import { hseepSection } from './document/assessment-table.ts';
import { blocksOf, type Section } from './document/blocks.ts';
import { decisionsNeededSection } from './document/decisions-needed.ts';
import { milestonesSection } from './document/figures.ts';
import { deviationsSection, improvementsSection, messagesSection, openSection } from './document/followup.ts';
import { headingMark, markingNote } from './document/marking.ts';
import { metricsSection } from './document/metrics.ts';
import { background, type Opening, opening, summarySection } from './document/opening.ts';
import { pageOneSection } from './document/page-one.ts';
import { peopleSection } from './document/people.ts';
import { decisionsSection, scopeSection } from './document/record.ts';
import { reviewSection } from './document/review.ts';
import { type Times, timesIn } from './document/times.ts';
import { toldSection } from './document/told.ts';
import type { SectionKey } from './marking.ts';
import type { Report } from './model.ts';
import type { Picture } from './pictures/picture.ts';
import { picturesOf } from './pictures/pictures.ts';

/** A report as it is read, before it has the form of any kind of file: every form shows this, and all of it. */
export interface Document {
  readonly opening: Opening;
  /** What stands before every heading: a page torn out of a drill's or a rehearsal's report must not pass for an incident's. */
  readonly mark: string;
  readonly sections: readonly Section[];
}

/** The report for people: what a manager reads first, then what it rests on. */
export function documentOf(report: Report): Document {
  const times = timesIn(report.overview.timezone);
  const { title, notes, facts } = opening(report, times);
  return {
    opening: { title, notes: [...markingNote(report), ...notes], facts },
    mark: headingMark(report),
    sections: sectionsOf(report, times).filter((section) => blocksOf(section).length > 0),
  };
}

/** What is left out for an audience has no section: an empty one would say that there was nothing. */
function sectionsOf(report: Report, times: Times): Section[] {
  const shows = drawnIn(report);
  const sections: [SectionKey | null, Section | null][] = [
    [null, pageOneSection(report)],
    [null, summarySection(report)],
    ['decisionsNeeded', decisionsNeededSection(report)],
    ['metrics', metricsSection(report)],
    ['milestones', shows(milestonesSection(report), 'milestones')],
    [
      'objectives',
      report.objectives && shows(objectivesSection(report.objectives, report.injects ?? []), 'objectives'),
    ],
    ['review', reviewSection(report)],
    ['improvements', improvementsSection(report)],
    ['assessment', hseepSection(report)],
    ['attack', report.attack && shows(attackSection(report.attack), 'who-did-what')],
    ['actions', actionsSection(report, times)],
    ['decisions', decisionsSection(report, times)],
    ['scope', shows(scopeSection(report), 'blast-radius', 'burn-down')],
    ['injects', report.injects && injectsSection(report.injects)],
    [
      'messages',
      report.withheld.includes('clocks')
        ? toldSection(report, times)
        : shows(messagesSection(report, times), 'deadlines'),
    ],
    ['deviations', deviationsSection(report)],
    ['openQuestions', openSection(report)],
    ['people', peopleSection(report)],
    ['amendments', amendmentsSection(report, times)],
    [
      'timeline',
      report.attack ? timelineSection(report, times) : shows(timelineSection(report, times), 'who-did-what'),
    ],
    ['evidence', evidenceSection(report)],
    ['objectives', ratingsSection(report)],
    [null, background(report)],
    ['integrity', integritySection(report)],
  ];
  return sections.flatMap(([key, section]) =>
    section === null || (key !== null && report.withheld.includes(key)) ? [] : [section],
  );
}

/** Puts pictures first in the section that tells the same in words. One that has nothing to show is not there. */
function drawnIn(report: Report): (section: Section, ...ids: readonly Picture['id'][]) => Section {
  const pictures = picturesOf(report);
  return ({ title, blocks }, ...ids) => ({
    title,
    blocks: [
      ...ids.flatMap((id) => pictures.filter((one) => one.id === id).map((picture) => ({ picture }))),
      ...blocks,
    ],
  });
}
