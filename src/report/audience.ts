import type { Audience, Marking, SectionKey, Tlp } from './marking.ts';
import { usualTlp } from './marking.ts';
import type { Report } from './model.ts';
import { publicReport } from './public.ts';
import { scrubbed } from './scrub.ts';

/** What somebody set for the marking: the label, and the words of privilege. */
export interface MarkingSet {
  readonly tlp?: Tlp;
  readonly privilege?: string;
}

/** The report with a marking, and all that is in it. */
export function marked(report: Report, { tlp, privilege }: MarkingSet): Report {
  return withMarking(report, { tlp: tlp ?? null, privilege: privilege ?? null, audience: null });
}

/**
 * The report as an audience may have it. Pure: what they are not to see is not in what it returns, and is named in
 * `withheld`. docs/report.md has the table of who sees what.
 */
export function forAudience(report: Report, audience: Audience, { tlp, privilege }: MarkingSet = {}): Report {
  const made = { executives, responders, auditors: whole, public: publicReport }[audience](report);
  return withMarking(made, { tlp: tlp ?? usualTlp[audience], privilege: privilege ?? null, audience });
}

function withMarking(report: Report, set: Omit<Marking, 'state'>): Report {
  return { ...report, marking: { ...set, state: report.marking.state } };
}

const whole = (report: Report): Report => report;

/** What was decided and what is to be, and nothing of single calls: no command, no evidence, no keyboard. */
function executives(report: Report): Report {
  const withheld: readonly SectionKey[] = ['actions', 'injects', 'deviations', 'amendments', 'timeline', 'evidence'];
  const { overview, people, scope, amendments, integrity } = report;
  const kept: Report = {
    ...report,
    withheld,
    overview: { ...overview, alert: overview.alert && { ...overview.alert, evidence: null } },
    actions: [],
    injects: null,
    deviations: [],
    proposedChanges: [],
    amendments: { ...amendments, corrections: [], afterClose: [] },
    timeline: [],
    evidence: [],
    people: { ...people, keyboards: [] },
    scope: { ...scope, items: scope.items.map((item) => ({ ...item, fields: [] })) },
    integrity: { ...integrity, catalogues: [] },
  };
  return scrubbed(kept, [...commandsOf(report), ...evidenceOf(report), ...keyboardsOf(report)]);
}

/** Everything but what counsel said of deadlines, and which accounts typed. */
function responders(report: Report): Report {
  const legal = new Set<string>(['clock.ruled-out', 'clock.ruled-in']);
  const timeline = report.timeline.filter(({ type }) => !legal.has(type));
  const hidden = new Set(report.timeline.filter(({ type }) => legal.has(type)).map(({ moment }) => moment.entry));
  const { amendments, people } = report;
  const kept: Report = {
    ...report,
    timeline,
    clocks: report.clocks.map(({ determined, notApplicable, ...clock }) => ({
      ...clock,
      determined: determined && { how: determined.how, who: determined.who },
      notApplicable: notApplicable && { ...notApplicable, reason: 'The reason is not told here.' },
    })),
    amendments: {
      ...amendments,
      corrections: amendments.corrections.filter(({ corrects }) => !hidden.has(corrects)),
      afterClose: amendments.afterClose.filter(({ moment }) => !hidden.has(moment.entry)),
    },
    people: { ...people, keyboards: [] },
  };
  return scrubbed(kept, keyboardsOf(report));
}

function commandsOf({ actions }: Report): string[] {
  return actions.flatMap(({ calls }) => calls.map(({ shown }) => shown));
}

function evidenceOf({ evidence, actions, overview }: Report): string[] {
  const called = actions.flatMap(({ calls, concluded }) => [...calls, ...concluded].flatMap((one) => one.evidence));
  const alert = overview.alert?.evidence ? [overview.alert.evidence] : [];
  return [...evidence, ...called, ...alert].map(({ sha256 }) => sha256);
}

function keyboardsOf({ people }: Report): string[] {
  // A play's name is no account: who reads that a script played it is to know which.
  return people.keyboards.map(({ typedBy }) => typedBy).filter((typedBy) => !typedBy.startsWith('play:'));
}
