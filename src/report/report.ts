import type { Definition } from '../engine/definition.ts';
import { assessmentOf } from './aar.ts';
import { actingOf } from './actions.ts';
import { amendmentsOf } from './amendments.ts';
import { attackOf } from './attack.ts';
import { broughtAboutBy } from './brought-about.ts';
import { callsOf } from './calls.ts';
import { cataloguedIn } from './catalogued.ts';
import { changesOf } from './changes.ts';
import { clocksOf } from './clocks.ts';
import { decisionsOf } from './decisions.ts';
import { decisionsNeededOf } from './decisions-needed.ts';
import { deviationsOf } from './deviations.ts';
import { evidenceOf } from './evidence.ts';
import { exposureOf } from './exposure.ts';
import { improvementsOf } from './improvements.ts';
import { injectsOf } from './injects.ts';
import { integrityOf } from './integrity.ts';
import { messagesOf } from './messages.ts';
import { metricsOf } from './metrics.ts';
import { milestonesOf } from './milestones.ts';
import type { Facts, Report } from './model.ts';
import { type Beside, endsUnread, noticesOf } from './notices.ts';
import { objectivesOf } from './objectives.ts';
import { openQuestionsOf } from './open.ts';
import { overviewOf } from './overview.ts';
import { peopleOf } from './people.ts';
import { progressOf } from './progress.ts';
import { leftProposals } from './proposals.ts';
import { reviewOf } from './review.ts';
import { scopeOf } from './scope.ts';
import { type Source, sourceOf, type Told } from './source.ts';
import { summaryOf } from './summary.ts';
import { timelineOf } from './timeline.ts';
import { offset } from './words.ts';

/**
 * The report of a run, from its journal's entries alone. The definition is the one that the texts in the first entry
 * give. Pure: the same entries give the same report, on any machine and at any time. What players of a drill may not
 * know yet is not in it until the hot wash.
 * @throws RangeError where the entries are not a whole run's; EntryMisfit where they do not fit each other.
 */
export function reportModel(entries: readonly Told[], definition: Definition, beside: Beside = {}): Report {
  const source = sourceOf(entries, definition, beside.state);
  const facts = factsOf(source, beside);
  const { format, kind, draft, marking, withheld, notices, damage, overview, ...sections } = facts;
  return { format, kind, draft, marking, withheld, notices, damage, overview, summary: summaryOf(facts), ...sections };
}

/** What other parts of the report are made from. */
function found(source: Source) {
  const catalogued = cataloguedIn(source);
  const acting = actingOf(source, catalogued);
  const howOf = broughtAboutBy(source, acting);
  const scope = scopeOf(source, howOf);
  return {
    acting,
    scope,
    progress: progressOf(source, howOf),
    deviations: deviationsOf(source, catalogued),
    overview: overviewOf(source),
    milestones: milestonesOf(source),
    objectives: objectivesOf(source),
    improvements: improvementsOf(source),
    proposedImprovements: leftProposals(source),
    attack: attackOf(source),
    injects: injectsOf(source),
    clocks: clocksOf(source),
    openQuestions: openQuestionsOf(source, acting, scope),
    people: peopleOf(source),
  };
}

function factsOf(source: Source, beside: Beside): Facts {
  const draft = draftOf(source, beside);
  const seen = found(source);
  const { acting, overview, milestones, objectives, attack, injects, scope, deviations, people } = seen;
  const review = reviewOf(source, seen);
  return {
    format: 1,
    kind: source.exercise ? 'exercise' : 'incident',
    draft,
    marking: { tlp: null, privilege: null, audience: null, state: draft === null ? 'final' : 'draft' },
    withheld: [],
    notices: noticesOf(source, overview, beside),
    damage: beside.damage ?? null,
    overview,
    decisionsNeeded: decisionsNeededOf(source, seen),
    metrics: metricsOf(overview, milestones, truthOfIntrusion(attack)),
    milestones,
    objectives,
    review,
    assessment: assessmentOf({ overview, objectives, injects, people, review }),
    improvements: seen.improvements,
    proposedImprovements: seen.proposedImprovements,
    attack,
    actions: acting.map(({ report }) => report),
    decisions: decisionsOf(source),
    scope,
    exposure: exposureOf(source),
    progress: seen.progress,
    injects,
    messages: messagesOf(source),
    calls: callsOf(source),
    clocks: seen.clocks,
    deviations,
    proposedChanges: changesOf(source, deviations, scope),
    openQuestions: seen.openQuestions,
    people,
    evidence: evidenceOf(source, acting),
    amendments: amendmentsOf(source),
    timeline: timelineOf(source),
    integrity: integrityOf(source, acting),
  };
}

/** When the intrusion began in truth, in words, where that is told; it is for who did not find out. */
function truthOfIntrusion(attack: Facts['attack']): string | null {
  return attack?.intruded == null ? null : `T ${offset(attack.intruded)}`;
}

function draftOf({ state, exercise }: Source, { damage }: Beside): string | null {
  if (endsUnread(damage)) return 'The journal cannot be read to its end: how the run ended is not known.';
  if (state.stage === 'closed') return null;
  if (exercise)
    return state.stage === 'play'
      ? 'The run is still open: what is not finished yet may still be.'
      : 'Play is over, and the hot wash is not closed: ratings and improvements may still change.';
  const what = state.run?.rehearsal ? 'rehearsal' : 'response';
  return state.stage === 'play'
    ? `The ${what} is still open: what is not finished yet may still be.`
    : `The ${what} is over, and its review is not closed: improvements may still change.`;
}
