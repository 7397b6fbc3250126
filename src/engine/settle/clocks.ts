import type { Clock } from '../../playbook/model.ts';
import { test } from '../conditions.ts';
import type { Decision } from '../decision.ts';
import type { ClockState, State } from '../state.ts';

/** Deadlines: started by a fact, stopped when it turns out otherwise, met by a step. Running out is something due. */
export function settleClocks(decision: Decision): void {
  for (const clock of decision.state.definition.playbook.clocks) {
    const { state } = decision;
    const now = state.clocks[clock.id];
    const from = momentOf(state, clock.from);
    const holds = test(state, decision.at, clock.starts) === true;
    if (holds && from !== null) {
      const due = from + clock.due;
      if (!now || isAnother(state, clock, now, due)) decision.follow({ type: 'clock.started', clock: clock.id, due });
    } else if (now?.status === 'running') {
      const because = holds ? `${clock.from} is not known` : 'what started it no longer holds';
      decision.follow({ type: 'clock.stopped', clock: clock.id, because });
    }
    if (decision.state.clocks[clock.id]?.status === 'running' && isMet(decision.state, clock))
      decision.follow({ type: 'clock.met', clock: clock.id });
  }
}

/** Facts move: it was stopped, what met it was taken back, or it counts from another moment now. */
function isAnother(state: State, clock: Clock, now: ClockState, due: number): boolean {
  if (now.status === 'met') return !isMet(state, clock);
  return now.status === 'stopped' || now.due !== due;
}

/** Exercise time of an anchor or a milestone; null while it is not known or not reached. */
export function momentOf(state: State, name: string): number | null {
  if (name === 'known' || name === 'intruded') {
    const at = state.anchors[name];
    return at === null ? null : at - (state.run?.starts ?? 0);
  }
  return state.milestones[name]?.at ?? null;
}

function isMet(state: State, clock: Clock): boolean {
  return Object.values(state.steps[clock.metBy] ?? {}).some((instance) => instance.status === 'done');
}
