import type { Reached } from '../../playbook/model.ts';
import type { Source, Told } from '../source.ts';
import { count } from '../words.ts';
import { type Fact, numbers, type Rule, some } from './fact.ts';

export const contained = reaching(['isolated', 'revoked', 'quarantined'], 'isolated, revoked or quarantined');
export const eradicated = reaching(
  ['removed', 'rebuilt', 'replaced', 'proven-dead'],
  'removed, rebuilt, replaced or proven dead',
);
export const preserved = reaching(['preserved'], 'preserved');
export const restored = reaching(['restored', 'resumed', 'rebuilt'], 'restored, rebuilt or put back to work');

/** Verified after it was restored or rebuilt: what was only looked at before is none. */
export function verified(source: Source): Fact | null {
  const standing = standingEffects(source);
  const back = standing.filter(({ reached }) => reached === 'restored' || reached === 'rebuilt');
  const seen = standing.filter(
    ({ item, reached, seq }) => reached === 'verified' && back.some((one) => one.item === item && one.seq < seq),
  );
  if (seen.length === 0) return null;
  const names = seen.map(({ item }) => source.item(item));
  return {
    says: `${count(seen.length, 'item')} verified after being restored or rebuilt: ${some(names)}`,
    entries: numbers(...seen),
  };
}

/** Backups that were verified; where something was restored, before that. */
export function backups(source: Source): Fact | null {
  const kinds = new Map(source.of('item.added').map(({ item, kind }) => [item, kind]));
  const standing = standingEffects(source);
  const first = standing.find(({ reached }) => reached === 'restored')?.seq ?? Number.POSITIVE_INFINITY;
  const seen = standing.filter(
    ({ item, reached, seq }) => reached === 'verified' && kinds.get(item) === 'backup' && seq < first,
  );
  if (seen.length === 0) return null;
  const names = seen.map(({ item }) => source.item(item));
  return {
    says: `${count(seen.length, 'backup')} verified before anything was restored: ${some(names)}`,
    entries: numbers(...seen),
  };
}

/** Phases with a gate that closed before the first thing was restored or put back to work. */
export function criteria(source: Source): Fact | null {
  const first = standingEffects(source).find(({ reached }) => reached === 'restored' || reached === 'resumed');
  if (!first) return null;
  const gated = source
    .of('phase.closed')
    .filter(({ phase, seq }) => seq < first.seq && (source.definition.phases[phase]?.gate.length ?? 0) > 0);
  if (gated.length === 0) return null;
  return {
    says: `Before the first recovery the gate of ${some(gated.map(({ phase }) => source.phase(phase)))} was seen to hold`,
    entries: numbers(...gated, first),
  };
}

/** Effects that were reached and not taken back since. */
function standingEffects(source: Source): Told<'effect.reached'>[] {
  const withdrawn = source.of('effect.withdrawn');
  return source
    .of('effect.reached')
    .filter(
      (one) =>
        !withdrawn.some(({ item, reached, seq }) => item === one.item && reached === one.reached && seq > one.seq),
    );
}

function reaching(effects: readonly Reached[], words: string): Rule {
  return (source) => {
    const found = standingEffects(source).filter(({ reached }) => effects.includes(reached));
    if (found.length === 0) return null;
    const items = [...new Set(found.map(({ item }) => item))];
    return {
      says: `${count(items.length, 'item')} ${words}: ${some(items.map(source.item))}`,
      entries: numbers(...found),
    };
  };
}
