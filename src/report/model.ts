import type { Assessment } from './aar.ts';
import type { ActionReport } from './actions.ts';
import type { AmendmentsReport } from './amendments.ts';
import type { AttackReport } from './attack.ts';
import type { CallReport } from './calls.ts';
import type { ProposedChange } from './changes.ts';
import type { ClockReport } from './clocks.ts';
import type { Decision } from './decisions.ts';
import type { DecisionNeeded } from './decisions-needed.ts';
import type { Deviation } from './deviations.ts';
import type { EvidenceReport } from './evidence.ts';
import type { Exposure } from './exposure.ts';
import type { ImprovementReport } from './improvements.ts';
import type { InjectReport } from './injects.ts';
import type { IntegrityReport } from './integrity.ts';
import type { Marking, SectionKey } from './marking.ts';
import type { MessageReport } from './messages.ts';
import type { Metrics } from './metrics.ts';
import type { MilestoneFigure } from './milestones.ts';
import type { Damage, Notice } from './notices.ts';
import type { ObjectiveReport } from './objectives.ts';
import type { OpenQuestion } from './open-question.ts';
import type { Overview } from './overview.ts';
import type { PeopleReport } from './people.ts';
import type { ProgressPoint } from './progress.ts';
import type { Proposal } from './proposals.ts';
import type { Review } from './review.ts';
import type { ScopeReport } from './scope.ts';
import type { TimelineRow } from './timeline.ts';

/**
 * Everything that a report says, as data: the JSON is this as it is, and every other form is rendered from it. Texts are as
 * they came, not escaped. Lengths and times `at` are milliseconds, `at` from T; other times are ISO 8601 UTC. Null is
 * "not known" or "none", never 0. docs/report.md describes every figure.
 */
export interface Report {
  readonly format: 1;
  readonly kind: 'exercise' | 'incident';
  /** Why this is a draft, in words; null once the run is closed. */
  readonly draft: string | null;
  /** For whom it is, who may read it, and whether it is a draft. */
  readonly marking: Marking;
  /** Sections that whom it is for does not see: they are empty here, and that says nothing. */
  readonly withheld: readonly SectionKey[];
  /** What stands on page one of how far this can be relied on; the gravest first. */
  readonly notices: readonly Notice[];
  /** What could not be read of the journal; null: all of it was read. */
  readonly damage: Damage | null;
  readonly overview: Overview;
  readonly summary: Summary;
  /** What somebody has to decide before this is over. */
  readonly decisionsNeeded: readonly DecisionNeeded[];
  /** The four lengths that responses are compared by, with how each is counted. */
  readonly metrics: Metrics;
  readonly milestones: readonly MilestoneFigure[];
  /** Null in an incident, and in a drill until play is over. */
  readonly objectives: readonly ObjectiveReport[] | null;
  /** What went well, what went poorly, where luck helped, what contributed. */
  readonly review: Review;
  /** The after-action report in HSEEP's form; null as `objectives` is. */
  readonly assessment: Assessment | null;
  readonly improvements: readonly ImprovementReport[];
  /** What the run proposed and nobody accepted; empty until it is closed. */
  readonly proposedImprovements: readonly Proposal[];
  /** Null in an incident, and in a drill until play is over. */
  readonly attack: AttackReport | null;
  /** What was run in an incident, or would have been in a rehearsal, by time; empty in a drill. */
  readonly actions: readonly ActionReport[];
  readonly decisions: readonly Decision[];
  readonly scope: ScopeReport;
  /** What is in scope and not contained, or not shown to be. */
  readonly exposure: readonly Exposure[];
  /** How scope, truth and gates went, by time. */
  readonly progress: readonly ProgressPoint[];
  /** Null in an incident. */
  readonly injects: readonly InjectReport[] | null;
  readonly messages: readonly MessageReport[];
  /** Who was called, one after another, and who answered. */
  readonly calls: readonly CallReport[];
  readonly clocks: readonly ClockReport[];
  readonly deviations: readonly Deviation[];
  readonly proposedChanges: readonly ProposedChange[];
  readonly openQuestions: readonly OpenQuestion[];
  readonly people: PeopleReport;
  readonly evidence: readonly EvidenceReport[];
  readonly amendments: AmendmentsReport;
  readonly timeline: readonly TimelineRow[];
  readonly integrity: IntegrityReport;
}

/** Half a page that can be sent as it is. Each string is one or more whole sentences, as plain text. */
export interface Summary {
  readonly happened: readonly string[];
  readonly outcome: readonly string[];
  /** A line for each objective of a drill that is over: its rating in words, and whether a person gave it. */
  readonly ratings: readonly string[];
  /** How fast, on both clocks, against the targets. */
  readonly speed: readonly string[];
  readonly open: readonly string[];
  readonly learnt: readonly string[];
  /** Page one, half a page for who reads nothing else: what happened, */
  readonly inShort: readonly string[];
  /** when it was contained, on both clocks, */
  readonly contained: readonly string[];
  /** what was affected, */
  readonly impact: readonly string[];
  /** what may still hurt and what is not known, */
  readonly risk: readonly string[];
  /** what is to be decided, and whose that is, */
  readonly decisions: readonly string[];
  /** and the heaviest of what is open, with whose it is. */
  readonly mostOpen: readonly string[];
}

/** What a summary is told from. */
export type Facts = Omit<Report, 'summary'>;
