import type { Judged, Rating, Verdict } from '../engine/entries.ts';
import type { Moment, Source, Who } from './source.ts';

export interface ObjectiveReport {
  readonly objective: string;
  readonly title: string;
  readonly capability: string;
  readonly tasks: readonly TaskReport[];
  /** From the evidence, by rule; null: nothing that was expected could be judged. */
  readonly suggested: {
    readonly rating: Rating | null;
    readonly because: string;
    readonly evidence: readonly Judged[];
  } | null;
  /** What people rated in the hot wash, last first. */
  readonly ratings: readonly {
    readonly rating: Rating;
    readonly reason: string;
    readonly who: Who | null;
    readonly moment: Moment;
  }[];
  /** The last rating given by people, else the suggested one. */
  readonly rating: Rating | null;
  /** Whether a person gave `rating`. */
  readonly final: boolean;
}

export interface TaskReport {
  readonly title: string;
  /** `seen`: a person says whether it was met. `expected`: the run's own facts do. */
  readonly by: 'seen' | 'expected';
  /** What the observer was asked to watch for. */
  readonly watch?: string;
  /** Of an observed task; an expected one's is among the suggestion's evidence. */
  readonly verdict: Verdict;
  readonly note?: string;
  readonly who: Who | null;
}

/** Objectives and their ratings; null in an incident, and in a drill until play is over. */
export function objectivesOf(source: Source): ObjectiveReport[] | null {
  const { scenario } = source.definition;
  if (!source.revealed || !scenario) return null;
  return scenario.objectives.map(({ id, title, capability, tasks }) => {
    const suggestion = source.of('objective.suggested').findLast((entry) => entry.objective === id);
    const ratings = source
      .of('objective.rated')
      .filter((entry) => entry.objective === id)
      .map((entry) => ({
        rating: entry.rating,
        reason: entry.reason,
        who: source.who(entry.by),
        moment: source.moment(entry),
      }))
      .reverse();
    return {
      objective: id,
      title,
      capability,
      tasks: tasks.map((task, index) => taskOf(source, id, index, task)),
      suggested: suggestion
        ? { rating: suggestion.rating, because: suggestion.because, evidence: suggestion.evidence }
        : null,
      ratings,
      rating: ratings[0]?.rating ?? suggestion?.rating ?? null,
      final: ratings.length > 0,
    };
  });
}

function taskOf(
  source: Source,
  objective: string,
  index: number,
  task: { readonly title: string; readonly observe?: string },
): TaskReport {
  const seen = source.of('task.observed').findLast((entry) => entry.objective === objective && entry.task === index);
  const judged = judgedOf(source, objective, task.title);
  return {
    title: task.title,
    by: task.observe === undefined ? 'expected' : 'seen',
    ...(task.observe === undefined ? {} : { watch: task.observe }),
    verdict: seen ? (seen.met ? 'met' : 'unmet') : (judged?.verdict ?? 'open'),
    ...(seen?.note === undefined ? {} : { note: seen.note }),
    who: seen ? source.who(seen.by) : null,
  };
}

function judgedOf(source: Source, objective: string, title: string): Judged | undefined {
  const suggestion = source.of('objective.suggested').findLast((entry) => entry.objective === objective);
  return suggestion?.evidence.find((judged) => judged.text === title);
}
