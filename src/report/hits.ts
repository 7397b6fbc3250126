import type { Kind } from '../playbook/model.ts';
import type { WorldItem } from '../scenario/model.ts';
import type { Change, Mark } from '../world/model.ts';
import type { Told } from './source.ts';

/** Kinds that an attacker can have, or that can be lost: neither those who are told, nor what things are brought back from. */
export const hittable: ReadonlySet<Kind> = new Set<Kind>(['stage', 'credential', 'artifact', 'system', 'account']);

type Marks = Partial<Record<Mark, boolean>>;

interface Held {
  readonly kind: Kind;
  readonly marks: Marks;
  readonly isHit: boolean;
  readonly isOpen: boolean;
}

/** How much was hit in truth, folded from what the world's entries say. Only for who may know the truth. */
export class HitsInTruth {
  readonly #held = new Map<string, Held>();
  #hit = 0;
  #open = 0;

  /** As the world stood before anything happened: nothing is taken, everything alive. */
  constructor(things: readonly Pick<WorldItem, 'id' | 'kind'>[]) {
    for (const { id, kind } of things) this.#set(id, kind, { alive: true }, false);
  }

  read(entry: Told): void {
    if (entry.type === 'world.changed') for (const change of entry.changes) this.#change(change);
  }

  get figures(): { readonly hit: number; readonly open: number } {
    return { hit: this.#hit, open: this.#open };
  }

  #change(change: Change): void {
    if ('create' in change) {
      const { id, kind, planted } = change.create;
      if (!this.#held.has(id)) this.#set(id, kind, change.create, planted);
    } else if ('set' in change) {
      const before = this.#held.get(change.item);
      if (before) this.#set(change.item, before.kind, { ...before.marks, ...change.set }, before.isHit);
    }
  }

  #set(id: string, kind: Kind, marks: Marks, wasHit: boolean): void {
    if (!hittable.has(kind)) return;
    const before = this.#held.get(id);
    const { stolen, alive, compromised, isolated, poisoned, quarantined, destroyed } = marks;
    const isHit = wasHit || [stolen, compromised, poisoned, destroyed].includes(true);
    const isUsable = (stolen && alive) || (compromised && !isolated) || (poisoned && !quarantined);
    const isOpen = Boolean(destroyed || isUsable);
    this.#hit += Number(isHit) - Number(before?.isHit ?? false);
    this.#open += Number(isOpen) - Number(before?.isOpen ?? false);
    this.#held.set(id, { kind, marks, isHit, isOpen });
  }
}
