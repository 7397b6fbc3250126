import type { Body } from '../engine/entries.ts';
import type { Phase } from '../playbook/model.ts';
import { HitsInTruth } from './hits.ts';
import { RegisterCount } from './register-count.ts';
import type { HowOf } from './scope.ts';
import type { Source, Told } from './source.ts';

/** How many of what, from this moment on until the next point. */
export interface ProgressPoint {
  /** Milliseconds from T. */
  readonly at: number;
  /** What the team had; null before the run was opened. */
  readonly team: {
    /** Items of the register that an attacker can have, ruled out ones left out. */
    readonly inScope: number;
    /** Those of them that an effect has taken out of an attacker's hand, or brought back. */
    readonly contained: number;
    /** Items that have not reached everything that a gate asks of each of their kind. */
    readonly unmet: number;
    /** Phases that are neither closed nor skipped. */
    readonly phases: number;
  } | null;
  /** Null where truth is not told: an incident, or a drill still in play. */
  readonly truth: {
    /** Things that were ever compromised, stolen, poisoned or destroyed, so far. */
    readonly hit: number;
    /** Those of them that nothing has contained, and what is destroyed and not brought back. */
    readonly open: number;
  } | null;
}

/** How scope, truth and gates went, by time: a point for each moment at which one of the figures changed. */
export function progressOf(source: Source, howOf: HowOf): ProgressPoint[] {
  const { phases, scenario } = source.definition;
  const register = new RegisterCount(Object.values(phases), howOf);
  const left = new PhasesLeft(Object.keys(phases));
  const hits = source.revealed ? new HitsInTruth(scenario?.world ?? []) : null;
  const points: ProgressPoint[] = [];
  // What the attacker did before the opening was written down after it.
  const inOrder = source.entries.toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  for (const [index, entry] of inOrder.entries()) {
    register.read(entry);
    left.read(entry);
    hits?.read(entry);
    if (inOrder[index + 1]?.at === entry.at) continue;
    const { at } = entry;
    const point: ProgressPoint = {
      at,
      team: at < 0 ? null : { ...register.figures, phases: left.count },
      truth: hits?.figures ?? null,
    };
    // That something was then, and nothing more, would tell of the truth as well.
    const isTold = point.team !== null || point.truth !== null;
    if (isTold && differs(points.at(-1), point)) points.push(point);
  }
  return points;
}

function differs(before: ProgressPoint | undefined, { team, truth }: ProgressPoint): boolean {
  return (
    before === undefined ||
    before.team?.inScope !== team?.inScope ||
    before.team?.contained !== team?.contained ||
    before.team?.unmet !== team?.unmet ||
    before.team?.phases !== team?.phases ||
    before.truth?.hit !== truth?.hit ||
    before.truth?.open !== truth?.open
  );
}

/** Phases that are neither closed nor skipped. */
class PhasesLeft {
  readonly #left: Set<string>;

  constructor(phases: readonly Phase['id'][]) {
    this.#left = new Set(phases);
  }

  read(entry: Told): void {
    if (entry.type === 'phase.closed' || entry.type === 'phase.skipped') this.#left.delete(phaseOf(entry));
    else if (entry.type === 'phase.reopened') this.#left.add(phaseOf(entry));
  }

  get count(): number {
    return this.#left.size;
  }
}

function phaseOf({ phase }: Body<'phase.closed'> | Body<'phase.skipped'> | Body<'phase.reopened'>): string {
  return phase;
}
