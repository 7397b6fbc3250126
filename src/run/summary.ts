import type { Facts, Rating } from '../engine/entries.ts';
import { factsOf } from '../engine/facts.ts';
import type { State } from '../engine/state.ts';
import { factNames } from '../language/names.ts';
import type { Session } from './session.ts';

/** How a run came out, as `drill --auto --json` ends with it. */
export interface Summary {
  readonly type: 'summary';
  readonly run: string;
  readonly kind: 'exercise' | 'incident';
  /** `closed`, `time-up`, `stopped`, or the name in `ends`; null while the run is open. */
  readonly outcome: string | null;
  /** Whole seconds from each anchor to each milestone that stands, never rounded up; null where the anchor is unknown. */
  readonly reached: Readonly<Record<string, { readonly known: number | null; readonly intruded: number | null }>>;
  /** The truth; empty until the hot wash. */
  readonly world: Facts;
  readonly objectives: readonly { readonly objective: string; readonly rating: Rating | null }[];
  readonly head: string;
  readonly journal: string;
}

/** Sums up a run as it stands. */
export function summaryOf(session: Session): Summary {
  const { state } = session;
  return {
    type: 'summary',
    run: session.run,
    kind: state.run?.kind ?? 'exercise',
    outcome: state.outcome,
    reached: reachedIn(state),
    world: worldOf(state),
    objectives: (state.definition.scenario?.objectives ?? []).map(({ id }) => {
      const rated = state.ratings[id];
      return { objective: id, rating: rated?.final ?? rated?.suggested ?? null };
    }),
    head: session.head,
    journal: session.journal,
  };
}

function reachedIn(state: State): Summary['reached'] {
  const starts = state.run?.starts ?? 0;
  const since = (anchor: number | null, at: number) =>
    anchor === null ? null : Math.trunc((starts + at - anchor) / 1000);
  const { known, intruded } = state.anchors;
  return Object.fromEntries(
    Object.entries(state.milestones).flatMap(([name, { at }]) =>
      at === null ? [] : [[name, { known: since(known, at), intruded: since(intruded, at) }]],
    ),
  );
}

function worldOf(state: State): Facts {
  const revealed = state.stage === 'hot-wash' || state.stage === 'closed';
  const nothing = Object.fromEntries(factNames.map((name) => [name, []])) as unknown as Facts;
  return revealed ? (state.facts ?? factsOf(state)) : nothing;
}
