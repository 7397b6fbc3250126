import { type Definition, sha256 } from '../engine/definition.ts';
import type { Entry } from '../engine/entries.ts';
import { listRuns, type RunSummary } from '../journal/list.ts';
import { readJournal } from '../journal/read.ts';
import { definitionOf } from './replay.ts';
import type { Stored } from './session.ts';
import { storeIfThere } from './store.ts';

/** A run of the store, or why there is none to be told of. */
export type Past =
  | {
      readonly run: string;
      readonly there: true;
      readonly entries: readonly Stored[];
      readonly definition: Definition;
      /** How to say that what follows from it cannot be told after all. */
      readonly failed: (error: unknown) => NotThere;
    }
  | NotThere;

export interface NotThere {
  readonly run: string;
  readonly there: false;
  readonly why: 'open' | 'empty' | 'damaged' | 'other-version' | 'earlier' | 'unwanted';
  readonly words: string;
}

/** What is told of without being read, by its first entry. */
export interface PassedOver {
  /** Epoch milliseconds: what was opened before; null: nothing is. */
  readonly before: number | null;
  readonly unwanted: (opening: Entry<'run.opened'>) => boolean;
}

/** So many different documents are kept at hand. Reading them takes ten times as long as a run's journal. */
const MOST_DEFINITIONS = 12;

/**
 * The runs of a store one by one, the newest file first, of which only one is held at a time. A journal that is damaged
 * hides no other. @throws StoreError where the folder cannot be read
 */
export function* pastRuns(dir: string, passedOver: PassedOver): Generator<Past> {
  const store = storeIfThere(dir);
  if (!store) return;
  const definitions = new Definitions();
  for (const summary of listRuns(store)) yield pastOf(summary, passedOver, definitions);
}

function pastOf(summary: RunSummary, { before, unwanted }: PassedOver, known: Definitions): Past {
  const { name: run, path, state, first, last } = summary;
  const failed = (error: unknown) => notThere(run, error);
  const without = (why: NotThere['why'], words: string) => ({ run, there: false, why, words }) as const;
  if (state === 'empty' || (state === 'torn' && !first)) return without('empty', 'it was never opened');
  const opening = first as unknown as Entry | undefined;
  if (opening?.type === 'run.opened') {
    if (before !== null && Date.parse(opening.recorded) < before) return without('earlier', 'it was opened before');
    if (unwanted(opening)) return without('unwanted', 'it was not asked for');
  }
  try {
    const { entries } = readJournal(path);
    const stored = entries as unknown as readonly Stored[];
    // Without a look at all of it: a run that is closed may have amendments after that.
    if (last?.type !== 'run.closed' && !stored.some(({ type }) => type === 'run.closed'))
      return without('open', 'it is not closed yet');
    return { run, there: true, entries: stored, definition: known.of(path, stored[0]), failed };
  } catch (error) {
    return failed(error);
  }
}

/** A version that is not this one's is no damage. */
function notThere(run: string, error: unknown): NotThere {
  const { name, message, kind, problem } = error as Error & {
    kind?: string;
    problem?: { kind: string; message: string };
  };
  const isOther = name === 'EntryMisfit' || (name === 'Problem' && kind === 'input') || problem?.kind === 'version';
  // Of an integrity error without the path: what is told of it may leave this machine.
  const said = problem?.message ?? message;
  return isOther
    ? { run, there: false, why: 'other-version', words: `another version may have written it: ${said}` }
    : { run, there: false, why: 'damaged', words: said };
}

/** What runs are played from, by what their first entries say, the ones used last. */
class Definitions {
  readonly #known = new Map<string, Definition>();

  of(path: string, first: Entry | undefined): Definition {
    const key = keyOf(first);
    const definition = this.#known.get(key) ?? definitionOf(path, first, () => []);
    this.#known.delete(key);
    this.#known.set(key, definition);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_DEFINITIONS && oldest !== undefined) this.#known.delete(oldest);
    return definition;
  }
}

/** By the texts themselves: the hashes beside them are only what somebody wrote. */
function keyOf(first: Entry | undefined): string {
  if (first?.type !== 'run.opened') return '';
  return sha256(JSON.stringify([first.playbook, first.scenario, first.clocks, first.takes]));
}
