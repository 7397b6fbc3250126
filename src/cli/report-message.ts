import { marksOf } from '../report/marking.ts';
import type { Report } from '../report/model.ts';

/** What stands in a message beside the report that goes with it. */
export interface ReportMessage {
  /** What it is, and how far it may go: that stands before anything else of it, as the Traffic Light Protocol asks. */
  readonly subject: string;
  /** Page one, a line each, under its marks. */
  readonly lines: readonly string[];
  /** What the attached file is called, without its ending; null: as it is called here. */
  readonly fileName: string | null;
  /** Not even by whoever shows it is the run named. */
  readonly unnamed?: true;
}

/** The message that a report goes with. What its audience is not to know is in no part of it. */
export function messageOf(run: string, report: Report): ReportMessage {
  const { tlp, audience } = report.marking;
  const label = tlp === null ? '' : ` (TLP:${tlp})`;
  const lines = pageOne(report);
  if (audience === 'public')
    return { subject: `A report for the public${label}`, lines, fileName: 'report.public', unnamed: true };
  const whom = audience === null ? '' : ` for ${audience}`;
  return { subject: `The report of ${run}${whom}${label}`, lines, fileName: null };
}

function pageOne(report: Report): string[] {
  const { marking, notices, summary } = report;
  const { inShort, contained, risk, mostOpen } = summary;
  const marks = marksOf(report).map((mark) => (mark === 'PRIVILEGED' ? (marking.privilege ?? mark) : mark));
  return [
    ...(marks.length > 0 ? [marks.join(' · ')] : []),
    ...new Set(notices.map(({ text }) => text)),
    inShort.join(' '),
    `Contained: ${contained.join(' ')}`,
    `Current risk: ${risk.join(' ')}`,
    `Still open: ${mostOpen.join(' ')}`,
  ];
}
