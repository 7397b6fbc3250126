import type { Definition } from '../engine/definition.ts';
import { actingOf } from './actions.ts';
import { amendmentsOf } from './amendments.ts';
import { attackOf } from './attack.ts';
import { broughtAboutBy } from './brought-about.ts';
import { callsOf } from './calls.ts';
import { cataloguedIn } from './catalogued.ts';
import { changesOf } from './changes.ts';
import { clocksOf } from './clocks.ts';
import { decisionsOf } from './decisions.ts';
import { deviationsOf } from './deviations.ts';
import { evidenceOf } from './evidence.ts';
import { improvementsOf } from './improvements.ts';
import { injectsOf } from './injects.ts';
import { integrityOf } from './integrity.ts';
import { messagesOf } from './messages.ts';
import { milestonesOf } from './milestones.ts';
import type { Report } from './model.ts';
import { objectivesOf } from './objectives.ts';
import { openQuestionsOf } from './open.ts';
import { overviewOf } from './overview.ts';
import { peopleOf } from './people.ts';
import { leftProposals } from './proposals.ts';
import { scopeOf } from './scope.ts';
import { type Source, sourceOf, type Told } from './source.ts';
import { summaryOf } from './summary.ts';
import { timelineOf } from './timeline.ts';

/**
 * The report of a run, from its journal's entries alone. The definition is the one that the texts in the first entry
 * give. Pure: the same entries give the same report, on any machine and at any time. What players of a drill may not
 * know yet is not in it until the hot wash.
 * @throws RangeError where the entries are not a whole run's; EntryMisfit where they do not fit each other.
 */
export function reportModel(entries: readonly Told[], definition: Definition): Report {
  const source = sourceOf(entries, definition);
  const catalogued = cataloguedIn(source);
  const acting = actingOf(source, catalogued);
  const deviations = deviationsOf(source, catalogued);
  const scope = scopeOf(source, broughtAboutBy(source, acting));
  const facts = {
    format: 1 as const,
    kind: source.exercise ? ('exercise' as const) : ('incident' as const),
    draft: draftOf(source),
    overview: overviewOf(source),
    milestones: milestonesOf(source),
    objectives: objectivesOf(source),
    improvements: improvementsOf(source),
    proposedImprovements: leftProposals(source),
    attack: attackOf(source),
    actions: acting.map(({ report }) => report),
    decisions: decisionsOf(source),
    scope,
    injects: injectsOf(source),
    messages: messagesOf(source),
    calls: callsOf(source),
    clocks: clocksOf(source),
    deviations,
    proposedChanges: changesOf(source, deviations, scope),
    openQuestions: openQuestionsOf(source, acting, scope),
    people: peopleOf(source),
    evidence: evidenceOf(source, acting),
    amendments: amendmentsOf(source),
    timeline: timelineOf(source),
    integrity: integrityOf(source),
  };
  const { format, kind, draft, overview, ...sections } = facts;
  return { format, kind, draft, overview, summary: summaryOf(facts), ...sections };
}

function draftOf({ state, exercise }: Source): string | null {
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
