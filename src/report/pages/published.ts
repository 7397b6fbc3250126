import { playedAt } from '../../engine/drift.ts';
import { formatInstant } from '../../language/time.ts';
import { AS_IT_HAPPENED } from '../../scenario/as-it-happened.ts';
import type { PublishedRow, Scenario } from '../../scenario/model.ts';
import type { PlayedOut } from './played-out.ts';

/** One thing that is published with a time, beside what it is here. */
export interface PublishedFact {
  /** Milliseconds from T; null where no hour is published. */
  readonly at: number | null;
  /** ISO 8601; null where no hour is published, or the story has no date. */
  readonly utc: string | null;
  readonly when: string | null;
  readonly what: string;
  readonly sources: readonly string[];
  readonly here: {
    readonly as: PublishedRow['here']['as'];
    readonly id: string | null;
    /** When it comes here, milliseconds from T: in `as-it-happened`, or as it is planned; null: no time, or never. */
    readonly at: number | null;
    /** Why it is left out. */
    readonly why: string | null;
  };
}

/** Every row of the timeline, in its order. */
export function publishedFacts(scenario: Scenario, played: readonly PlayedOut[]): PublishedFact[] {
  const state = played.find(({ play }) => play.id === AS_IT_HAPPENED)?.state;
  return scenario.basedOn.timeline.map(({ at, when, what, sources, here }) => ({
    at: at ?? null,
    utc: at === undefined || scenario.starts === null ? null : formatInstant(scenario.starts + at),
    when: when ?? null,
    what: what.trim(),
    sources,
    here: {
      as: here.as,
      id: 'id' in here ? here.id : null,
      at: state && 'id' in here ? playedAt(state, here, at ?? 0) : plannedAt(scenario, here),
      why: here.as === 'left-out' ? here.why.trim() : null,
    },
  }));
}

function plannedAt({ adversary, injects }: Scenario, here: PublishedRow['here']): number | null {
  if (here.as === 'enters') return adversary.enters?.at ?? null;
  if (here.as === 'move') return adversary.moves.find(({ id }) => id === here.id)?.at ?? null;
  if (here.as === 'inject') return injects.find(({ id }) => id === here.id)?.at ?? null;
  return null;
}
