import { type Definition, define } from '../engine/definition.ts';
import { EntryMisfit } from '../engine/draft.ts';
import type { Entry } from '../engine/entries.ts';
import { evolveAll, initialState } from '../engine/evolve.ts';
import type { State } from '../engine/state.ts';
import type { Envelope } from '../journal/envelope.ts';
import { readJournal } from '../journal/read.ts';
import { journaledCatalogues } from './catalogues.ts';
import { journaledPlaybook, journaledScenario } from './documents.ts';
import { Problem } from './problem.ts';
import type { Stored } from './session.ts';

/** A run as its journal alone tells it. */
export interface Replayed {
  readonly entries: readonly Stored[];
  readonly definition: Definition;
  /** After the last entry. */
  readonly state: State;
}

/**
 * Reads a run without taking it, and without what could be run in it: no entry depends on a catalogue, and reading all of them takes
 * longer than anything else here. @throws StoreError, IntegrityError, Problem */
export function readRun(path: string): Replayed {
  return replayWith(path, readJournal(path).entries, () => []);
}

/**
 * Builds a run from its entries: the documents are those in the first entry, never files.
 * @throws Problem of kind `integrity` where the entries are not those of a run, or do not fit each other
 */
export function replay(path: string, envelopes: readonly Envelope[]): Replayed {
  return replayWith(path, envelopes, journaledCatalogues);
}

function replayWith(path: string, envelopes: readonly Envelope[], catalogues: typeof journaledCatalogues): Replayed {
  const entries = envelopes as unknown as readonly Stored[];
  const definition = definitionOf(path, entries[0], catalogues);
  const folded = folding(definition, entries);
  if (folded.misfit === null) return { entries, definition, state: folded.state };
  const said = `${path}, entry ${entries[folded.misfit.index]?.seq}: ${folded.misfit.message}.`;
  throw new Problem('integrity', said, 'Another version of breakglass may have written it.');
}

type Folded =
  | { readonly state: State; readonly misfit: null }
  | { readonly misfit: { readonly index: number; readonly message: string } };

/** The state after all of the entries, or the first of them that does not fit those before it. In one pass, as one by one costs ten times that. */
export function folding(definition: Definition, entries: readonly Entry[]): Folded {
  let begun = 0;
  const counted = (function* () {
    for (const entry of entries) {
      begun += 1;
      yield entry;
    }
  })();
  try {
    return { state: evolveAll(initialState(definition), counted), misfit: null };
  } catch (error) {
    if (!(error instanceof EntryMisfit)) throw error;
    return { misfit: { index: begun - 1, message: error.message } };
  }
}

/** What a run is played from, as its first entry has it. @throws Problem of kind `integrity` where it has none */
export function definitionOf(
  path: string,
  first: Entry | undefined,
  catalogues: typeof journaledCatalogues,
): Definition {
  if (!first)
    throw new Problem(
      'integrity',
      `${path} does not hold the whole opening of a run.`,
      'A crash in the first moment leaves that, and so does a cut. If the run was ever worked on, keep the file, and look for a copy.',
    );
  if (first.type !== 'run.opened') throw new Problem('integrity', `${path} does not begin as a run does.`);
  const playbook = journaledPlaybook(first.playbook, first.clocks);
  if (!first.scenario) return define(playbook, null, catalogues(first.catalogues ?? []));
  return define(playbook, journaledScenario(first.scenario, playbook), [], first.takes);
}
