import { actionsSection } from './markdown/actions.ts';
import { amendmentsSection, evidenceSection, integritySection, timelineSection } from './markdown/appendix.ts';
import { attackSection, injectsSection, objectivesSection, ratingsSection } from './markdown/assessment.ts';
import { page, type Section } from './markdown/blocks.ts';
import { milestonesSection } from './markdown/figures.ts';
import { deviationsSection, improvementsSection, messagesSection, openSection } from './markdown/followup.ts';
import { background, opening, summarySection } from './markdown/opening.ts';
import { peopleSection } from './markdown/people.ts';
import { decisionsSection, scopeSection } from './markdown/record.ts';
import { timesIn } from './markdown/times.ts';
import type { Report } from './model.ts';

/**
 * The report as Markdown, for GitHub and for people: what a manager reads first, then what it rests on. Every text that
 * came from outside is escaped. In a drill and a rehearsal every heading says so, and in a draft that it is one.
 */
export function toMarkdown(report: Report): string {
  const times = timesIn(report.overview.timezone);
  const sections: (Section | null)[] = [
    summarySection(report),
    milestonesSection(report),
    report.objectives && objectivesSection(report.objectives, report.injects ?? []),
    improvementsSection(report),
    report.attack && attackSection(report.attack),
    actionsSection(report, times),
    decisionsSection(report, times),
    scopeSection(report),
    report.injects && injectsSection(report.injects),
    messagesSection(report, times),
    deviationsSection(report),
    openSection(report),
    peopleSection(report),
    amendmentsSection(report, times),
    timelineSection(report, times),
    evidenceSection(report),
    ratingsSection(report),
    background(report),
    integritySection(report),
  ];
  const mark = headingMark(report);
  const shown = sections.filter((section) => section?.blocks.some((block) => block !== '') === true);
  return `${[opening(report, times), ...shown.flatMap((section) => (section ? [page(section, mark)] : []))].join('\n\n')}\n`;
}

/** What stands before every heading: a page torn out of a drill's or a rehearsal's report must not pass for an incident's. */
function headingMark({ overview: { mark }, draft }: Report): string {
  const words = [...(mark === 'LIVE' ? [] : [mark]), ...(draft === null ? [] : ['DRAFT'])];
  return words.length === 0 ? '' : `${words.join(', ')}: `;
}
