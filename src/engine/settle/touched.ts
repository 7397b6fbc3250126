import type { Step } from '../../playbook/model.ts';
import type { Entry, InstanceRef } from '../entries.ts';

/** Sorts of entries on which neither instances nor phases hang, but by conditions; and those are read anew every time. */
const apart: readonly string[] = ['world', 'inject', 'milestone', 'clock', 'message', 'note'];

/**
 * What entries have touched since all that follows was last derived. Only what hangs on it can have come to something
 * new: without this, a command on one instance would cost a look at every instance of the run.
 */
export class Touched {
  /** Steps to the items of the instances that were touched; undefined stands for the instance without one. */
  readonly #steps = new Map<string, Set<string | undefined>>();
  #effects = false;
  #everything = false;

  add(entry: Entry): void {
    const sort = entry.type.slice(0, entry.type.indexOf('.'));
    if (apart.includes(sort)) return;
    if (sort === 'effect') this.#effects = true;
    else if (sort === 'approval' && 'instances' in entry) for (const ref of entry.instances) this.#touch(ref);
    else if ((sort === 'step' || sort === 'response') && 'step' in entry) this.#touch(entry);
    // The register, the phases, the clock, a broken glass: they come seldom, and a good deal hangs on each.
    else this.#everything = true;
  }

  clear(): void {
    this.#steps.clear();
    this.#effects = false;
    this.#everything = false;
  }

  /** Whether a step may be for other items than before, or an instance of it in another state. */
  has(step: Step | undefined): boolean {
    if (this.#everything || !step) return this.#everything;
    // An expression can read anything.
    if (this.#steps.has(step.id) || step.forEach?.over === 'expression') return true;
    return step.onFailure.some((rescue) => this.#steps.has(rescue.id));
  }

  /** The same of one instance of it. */
  hasInstance(step: Step, item: string | undefined): boolean {
    if (this.#everything || step.forEach?.over === 'expression') return true;
    return this.#steps.get(step.id)?.has(item) ?? false;
  }

  /** Whether what gates ask for may have changed: effects on items, and surveys. */
  hasGates(steps: Readonly<Record<string, Step>>): boolean {
    return this.#everything || this.#effects || [...this.#steps.keys()].some((id) => steps[id]?.effect === 'survey');
  }

  #touch({ step, item }: InstanceRef): void {
    const items = this.#steps.get(step);
    if (items) items.add(item);
    else this.#steps.set(step, new Set([item]));
  }
}
