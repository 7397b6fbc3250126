import type { State } from './state.ts';

/** Exercise time, milliseconds from T, at a wall time (epoch milliseconds). It never runs backwards, and stands once play has ended. */
export function exerciseOf(state: State, wall: number): number {
  const { clock, stage } = state;
  if (stage !== 'play' && stage !== 'new') return state.at;
  const gone = clock.running ? Math.floor((wall - clock.wall) * clock.speed) : 0;
  return Math.max(clock.exercise, clock.exercise + gone, state.at);
}

/** Wall time (epoch milliseconds) at which an exercise time comes; null while the clock stands. */
export function wallOf(state: State, exercise: number): number | null {
  const { clock } = state;
  if (!clock.running) return null;
  return clock.wall + Math.max(0, Math.ceil((exercise - clock.exercise) / clock.speed));
}

/** `T+12:04`, `T-4:55:00`. Milliseconds from T. */
export function clockText(at: number): string {
  const total = Math.floor(Math.abs(at) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const rest = `${two(Math.floor((total % 3600) / 60))}:${two(total % 60)}`;
  return `T${at < 0 ? '-' : '+'}${hours > 0 ? `${hours}:` : ''}${rest}`;
}
