import type { Definition } from '../engine/definition.ts';
import { evolveAll, initialState } from '../engine/evolve.ts';
import type { Problem } from '../journal/problem.ts';
import { readIntact } from '../journal/read.ts';
import type { Tail } from '../journal/scan.ts';
import { definitionOf, folding, type Replayed } from './replay.ts';
import type { Stored } from './session.ts';

/** What could not be read of a run's journal. */
interface Unread {
  readonly sort: 'torn' | 'damaged' | 'misfit';
  /** How many entries were read. */
  readonly read: number;
  readonly entry: number | null;
  readonly words: string;
}

/**
 * Reads as much of a run as is intact and fits, and says what could not be read: for a report, which is loud about it.
 * @throws StoreError; IntegrityError and Problem where not even its first entry can be read
 */
export function readWhatIsIntact(path: string): Replayed & { readonly unread: Unread | null } {
  const { entries: envelopes, tail, problem } = readIntact(path);
  const stored = envelopes as unknown as readonly Stored[];
  const definition = definitionOf(path, stored[0], () => []);
  const { entries, state, misfit } = asFarAsItFits(definition, stored);
  return { entries, definition, state, unread: misfit ?? unreadOf(entries.length, tail, problem) };
}

function unreadOf(read: number, tail: Tail, problem: Problem | null): Unread | null {
  if (problem) return { sort: 'damaged', read, entry: problem.seq, words: problem.message };
  if (tail.state === 'complete') return null;
  const words = `${tail.bytes} bytes of a decision that was not finished stand after entry ${read}.`;
  return { sort: 'torn', read, entry: read + 1, words };
}

function asFarAsItFits(definition: Definition, stored: readonly Stored[]) {
  const folded = folding(definition, stored);
  if (folded.misfit === null) return { entries: stored, state: folded.state, misfit: null };
  const { index, message } = folded.misfit;
  const entries = stored.slice(0, index);
  const entry = stored[index]?.seq ?? null;
  const words = `Entry ${entry} does not fit those before it: ${message}. Another version of breakglass may have written it.`;
  const misfit: Unread = { sort: 'misfit', read: index, entry, words };
  return { entries, state: evolveAll(initialState(definition), entries), misfit };
}
