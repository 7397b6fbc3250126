import type { Clock } from '../playbook/model.ts';
import type { State } from './state.ts';
import { isSettled } from './step-machine.ts';

/**
 * Exercise time of a moment that targets and clocks count from: an anchor, a milestone, `steps.<step>` (when that was finished) or `clocks.<clock>`
 * (when what meets that was done, in time or not). Null while it is not known or not reached.
 */
export function momentOf(state: State, name: string): number | null {
  if (name === 'known' || name === 'intruded') {
    const at = state.anchors[name];
    return at === null ? null : at - (state.run?.starts ?? 0);
  }
  if (name.startsWith('steps.')) return finishedAt(state, name.slice('steps.'.length));
  if (name.startsWith('clocks.')) {
    const id = name.slice('clocks.'.length);
    const clock = state.definition.playbook.clocks.find((one) => one.id === id);
    return clock ? fulfilledAt(state, clock) : null;
  }
  return state.milestones[name]?.at ?? null;
}

/** When a step was finished: the last of its instances, once none of them is open. */
function finishedAt(state: State, step: string): number | null {
  const instances = Object.values(state.steps[step] ?? {});
  if (!instances.every(({ status }) => isSettled(status))) return null;
  const times = instances.flatMap(({ status, endedAt }) => (status === 'done' ? [endedAt ?? 0] : []));
  return times.length === 0 ? null : Math.max(...times);
}

/** When what a clock asks for was done, in time or late; null where it was not, or the clock did not run. */
export function fulfilledAt(state: State, clock: Clock): number | null {
  const status = state.clocks[clock.id]?.status;
  if (status !== 'met' && status !== 'missed') return null;
  const times = Object.values(state.steps[clock.metBy] ?? {}).flatMap((instance) =>
    instance.status === 'done' ? [instance.endedAt ?? 0] : [],
  );
  return times.length === 0 ? null : Math.min(...times);
}
