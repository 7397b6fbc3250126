import type { Clock } from '../playbook/model.ts';
import { fulfilledAt } from './moments.ts';
import type { ClockState, State } from './state.ts';

/** A clock of the playbook and how it stands. */
export interface ListedClock {
  readonly clock: Clock;
  readonly now: ClockState;
  /** Exercise time at which what it asks for was done, in time or late; null where it was not. */
  readonly doneAt: number | null;
}

const idle: ClockState = { status: 'not-started', due: null };

/** Every clock of the playbook: those that run first, the soonest before the others, then in the playbook's order. */
export function listedClocks(state: State): ListedClock[] {
  const all = state.definition.playbook.clocks.map((clock) => ({
    clock,
    now: state.clocks[clock.id] ?? idle,
    doneAt: fulfilledAt(state, clock),
  }));
  const running = all.filter(({ now }) => now.status === 'running');
  return [...running.sort((a, b) => soon(a.now) - soon(b.now)), ...all.filter((one) => !running.includes(one))];
}

/** One without a fixed time comes after those that are counted down. */
function soon({ due }: ClockState): number {
  return due ?? Number.MAX_SAFE_INTEGER;
}
