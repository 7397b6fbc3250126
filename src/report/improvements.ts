import type { Moment, Source, Who } from './source.ts';

/** One line of the improvement plan. */
export interface ImprovementReport {
  readonly improvement: string;
  readonly text: string;
  /** Null: nobody has it yet. */
  readonly owner: string | null;
  readonly due: string | null;
  /** What gave rise to it. */
  readonly from: string | null;
  readonly dropped: string | null;
  readonly moment: Moment;
  readonly who: Who | null;
}

/** The improvement plan, oldest first, those dropped again with their reason. */
export function improvementsOf(source: Source): ImprovementReport[] {
  const dropped = new Map(source.of('improvement.dropped').map((entry) => [entry.improvement, entry.reason]));
  return source.of('improvement.added').map((entry) => ({
    improvement: entry.improvement,
    text: entry.text,
    owner: entry.owner ?? null,
    due: entry.due ?? null,
    from: entry.from ?? null,
    dropped: dropped.get(entry.improvement) ?? null,
    moment: source.moment(entry),
    who: source.who(entry.by),
  }));
}
