import type { Ask } from '../../src/engine/commands.ts';
import type { Entry, InstanceRef } from '../../src/engine/entries.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { instanceOf, type State } from '../../src/engine/state.ts';

/** Wall time of T, epoch milliseconds. */
export const T = Date.parse('2026-03-02T08:12:00Z');
/** From one instance to the next, milliseconds: little enough for play not to run out. */
const PACE = 1500;

/** A team that does whatever opens, in the order in which it opens. Nothing that comes of it is made up. */
export class Team {
  /** Wall time at which the next command is given, epoch milliseconds. */
  now = T;
  readonly #open: InstanceRef[] = [];
  #at = 0;

  /** To be told of all entries, as they come. */
  saw(entries: readonly Entry[]): void {
    for (const entry of entries)
      if (entry.type === 'step.opened')
        this.#open.push(entry.item === undefined ? { step: entry.step } : { step: entry.step, item: entry.item });
  }

  /** The next command; null when nothing is left to do. */
  next(state: State): Ask | null {
    for (; this.#at < this.#open.length && state.stage === 'play'; this.#at += 1) {
      const ref = this.#open[this.#at];
      const ask = ref ? nextFor(state, ref) : null;
      if (ask?.type === 'take') this.now += PACE;
      if (ask) return ask;
    }
    return null;
  }
}

function nextFor(state: State, ref: InstanceRef): Ask | null {
  const instance = instanceOf(state, ref);
  const needsApproval = state.definition.steps[ref.step]?.approval !== undefined;
  if (instance?.status === 'ready') return { type: 'take', ...ref };
  if (instance?.status === 'awaiting-approval')
    return { type: 'approve', instances: [ref], hash: approvalFor(state, [ref]).hash };
  if (instance?.status !== 'active') return null;
  if (needsApproval && instance.approval?.state !== 'granted') return { type: 'request-approval', instances: [ref] };
  return { type: 'finish', ...ref };
}
