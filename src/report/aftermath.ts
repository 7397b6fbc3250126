import type { Mark } from '../world/model.ts';
import type { Source, Told } from './source.ts';

/** What the world did when the team's work was over: nobody could still have found or stopped it. */
export interface Aftermath {
  /** When play ended, milliseconds from T; null while it goes on. */
  readonly ended: number | null;
  /** `the team had closed`, or `play had ended` where it was stopped or ran out of time. */
  readonly words: string;
  /** Whether an entry tells of something from after that. */
  isAfter(entry: Told): boolean;
  /** When the attacker last got hold of a thing, or wiped it, after that, milliseconds from T, by the thing's id. */
  readonly taken: ReadonlyMap<string, number>;
  /** Things that did not exist before. */
  readonly created: ReadonlySet<string>;
}

const bad: readonly Mark[] = ['stolen', 'compromised', 'poisoned', 'reinfected', 'destroyed'];

/** Reads what came after the end of play from a run's entries. */
export function aftermathOf(source: Source): Aftermath {
  const ended = source.of('play.ended')[0];
  const isAfter = (entry: Told) => ended !== undefined && entry.seq > ended.seq && entry.at > ended.at;
  const taken = new Map<string, number>();
  const created = new Set<string>();
  for (const entry of source.of('world.changed').filter(isAfter)) {
    for (const change of entry.changes) {
      if ('create' in change) {
        created.add(change.create.id);
        taken.set(change.create.id, entry.at);
      } else if ('set' in change && (bad.some((mark) => change.set[mark]) || change.set.quarantined === false))
        taken.set(change.item, entry.at);
    }
  }
  const stopped = ended?.outcome === 'stopped' || ended?.outcome === 'time-up';
  return {
    ended: ended?.at ?? null,
    words: stopped ? 'play had ended' : 'the team had closed',
    isAfter,
    taken,
    created,
  };
}
