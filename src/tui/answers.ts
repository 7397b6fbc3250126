import { showsOnTakeUp } from '../engine/decide/take.ts';
import type { InstanceRef } from '../engine/entries.ts';
import { type Instance, instanceOf } from '../engine/state.ts';
import { stepOf } from '../engine/targets.ts';
import { type Context, refKey } from './context.ts';
import { current } from './now.ts';

export function isSameRef(one: InstanceRef, other: InstanceRef): boolean {
  return refKey(one) === refKey(other);
}

/** The answer that the key for answers opens: one that nobody read, else that of what NOW shows, else the last that came. */
export function answerToRead(c: Context): InstanceRef | undefined {
  const [unread] = c.view.answers;
  if (unread) return unread;
  const open = current(c);
  if (open?.ref && open.instance?.response !== undefined) return open.ref;
  return lastAnswer(c);
}

const kept = new WeakMap<Context['entries'], { length: number; last: InstanceRef | undefined }>();

/** Only what is new since the last time is looked at: it is asked for with every frame. */
function lastAnswer({ entries }: Context): InstanceRef | undefined {
  const known = kept.get(entries) ?? { length: 0, last: undefined };
  for (; known.length < entries.length; known.length += 1) {
    const entry = entries[known.length];
    if (entry?.type === 'response.shown')
      known.last = entry.item === undefined ? { step: entry.step } : { step: entry.step, item: entry.item };
  }
  kept.set(entries, known);
  return known.last;
}

/** Whether an answer is on its way. */
function isUnderWay(instance: Instance | undefined): boolean {
  return instance?.responseDue !== undefined && instance.response === undefined;
}

/** Whether the step asks for something once its answer was read: a decision, evidence. */
export function goesOn({ state, view }: Context, ref: InstanceRef): boolean {
  const instance = instanceOf(state, ref);
  const step = stepOf(state, ref.step);
  const isOpen = state.stage === 'play' && view.screen === 'run' && instance?.status === 'active';
  return isOpen && !isUnderWay(instance) && step !== undefined && showsOnTakeUp(step);
}
