import type { Source } from './source.ts';

/** Something that was destroyed, and how it stood in the end. Not backups: one is as good as what it brings back. */
export interface Loss {
  readonly name: string;
  /** `gone`: not brought back. `restored`: from a backup. `anew`: set up again, with nothing of what was in it. */
  readonly how: 'gone' | 'restored' | 'anew';
  /** Milliseconds from the backup to the destruction: what nothing brings back. Null where it is not restored. */
  readonly lost: number | null;
}

/** What was destroyed in truth, in the world's order. Only for who may know the truth. */
export function lossesOf(source: Source): Loss[] {
  return Object.values(source.state.world.truth.things).flatMap(
    ({ kind, name, destroyed, destroyedAt, loss }): Loss[] => {
      if (destroyedAt === undefined || kind === 'backup') return [];
      if (destroyed) return [{ name, how: 'gone', lost: null }];
      return [loss === undefined ? { name, how: 'anew', lost: null } : { name, how: 'restored', lost: loss }];
    },
  );
}
