import type { InstanceRef } from '../engine/entries.ts';
import { keyOf } from '../engine/state.ts';
import type { Moment, Source, Told, Who } from './source.ts';

/** Who approved it, and when. */
export interface ApprovedBy {
  readonly who: Who | null;
  readonly moment: Moment;
  /** By who does it too. */
  readonly self: boolean;
  /** Where several must approve: which of how many this one was. */
  readonly several?: { readonly nth: number; readonly of: number };
}

/** Who has approved what so far, as entries are read in their order. */
export class Approvals {
  readonly #source: Source;
  readonly #given = new Map<string, { readonly hash: string; readonly by: readonly ApprovedBy[] }>();
  /** The hash of the plan that was let pass; undefined where none was named. */
  readonly #overridden = new Map<string, string | undefined>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** Who has approved what is now to be done for an instance. */
  of(ref: InstanceRef): readonly ApprovedBy[] {
    return this.#given.get(instanceId(ref))?.by ?? [];
  }

  /** Whether the glass was broken over its approval, for this plan where it is known. */
  isOverridden(ref: InstanceRef, plan?: string): boolean {
    const id = instanceId(ref);
    const waived = this.#overridden.get(id);
    return this.#overridden.has(id) && (waived === undefined || plan === undefined || waived === plan);
  }

  read(entry: Told): void {
    switch (entry.type) {
      case 'approval.requested':
      case 'approval.refused':
        for (const ref of entry.instances) this.#given.delete(instanceId(ref));
        break;
      case 'approval.given':
      case 'approval.granted':
        entry.instances.forEach((ref, index) => {
          this.#add(ref, entry, entry.hashes[index] ?? '');
        });
        break;
      case 'glass.broken':
        if (entry.over.what === 'approval') this.#overridden.set(instanceId(entry.over), entry.plan);
        break;
      case 'step.reopened':
      case 'step.retracted':
        this.#overridden.delete(instanceId(entry));
        this.#given.delete(instanceId(entry));
        break;
      case 'step.opened':
      case 'step.released':
      case 'step.retried':
        this.#given.delete(instanceId(entry));
        break;
    }
  }

  #add(ref: InstanceRef, entry: Told<'approval.given'> | Told<'approval.granted'>, hash: string): void {
    const known = this.#given.get(instanceId(ref));
    // Who approved another thing before has not approved this one.
    const before = known?.hash === hash ? known.by : [];
    const needed = this.#source.definition.steps[ref.step]?.approvals ?? 1;
    const approved: ApprovedBy = {
      who: this.#source.who(entry.by),
      moment: this.#source.moment(entry),
      self: entry.self,
      ...(needed > 1 ? { several: { nth: before.length + 1, of: needed } } : {}),
    };
    this.#given.set(instanceId(ref), { hash, by: [...before, approved] });
  }
}

/** A key for an instance, unique in a run. */
export function instanceId({ step, item }: InstanceRef): string {
  return `${step}\n${keyOf(item)}`;
}
