import type { Entry } from '../../engine/entries.ts';

/** A file that an entry says is kept beside the journal. */
export interface Reference {
  readonly sha256: string;
  readonly bytes: number;
}

/** What an entry says is kept beside the journal: evidence of steps and actions, the alert, files that were sent. */
export function referencesIn(entry: Entry): Reference[] {
  const { evidence, file, alert } = entry as { evidence?: unknown; file?: unknown; alert?: { evidence?: unknown } };
  return [evidence, file, alert?.evidence].flat().filter(isReference);
}

function isReference(value: unknown): value is Reference {
  if (typeof value !== 'object' || value === null) return false;
  const { sha256, bytes } = value as Record<string, unknown>;
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) && typeof bytes === 'number';
}
