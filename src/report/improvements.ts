import type { FindingKind, Tracked } from '../engine/improving.ts';
import type { Moment, Source, Who } from './source.ts';

/** An improvement in a tracker, as was last seen there. */
export interface TrackedReport {
  readonly tracker: string;
  readonly state: Tracked['state'];
  readonly issue: string | null;
  readonly url: string | null;
  /** Why it was not taken. */
  readonly why: string | null;
}

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
  /** What it is about, where that can be looked for by itself. */
  readonly finding: FindingKind | null;
  /** Where it is worked on. */
  readonly tracked: readonly TrackedReport[];
  readonly moment: Moment;
  /** When something was said of it last; null: nothing was. */
  readonly revised: Moment | null;
  readonly who: Who | null;
}

/** The improvement plan, oldest first, those dropped again with their reason. */
export function improvementsOf(source: Source): ImprovementReport[] {
  const dropped = new Map(source.of('improvement.dropped').map((entry) => [entry.improvement, entry.reason]));
  const revised = new Map(
    [...source.of('improvement.tracked'), ...source.of('improvement.dropped')]
      .sort((a, b) => a.seq - b.seq)
      .map((entry) => [entry.improvement, source.moment(entry)]),
  );
  return source.of('improvement.added').map((entry) => ({
    improvement: entry.improvement,
    text: entry.text,
    owner: entry.owner ?? null,
    due: entry.due ?? null,
    from: entry.from ?? null,
    dropped: dropped.get(entry.improvement) ?? null,
    finding: entry.finding ?? null,
    tracked: trackedIn(source, entry.improvement),
    moment: source.moment(entry),
    revised: revised.get(entry.improvement) ?? null,
    who: source.who(entry.by),
  }));
}

function trackedIn({ state }: Source, improvement: string): TrackedReport[] {
  return Object.entries(state.improvements[improvement]?.tracked ?? {}).map(
    ([tracker, { state, issue, url, why }]) => ({
      tracker,
      state,
      issue: issue ?? null,
      url: url ?? null,
      why: why ?? null,
    }),
  );
}

/** Whether it is still to be done: not dropped, and not closed wherever it is worked on. */
export function isOpen({ dropped, tracked }: ImprovementReport): boolean {
  const there = tracked.filter(({ state }) => state === 'open' || state === 'closed');
  return dropped === null && (there.length === 0 || there.some(({ state }) => state === 'open'));
}
