import { itemOf } from '../engine/state.ts';
import type { Kind } from '../playbook/model.ts';
import type { Source, Told } from './source.ts';
import { utcMinute } from './words.ts';

type Value = Told<'item.field-set'>['value'] | undefined;

/** The field of a backup that tells when it was taken. */
const TAKEN = 'taken';

/**
 * When a backup was taken, for whoever reads which of them was chosen: `taken 2026-03-01 22:00 UTC`. Null of everything else, and
 * where the playbook does not ask for it.
 */
export function takenWords(
  kind: Kind,
  fields: readonly { readonly field: string; readonly value: Value }[],
): string | null {
  const field = fields.find((one) => one.field === TAKEN);
  if (kind !== 'backup' || field?.value === undefined) return null;
  if (field.value === null) return 'taken nobody knows when';
  const at = instantOf(field.value);
  return `taken ${at === null ? field.value : utcMinute(new Date(at).toISOString())}`;
}

/** When a backup was taken, by its fields, epoch milliseconds; null where nobody knows. */
export function takenAt(fields: Readonly<Record<string, Value>>): number | null {
  return instantOf(fields[TAKEN]);
}

function instantOf(value: Value): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** The same as it was known when an entry was written: it may have been corrected since. */
export function takenBefore(source: Source, item: string, seq: number): string | null {
  if (itemOf(source.state, item)?.kind !== 'backup') return null;
  const added = source.of('item.added').find((entry) => entry.item === item && entry.seq < seq);
  if (!added) return null;
  const set = source
    .of('item.field-set')
    .filter((entry) => entry.item === item && entry.field === TAKEN && entry.seq < seq)
    .at(-1);
  return takenWords(added.kind, [{ field: TAKEN, value: set ? set.value : added.fields[TAKEN] }]);
}
