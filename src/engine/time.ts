import type { State } from './state.ts';

/** Exercise time, milliseconds from T, at a wall time (epoch milliseconds). It never runs backwards within play. */
export function exerciseOf(state: State, wall: number): number {
  const { clock } = state;
  const gone = clock.running ? Math.floor((wall - clock.wall) * clock.speed) : 0;
  return Math.max(clock.exercise, clock.exercise + gone, state.at);
}

/** Wall time (epoch milliseconds) at which an exercise time comes; null while the clock stands. */
export function wallOf(state: State, exercise: number): number | null {
  const { clock } = state;
  if (!clock.running) return null;
  return clock.wall + Math.max(0, Math.ceil((exercise - clock.exercise) / clock.speed));
}
