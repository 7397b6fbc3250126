import type { ActionReport } from './actions.ts';
import type { AmendmentsReport } from './amendments.ts';
import type { AttackReport } from './attack.ts';
import type { CallReport } from './calls.ts';
import type { ProposedChange } from './changes.ts';
import type { ClockReport } from './clocks.ts';
import type { Decision } from './decisions.ts';
import type { Deviation } from './deviations.ts';
import type { EvidenceReport } from './evidence.ts';
import type { ImprovementReport } from './improvements.ts';
import type { InjectReport } from './injects.ts';
import type { IntegrityReport } from './integrity.ts';
import type { MessageReport } from './messages.ts';
import type { MilestoneFigure } from './milestones.ts';
import type { ObjectiveReport } from './objectives.ts';
import type { OpenQuestion } from './open-question.ts';
import type { Overview } from './overview.ts';
import type { PeopleReport } from './people.ts';
import type { Proposal } from './proposals.ts';
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
  readonly overview: Overview;
  readonly summary: Summary;
  readonly milestones: readonly MilestoneFigure[];
  /** Null in an incident, and in a drill until play is over. */
  readonly objectives: readonly ObjectiveReport[] | null;
  readonly improvements: readonly ImprovementReport[];
  /** What the run proposed and nobody accepted; empty until it is closed. */
  readonly proposedImprovements: readonly Proposal[];
  /** Null in an incident, and in a drill until play is over. */
  readonly attack: AttackReport | null;
  /** What was run in an incident, or would have been in a rehearsal, by time; empty in a drill. */
  readonly actions: readonly ActionReport[];
  readonly decisions: readonly Decision[];
  readonly scope: ScopeReport;
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
}

/** What a summary is told from. */
export type Facts = Omit<Report, 'summary'>;
