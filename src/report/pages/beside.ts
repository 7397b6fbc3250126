import { playedAt } from '../../engine/drift.ts';
import type { State } from '../../engine/state.ts';
import type { Playbook } from '../../playbook/model.ts';
import { outlineOf } from '../../playbook/outline.ts';
import { AS_IT_HAPPENED } from '../../scenario/as-it-happened.ts';
import type { Scenario } from '../../scenario/model.ts';
import type { PlayedOut } from './played-out.ts';

/** The plays whose milestones stand beside the victim's. */
const shown = [AS_IT_HAPPENED, 'by-the-book'];

/** One milestone of the victim beside those of plays. Milliseconds from T. */
export interface MilestoneBeside {
  readonly milestone: string;
  /** As published; null where it is not. */
  readonly published: number | null;
  /** Null: not reached, or withdrawn. */
  readonly plays: readonly { readonly play: string; readonly at: number | null }[];
}

/** Every milestone that is published, or that one of these plays reaches, in the order in which they were reached. */
export function milestonesBeside(
  { basedOn }: Scenario,
  playbook: Playbook,
  played: readonly PlayedOut[],
): MilestoneBeside[] {
  const beside = shown.flatMap((id) => played.find(({ play }) => play.id === id) ?? []);
  const all = [...outlineOf(playbook).milestones].flatMap((milestone) => {
    const published = Object.hasOwn(basedOn.milestones, milestone) ? (basedOn.milestones[milestone] ?? null) : null;
    const plays = beside.map(({ play, state }) => ({
      play: play.id,
      at: reachedAt(state, milestone, play.id === AS_IT_HAPPENED ? published : null),
    }));
    return published === null && plays.every(({ at }) => at === null) ? [] : [{ milestone, published, plays }];
  });
  return all.sort((a, b) => firstOf(a) - firstOf(b));
}

/** The victim's own time, else that of the play that does as the victim did, else another's. */
function firstOf({ published, plays }: MilestoneBeside): number {
  return published ?? plays.find(({ at }) => at !== null)?.at ?? Number.POSITIVE_INFINITY;
}

/** Beside a published time the time that is held to it, else the last one that stands. */
function reachedAt(state: State, milestone: string, published: number | null): number | null {
  if (published !== null) return playedAt(state, { as: 'milestone', id: milestone }, published);
  return state.milestones[milestone]?.at ?? null;
}
