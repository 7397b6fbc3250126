import type { Step } from '../../playbook/model.ts';
import type { Definition } from '../definition.ts';
import type { Entry, InstanceRef } from '../entries.ts';

/** Sorts of entries on which neither instances nor phases hang, but by conditions; and those are read anew every time. */
const apart: ReadonlySet<string> = new Set([
  'world',
  'inject',
  'milestone',
  'clock',
  'message',
  'note',
  'items',
  'page',
]);

type Items = ReadonlySet<string | undefined>;
const none: Items = new Set();

/** What the entries of one round touched. */
class Round {
  /** Steps to the items of the instances that were touched; undefined stands for the instance without one. */
  readonly steps = new Map<string, Set<string | undefined>>();
  readonly phases = new Set<string>();
  effects = false;
  everything = false;
}

/**
 * What entries have touched since what follows was last derived: in this round of deriving and in the one before, of which
 * each part may have seen only a half. Only what hangs on it can have come to something new: without this, a command on
 * one instance would cost a look at every instance of the run.
 */
export class Touched {
  readonly #definition: Definition;
  #before = new Round();
  #now = new Round();

  constructor(definition: Definition) {
    this.#definition = definition;
  }

  /** Begins a round. */
  turn(): void {
    this.#before = this.#now;
    this.#now = new Round();
  }

  add(entry: Entry): void {
    const now = this.#now;
    const sort = entry.type.slice(0, entry.type.indexOf('.'));
    if (apart.has(sort)) return;
    if (sort === 'effect') now.effects = true;
    else if (sort === 'approval' && 'instances' in entry) for (const ref of entry.instances) this.#touch(ref);
    else if ((sort === 'step' || sort === 'response' || sort === 'action') && 'step' in entry) this.#touch(entry);
    // The register, the phases, the clock, a broken glass: they come seldom, and a good deal hangs on each.
    else now.everything = true;
  }

  /** Whether that may be so of any step of a phase. */
  inPhase(phase: string): boolean {
    if (this.#everything || this.#before.phases.has(phase) || this.#now.phases.has(phase)) return true;
    return this.#definition.phases[phase]?.steps.some(({ forEach }) => forEach?.over === 'expression') ?? false;
  }

  /** Whether a step may be for other items than before, or an instance of it in another state. */
  has(step: Step): boolean {
    if (this.items(step)?.size !== 0) return true;
    return step.onFailure.some(({ id }) => this.#before.steps.has(id) || this.#now.steps.has(id));
  }

  /** The items of a step for which that may be so; null where it may be any. */
  items(step: Step): Items | null {
    // An expression can read anything.
    if (this.#everything || step.forEach?.over === 'expression') return null;
    const before = this.#before.steps.get(step.id);
    const now = this.#now.steps.get(step.id);
    return before && now ? new Set([...before, ...now]) : (before ?? now ?? none);
  }

  /** Whether what gates ask for may have changed: effects on items, and surveys. */
  get hasGates(): boolean {
    return this.#everything || this.#before.effects || this.#now.effects;
  }

  #touch({ step, item }: InstanceRef): void {
    const now = this.#now;
    const planned = this.#definition.steps[step];
    // Of a step that was added in the run no more is known here than that.
    if (!planned) now.everything = true;
    else now.phases.add(planned.phase);
    if (planned?.effect === 'survey') now.effects = true;
    const items = now.steps.get(step);
    if (items) items.add(item);
    else now.steps.set(step, new Set([item]));
  }

  get #everything(): boolean {
    return this.#before.everything || this.#now.everything;
  }
}
