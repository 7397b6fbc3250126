import type { Clock } from '../../playbook/model.ts';
import { determinationOf } from '../clock-facts.ts';
import { test } from '../conditions.ts';
import { storyTime } from '../context.ts';
import { deadlineOf } from '../deadline.ts';
import type { Decision } from '../decision.ts';
import { momentOf } from '../moments.ts';
import type { ClockState, State } from '../state.ts';

/** What a clock counts from now, exercise times. */
interface Counted {
  readonly since: number;
  readonly latestSince: number | null;
}

/** Deadlines: started by a fact, stopped when it turns out otherwise, met by a step. Running out is something due. */
export function settleClocks(decision: Decision): void {
  for (const clock of decision.state.definition.playbook.clocks) {
    const { state } = decision;
    const now = state.clocks[clock.id];
    // Somebody has said that it is not theirs to keep: facts start it no more until that is taken back.
    if (now?.status === 'not-applicable') continue;
    const since = momentOf(state, clock.from);
    const holds = test(state, decision.at, clock.starts) === true;
    if (holds && since !== null) {
      const counted = { since, latestSince: clock.atLatest ? momentOf(state, clock.atLatest.from) : null };
      if (!now || isAnother(state, clock, now, counted)) start(decision, clock, counted);
    } else if (now?.status === 'running') {
      const because = holds ? unknown(clock.from) : 'what started it no longer holds';
      decision.follow({ type: 'clock.stopped', clock: clock.id, because });
    }
    if (decision.state.clocks[clock.id]?.status === 'running' && isMet(decision.state, clock))
      decision.follow({ type: 'clock.met', clock: clock.id });
  }
}

function start(decision: Decision, clock: Clock, { since, latestSince }: Counted): void {
  decision.follow({
    type: 'clock.started',
    clock: clock.id,
    due: dueOf(decision.state, clock, { since, latestSince }),
    since,
    ...(latestSince !== null && { latestSince }),
    determined: determinationOf(decision, clock),
  });
}

/** Exercise time at which it runs out. It is journaled: another machine's time zones do not move it. */
function dueOf(state: State, clock: Clock, { since, latestSince }: Counted): number | null {
  const moments = {
    since: storyTime(state, since),
    latestSince: latestSince === null ? null : storyTime(state, latestSince),
  };
  const due = deadlineOf(clock, moments, state.run?.timezone ?? 'UTC');
  return due === null ? null : due - storyTime(state, 0);
}

/** Facts move: it was stopped, what met it was taken back, or it counts from another moment now. */
function isAnother(state: State, clock: Clock, now: ClockState, counted: Counted): boolean {
  if (now.status === 'met') return !isMet(state, clock);
  if (now.status === 'stopped') return true;
  // A journal from before says only when it is due, and all of those were exact hours.
  if (now.since === undefined) return now.due !== dueOf(state, clock, counted);
  return now.since !== counted.since || (now.latestSince ?? null) !== counted.latestSince;
}

function unknown(from: string): string {
  if (from.startsWith('steps.')) return `${from.slice('steps.'.length)} is not done`;
  if (from.startsWith('clocks.')) return `what meets ${from.slice('clocks.'.length)} is not done`;
  return `${from} is not known`;
}

function isMet(state: State, clock: Clock): boolean {
  return Object.values(state.steps[clock.metBy] ?? {}).some((instance) => instance.status === 'done');
}
