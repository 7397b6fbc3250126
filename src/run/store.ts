import { existsSync } from 'node:fs';
import { StoreError } from '../journal/failure.ts';
import { listRuns as listJournals } from '../journal/list.ts';
import { journalPath, openStore, type Store } from '../journal/store.ts';
import { nearest } from '../language/nearest.ts';
import { statOf } from './files.ts';
import { Problem } from './problem.ts';

const SHOWN = 3;

/** The store to read from; null where there is none yet, which is no fault. @throws StoreError */
export function storeIfThere(dir: string): Store | null {
  try {
    return openStore(dir);
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'missing') return null;
    throw error;
  }
}

/** The store that has this run. @throws Problem with the nearest right name where none has */
export function storeWith(dir: string, run: string): Store {
  const store = storeIfThere(dir);
  if (store && existsSync(journalPath(store, run))) return store;
  throw noSuchRun(dir, store, run);
}

/** The journal that a name on the command line means: a file where there is one, else a run's. @throws Problem */
export function journalFile(dir: string, name: string): string {
  const there = statOf(name);
  if (there?.isFile()) return name;
  if (/[/\\]/.test(name)) {
    if (there?.isDirectory())
      throw new Problem('input', `${name} is a folder, not a journal.`, 'Name the .jsonl file in it.');
    if (there) throw new Problem('input', `${name} is not a regular file, so no journal.`, 'Name a .jsonl file.');
    throw new Problem('usage', `There is no file ${name}.`, 'Check the name.');
  }
  return journalPath(storeWith(dir, name), name);
}

function noSuchRun(dir: string, store: Store | null, run: string): Problem {
  const names = store ? listJournals(store).map(({ name }) => name) : [];
  const near = nearest(run, names) ?? names.find((name) => name.endsWith(run) || name.startsWith(run));
  const hint = near
    ? `Did you mean ${near}?`
    : names.length > 0
      ? `The last ones in it: ${names.slice(0, SHOWN).join(', ')}.`
      : 'There are no runs in it yet.';
  return new Problem('usage', `There is no run ${JSON.stringify(run.slice(0, 100))} in ${dir}.`, hint);
}
