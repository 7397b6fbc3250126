import { actionsSection } from './document/actions.ts';
import { amendmentsSection, evidenceSection, integritySection, timelineSection } from './document/appendix.ts';
import { attackSection, injectsSection, objectivesSection, ratingsSection } from './document/assessment.ts';
import { blocksOf, type Section } from './document/blocks.ts';
import { milestonesSection } from './document/figures.ts';
import { deviationsSection, improvementsSection, messagesSection, openSection } from './document/followup.ts';
import { background, type Opening, opening, summarySection } from './document/opening.ts';
import { peopleSection } from './document/people.ts';
import { decisionsSection, scopeSection } from './document/record.ts';
import { timesIn } from './document/times.ts';
import type { Report } from './model.ts';

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
  return {
    opening: opening(report, times),
    mark: headingMark(report),
    sections: sections.flatMap((section) => (section && blocksOf(section).length > 0 ? [section] : [])),
  };
}

function headingMark({ overview: { mark }, draft }: Report): string {
  const words = [...(mark === 'LIVE' ? [] : [mark]), ...(draft === null ? [] : ['DRAFT'])];
  return words.length === 0 ? '' : `${words.join(', ')}: `;
}
