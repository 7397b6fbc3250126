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

/** Reads a run without taking it. @throws StoreError, IntegrityError, Problem */
export function readRun(path: string): Replayed {
  return replay(path, readJournal(path).entries);
}

/**
 * Builds a run from its entries: the documents are those in the first entry, never files.
 * @throws Problem of kind `integrity` where the entries are not those of a run, or do not fit each other
 */
export function replay(path: string, envelopes: readonly Envelope[]): Replayed {
  const entries = envelopes as unknown as readonly Stored[];
  const definition = definitionOf(path, entries[0]);
  try {
    return { entries, definition, state: evolveAll(initialState(definition), entries) };
  } catch (error) {
    if (!(error instanceof EntryMisfit)) throw error;
    throw new Problem('integrity', `${path}: ${error.message}.`, 'Another version of breakglass may have written it.');
  }
}

function definitionOf(path: string, first: Entry | undefined): Definition {
  if (!first) throw new Problem('integrity', `${path} has no entry: the run was never opened.`, 'It can be removed.');
  if (first.type !== 'run.opened') throw new Problem('integrity', `${path} does not begin as a run does.`);
  const playbook = journaledPlaybook(first.playbook);
  if (!first.scenario) return define(playbook, null, journaledCatalogues(first.catalogues ?? []));
  return define(playbook, journaledScenario(first.scenario, playbook), [], first.takes);
}
