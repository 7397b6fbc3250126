import { createHash } from 'node:crypto';
import { findingKinds } from '../engine/improving.ts';
import { markOf } from '../engine/queries.ts';
import type { State } from '../engine/state.ts';
import type { Stored } from '../run/session.ts';
import type { Work } from './tracker.ts';

/** What a run's improvements are in a tracker, those dropped left out. `entries`: those of the run, from the first. */
export function worksOf(state: State, entries: readonly Stored[]): Work[] {
  const opened = entries[0]?.hash ?? '';
  const mark = markOf(state);
  return Object.entries(state.improvements).flatMap(([improvement, one]): Work[] => {
    if (one.dropped !== undefined) return [];
    return [
      {
        marker: markerOf(opened, improvement),
        run: state.run?.id ?? '',
        improvement,
        mark,
        text: one.text,
        owner: one.owner ?? null,
        due: one.due ?? null,
        from: one.from ?? null,
        finding: one.finding === undefined ? null : findingKinds[one.finding],
      },
    ];
  });
}

/**
 * By which an improvement is found again. It rests on the hash of the run's first entry, which no report prints: nobody who has not
 * the journal can make an issue beforehand that is taken for it.
 */
function markerOf(opened: string, improvement: string): string {
  return createHash('sha256').update(`improvement\n${opened}\n${improvement}\n`).digest('hex').slice(0, 32);
}
