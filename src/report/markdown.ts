import { actionsSection } from './markdown/actions.ts';
import { amendmentsSection, evidenceSection, integritySection, timelineSection } from './markdown/appendix.ts';
import { attackSection, injectsSection, objectivesSection, ratingsSection } from './markdown/assessment.ts';
import { hseepSection } from './markdown/assessment-table.ts';
import { page, type Section } from './markdown/blocks.ts';
import { decisionsNeededSection } from './markdown/decisions-needed.ts';
import { milestonesSection } from './markdown/figures.ts';
import { deviationsSection, improvementsSection, messagesSection, openSection } from './markdown/followup.ts';
import { headingMark, markingBanner } from './markdown/marking.ts';
import { metricsSection } from './markdown/metrics.ts';
import { background, opening, summarySection } from './markdown/opening.ts';
import { pageOneSection } from './markdown/page-one.ts';
import { peopleSection } from './markdown/people.ts';
import { decisionsSection, scopeSection } from './markdown/record.ts';
import { reviewSection } from './markdown/review.ts';
import { timesIn } from './markdown/times.ts';
import { toldSection } from './markdown/told.ts';
import type { SectionKey } from './marking.ts';
import type { Report } from './model.ts';

/**
 * The report as Markdown, for GitHub and for people: what a manager reads first, then what it rests on. Every text that
 * came from outside is escaped. In a drill and a rehearsal every heading says so, and in a draft that it is one.
 */
export function toMarkdown(report: Report): string {
  const times = timesIn(report.overview.timezone);
  const mark = headingMark(report);
  const shown = sectionsOf(report).filter((section) => section.blocks.some((block) => block !== ''));
  return `${[...markingBanner(report), opening(report, times), ...shown.map((section) => page(section, mark))].join('\n\n')}\n`;
}

/** What is left out for an audience has no section: an empty one would say that there was nothing. */
function sectionsOf(report: Report): Section[] {
  const times = timesIn(report.overview.timezone);
  const sections: [SectionKey | null, Section | null][] = [
    [null, pageOneSection(report)],
    [null, summarySection(report)],
    ['decisionsNeeded', decisionsNeededSection(report)],
    ['metrics', metricsSection(report)],
    ['milestones', milestonesSection(report)],
    ['objectives', report.objectives && objectivesSection(report.objectives, report.injects ?? [])],
    ['review', reviewSection(report)],
    ['improvements', improvementsSection(report)],
    ['assessment', hseepSection(report)],
    ['attack', report.attack && attackSection(report.attack)],
    ['actions', actionsSection(report, times)],
    ['decisions', decisionsSection(report, times)],
    ['scope', scopeSection(report)],
    ['injects', report.injects && injectsSection(report.injects)],
    ['messages', report.withheld.includes('clocks') ? toldSection(report, times) : messagesSection(report, times)],
    ['deviations', deviationsSection(report)],
    ['openQuestions', openSection(report)],
    ['people', peopleSection(report)],
    ['amendments', amendmentsSection(report, times)],
    ['timeline', timelineSection(report, times)],
    ['evidence', evidenceSection(report)],
    ['objectives', ratingsSection(report)],
    [null, background(report)],
    ['integrity', integritySection(report)],
  ];
  return sections.flatMap(([key, section]) =>
    section === null || (key !== null && report.withheld.includes(key)) ? [] : [section],
  );
}
