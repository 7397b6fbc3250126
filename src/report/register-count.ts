import type { GateRule, Kind, Phase, Reached } from '../playbook/model.ts';
import { hittable } from './hits.ts';
import type { HowOf } from './scope.ts';
import type { Told } from './source.ts';

/** What takes an item of a kind out of an attacker's hand, or brings it back. To resume it does not undo that. */
const containing: Readonly<Partial<Record<Kind, readonly Reached[]>>> = {
  stage: ['isolated', 'removed', 'rebuilt', 'restored'],
  system: ['isolated', 'removed', 'rebuilt', 'restored'],
  account: ['isolated', 'removed', 'rebuilt', 'restored'],
  credential: ['revoked', 'proven-dead'],
  artifact: ['quarantined', 'removed'],
};

interface Held {
  readonly kind: Kind;
  ruledOut: boolean;
  /** Each effect with the steps by which it was reached; false: only rehearsed. */
  readonly reached: Map<Reached, { readonly step: string; readonly isReal: boolean }[]>;
  readonly notPossible: Set<Reached>;
}

interface Demand {
  readonly phase: string;
  readonly rule: GateRule;
}

/**
 * Counts of the register, kept as entries come, so that an entry costs the same however many items there are. A gate that
 * was overridden, or whose phase was skipped, asks for nothing any more.
 */
export class RegisterCount {
  readonly #held = new Map<string, Held>();
  readonly #demands = new Map<Kind, Demand[]>();
  readonly #howOf: HowOf;
  #inScope = 0;
  #contained = 0;
  #unmet = 0;

  constructor(phases: readonly Pick<Phase, 'id' | 'gate'>[], howOf: HowOf) {
    this.#howOf = howOf;
    // One item of many may meet a rule with `some`: no single one owes it.
    for (const { id, gate } of phases)
      for (const rule of gate)
        if (!rule.some) this.#demands.set(rule.kind, [...(this.#demands.get(rule.kind) ?? []), { phase: id, rule }]);
  }

  get figures(): { readonly inScope: number; readonly contained: number; readonly unmet: number } {
    return { inScope: this.#inScope, contained: this.#contained, unmet: this.#unmet };
  }

  read(entry: Told): void {
    switch (entry.type) {
      case 'item.added':
        this.#held.set(entry.item, {
          kind: entry.kind,
          ruledOut: false,
          reached: new Map(),
          notPossible: new Set(),
        });
        this.#weigh(this.#held.get(entry.item), 1);
        break;
      case 'item.ruled-out':
      case 'item.ruled-in':
        this.#change(entry.item, (held) => {
          held.ruledOut = entry.type === 'item.ruled-out';
        });
        break;
      case 'item.not-possible':
        this.#change(entry.item, ({ notPossible }) => notPossible.add(entry.reached));
        break;
      case 'effect.reached':
        this.#reached(entry);
        break;
      case 'effect.withdrawn':
        this.#withdrawn(entry);
        break;
      case 'phase.skipped':
        this.#drop(entry.phase);
        break;
      case 'glass.broken':
        if (entry.over.what === 'gate') this.#drop(entry.over.phase);
        break;
    }
  }

  #reached({ item, reached, step, at }: Told<'effect.reached'>): void {
    const isReal = this.#howOf(item, reached, step, at) !== 'rehearsed';
    this.#change(item, (held) => held.reached.set(reached, [...(held.reached.get(reached) ?? []), { step, isReal }]));
  }

  #withdrawn({ item, reached, step }: Told<'effect.withdrawn'>): void {
    this.#change(item, (held) => {
      const left = (held.reached.get(reached) ?? []).filter((one) => one.step !== step);
      if (left.length > 0) held.reached.set(reached, left);
      else held.reached.delete(reached);
    });
  }

  #drop(phase: string): void {
    for (const [kind, demands] of this.#demands) {
      const left = demands.filter((demand) => demand.phase !== phase);
      if (left.length === demands.length) continue;
      const ofKind = [...this.#held.values()].filter((held) => held.kind === kind);
      for (const held of ofKind) this.#weigh(held, -1);
      this.#demands.set(kind, left);
      for (const held of ofKind) this.#weigh(held, 1);
    }
  }

  #change(item: string, how: (held: Held) => unknown): void {
    const held = this.#held.get(item);
    this.#weigh(held, -1);
    if (held) how(held);
    this.#weigh(held, 1);
  }

  #weigh(held: Held | undefined, by: 1 | -1): void {
    if (!held || held.ruledOut) return;
    const { kind, reached, notPossible } = held;
    const isMet = ({ rule }: Demand) => rule.effects.every((effect) => reached.has(effect) || notPossible.has(effect));
    if (!(this.#demands.get(kind) ?? []).every(isMet)) this.#unmet += by;
    if (!hittable.has(kind)) return;
    this.#inScope += by;
    const isContained = containing[kind]?.some((effect) => reached.get(effect)?.some(({ isReal }) => isReal));
    if (isContained) this.#contained += by;
  }
}
