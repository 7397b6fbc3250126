import type { Path } from '../playbook/model.ts';
import { AS_IT_HAPPENED, isOnTime } from '../scenario/as-it-happened.ts';
import type { Here, PublishedRow, Scenario } from '../scenario/model.ts';
import type { State } from './state.ts';

/** What a replay can be held to: something that has a published time, and a time at which it comes in play. */
export type Replayed = Extract<Here, { readonly id: string }>;

/** A published time that the play misses. Milliseconds from T. */
export interface Drift {
  /** Where the published time is written. */
  readonly path: Path;
  readonly what: Replayed;
  readonly published: number;
  /** The nearest time at which it came in play; null: never. */
  readonly played: number | null;
}

/** Whether a play has anything to be held to. */
export function isReplay({ basedOn, plays }: Scenario): boolean {
  const isHeld = Object.keys(basedOn.milestones).length > 0 || basedOn.timeline.some((row) => timed(row) !== null);
  return isHeld && plays.some(({ id }) => id === AS_IT_HAPPENED);
}

/**
 * Every published time that a play of the scenario, once it is over, misses by more than `based-on.tolerance`. A
 * milestone holds if it was reached then, be it withdrawn later; a step if any instance of it was taken up or finished
 * then; a move if it happened then; a timed inject if it was delivered then.
 *
 * A move that the play's own `expect` says is prevented need not happen: the victim prevented it as well. A milestone
 * that stands under `milestones` is held there, and its row not again.
 */
export function driftsOf(scenario: Scenario, state: State): Drift[] {
  const { milestones, tolerance, timeline } = scenario.basedOn;
  const held = [
    ...Object.entries(milestones).map(([id, at]) => ({
      path: ['based-on', 'milestones', id],
      what: { as: 'milestone' as const, id },
      at,
    })),
    ...timeline.flatMap((row) => timed(row) ?? []).filter((row) => !isHeldElsewhere(row.what, scenario)),
  ];
  return held.flatMap(({ path, what, at }) => {
    const played = playedAt(state, what, at);
    const isMissed = played === null ? !isPreventedToo(what, scenario) : !isOnTime(played, at, tolerance);
    return isMissed ? [{ path, what, published: at, played }] : [];
  });
}

/** The time nearest to `near` at which something came in play; null: never. Milliseconds from T. */
export function playedAt(state: State, what: Replayed, near: number): number | null {
  const times = timesOf(state, what);
  return times.reduce<number | null>(
    (best, at) => (best === null || Math.abs(at - near) < Math.abs(best - near) ? at : best),
    null,
  );
}

function timed({ at, here, path }: PublishedRow) {
  if (at === undefined || !('id' in here)) return null;
  return { path: [...path, 'at'], what: here, at };
}

function isHeldElsewhere({ as, id }: Replayed, { basedOn, injects }: Scenario): boolean {
  if (as === 'milestone') return Object.hasOwn(basedOn.milestones, id);
  // What comes on a condition or by hand has no time of its own.
  return as === 'inject' && injects.find((inject) => inject.id === id)?.at === undefined;
}

function isPreventedToo({ as, id }: Replayed, { plays }: Scenario): boolean {
  const prevented = plays.find((play) => play.id === AS_IT_HAPPENED)?.expect.facts.prevented;
  return as === 'move' && Array.isArray(prevented) && prevented.includes(id);
}

function timesOf(state: State, { as, id }: Replayed): readonly number[] {
  switch (as) {
    case 'milestone':
      return state.milestones[id]?.times ?? [];
    case 'step':
      return Object.values(state.steps[id] ?? {}).flatMap(({ takenAt, endedAt, status }) => [
        ...(takenAt === undefined ? [] : [takenAt]),
        ...(endedAt === undefined || status !== 'done' ? [] : [endedAt]),
      ]);
    case 'move':
      return ownTime(state.world.truth.happened, id);
    case 'inject': {
      const delivered = state.injects[id]?.deliveredAt;
      return delivered === undefined ? [] : [delivered];
    }
  }
}

function ownTime(times: Readonly<Record<string, number>>, id: string): readonly number[] {
  const at = Object.hasOwn(times, id) ? times[id] : undefined;
  return at === undefined ? [] : [at];
}
