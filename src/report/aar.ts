import type { Rating } from '../engine/entries.ts';
import type { InjectReport } from './injects.ts';
import type { ObjectiveReport } from './objectives.ts';
import type { Overview } from './overview.ts';
import type { PeopleReport } from './people.ts';
import type { Lesson, Review } from './review.ts';
import { shortened } from './story.ts';
import { clause, inWords, plainTimes, span } from './words.ts';

/** Enough of the story to know it again: the summary has more of it. */
const SHOWN_STORY = 260;

/** A strength, or an area for improvement, with what it rests on. */
export interface Finding {
  readonly text: string;
  /** `people`: somebody said it, or saw it. `rule`: the run's own facts do. */
  readonly by: 'people' | 'rule';
  /** What it rests on, a sentence; null: what was said is all there is. */
  readonly analysis: string | null;
}

/** An objective against its capability. */
export interface AssessedObjective {
  readonly objective: string;
  readonly title: string;
  readonly capability: string;
  readonly rating: Rating | null;
  readonly strengths: readonly Finding[];
  readonly areas: readonly Finding[];
  /** Critical tasks that nobody judged: neither a strength nor an area for improvement. */
  readonly unjudged: readonly string[];
}

/** The after-action report in the form of HSEEP's template: overview, capabilities, findings under each objective. */
export interface Assessment {
  /** The rows of the exercise overview; a null value: the scenario does not say. */
  readonly overview: readonly { readonly label: string; readonly value: string | null }[];
  readonly objectives: readonly AssessedObjective[];
  /** Findings that belong to no objective. */
  readonly strengths: readonly Finding[];
  readonly areas: readonly Finding[];
}

interface Played {
  readonly overview: Overview;
  readonly objectives: readonly ObjectiveReport[] | null;
  readonly injects: readonly InjectReport[] | null;
  readonly people: PeopleReport;
  readonly review: Review;
}

/** Null in an incident, and in a drill until play is over. */
export function assessmentOf({ overview, objectives, injects, people, review }: Played): Assessment | null {
  if (objectives === null) return null;
  const said = (lessons: readonly Lesson[], objective: string | null) =>
    lessons.filter((lesson) => lesson.objective === objective).map(asFinding);
  return {
    overview: overviewRows(overview, objectives, people),
    objectives: objectives.map((one) => ({
      objective: one.objective,
      title: one.title,
      capability: one.capability,
      rating: one.rating,
      strengths: [...said(review.well, one.objective), ...tasks(one, ['met']), ...ofInjects(one, injects, ['met'])],
      areas: [
        ...said(review.poorly, one.objective),
        ...tasks(one, ['late', 'unmet']),
        ...ofInjects(one, injects, ['late', 'unmet']),
      ],
      unjudged: one.tasks.filter(({ verdict }) => verdict === 'open').map(({ title }) => title),
    })),
    strengths: said(review.well, null),
    areas: said(review.poorly, null),
  };
}

function asFinding({ text, by, who }: Lesson): Finding {
  return { text, by, analysis: who === null ? null : `Said by ${who.person}.` };
}

function tasks({ tasks: all, suggested }: ObjectiveReport, verdicts: readonly string[]): Finding[] {
  return all
    .filter(({ verdict }) => verdicts.includes(verdict))
    .map(({ title, by, note, verdict }) => {
      const evidence = suggested?.evidence.find(({ text }) => text === title)?.evidence;
      const why = note ?? evidence;
      const how = verdict === 'late' ? 'Late' : verdict === 'unmet' ? 'Not met' : 'Met';
      return {
        text: title,
        by: by === 'seen' ? 'people' : 'rule',
        analysis: plainTimes(`${how}${why === undefined ? '' : `: ${clause(why)}`}.`),
      };
    });
}

function ofInjects(
  { objective }: ObjectiveReport,
  injects: readonly InjectReport[] | null,
  verdicts: readonly string[],
): Finding[] {
  return (injects ?? []).flatMap((inject): Finding[] => {
    const { judged } = inject;
    if (inject.objective !== objective || !judged || !verdicts.includes(judged.verdict)) return [];
    const how = judged.verdict === 'late' ? 'Late' : judged.verdict === 'unmet' ? 'Not met' : 'Met';
    return [
      {
        text: plainTimes(`On the message from ${inject.from}: ${judged.text}`),
        by: 'rule',
        analysis: plainTimes(`${how}: ${clause(judged.evidence)}.`),
      },
    ];
  });
}

/** The rows of the template, in its order. What a scenario has no word for stands there as not said. */
function overviewRows(
  { scenario, playbook, opened, ended, played, script, mapsTo, phases }: Overview,
  objectives: readonly ObjectiveReport[],
  { participants }: PeopleReport,
): Assessment['overview'] {
  const day = (iso: string) => iso.slice(0, 10);
  const last = ended ?? opened;
  const dates = day(opened) === day(last) ? day(opened) : `${day(opened)} to ${day(last)}`;
  const players = participants.filter(({ roles }) => roles.length > 0);
  const titles = [...new Set(players.flatMap(({ roles }) => roles.map(({ title }) => title)))];
  return [
    { label: 'Exercise name', value: scenario?.title ?? null },
    { label: 'Exercise dates', value: script ? `${dates}, simulated` : dates },
    {
      label: 'Scope',
      value: `One drill of ${span(played)}, of ${span(scenario?.duration ?? played)} planned; ${phases.of} phases of the playbook “${playbook.title}”.`,
    },
    { label: 'Focus area', value: 'Response and recovery' },
    { label: 'Capabilities', value: inWords([...new Set(objectives.map(({ capability }) => capability))]) },
    { label: 'Objectives', value: inWords(objectives.map(({ title }) => `“${title}”`)) },
    { label: 'Threat or hazard', value: threat(mapsTo, playbook.title) },
    { label: 'Scenario', value: scenario ? shortened(scenario.briefing, SHOWN_STORY) : null },
    { label: 'Sponsor', value: null },
    { label: 'Participating organizations', value: null },
    {
      label: 'Participants',
      value: script ? `A script, for ${inWords(titles)}.` : `${players.length}: ${inWords(titles)}.`,
    },
    { label: 'Point of contact', value: null },
  ];
}

function threat(mapsTo: Overview['mapsTo'], title: string): string {
  const ids = mapsTo.map(({ framework, ids: list }) => `${framework} ${list.join(', ')}`);
  return ids.length > 0 ? `${title} (${ids.join('; ')})` : title;
}
