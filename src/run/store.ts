import { existsSync } from 'node:fs';
import { StoreError } from '../journal/failure.ts';
import { listRuns as listJournals } from '../journal/list.ts';
import { looksOf } from '../journal/looks.ts';
import { journalPath, openStore, type Store } from '../journal/store.ts';
import { nearest } from '../language/nearest.ts';
import { passesForBundle } from './bundle/passes.ts';
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
  const file = fileOf(dir, name);
  if (file === name) refuseOthers(file);
  return file;
}

/** The same, whatever is in it: also a bundle. @throws Problem */
export function fileOf(dir: string, name: string): string {
  const there = statOf(name);
  if (there?.isFile()) return name;
  if (there?.isDirectory() && (/[/\\]/.test(name) || !isRun(dir, name)))
    throw new Problem('input', `${name} is a folder, not a journal.`, 'Name the .jsonl file in it.');
  if (/[/\\]/.test(name)) {
    if (there) throw new Problem('input', `${name} is not a regular file, so no journal.`, 'Name a .jsonl file.');
    throw new Problem('usage', `There is no file ${name}.`, 'Check the name.');
  }
  return journalPath(storeWith(dir, name), name);
}

/** A file that somebody named, and in which nothing looks like an entry, was not tampered with: it is something else. */
function refuseOthers(file: string): void {
  const looks = looksOf(file);
  if (looks === 'journal') return;
  const expected = 'A run is expected, by its name (breakglass runs lists them), or its journal: a .jsonl file.';
  if (looks === 'empty')
    throw new Problem(
      'input',
      `${file} is empty: there is no journal in it.`,
      `${expected} A crash in the first moment of a run leaves an empty one.`,
    );
  if (passesForBundle(file))
    throw new Problem(
      'input',
      `${file} is a bundle or another archive, not a journal.`,
      `${expected} A bundle has the report in it; breakglass verify checks it.`,
    );
  const isYaml = /\.ya?ml$/i.test(file);
  throw new Problem(
    'input',
    `${file} is not a journal: nothing in it looks like an entry of one.`,
    isYaml ? `${expected} What is wrong in a playbook or a scenario, breakglass check says.` : expected,
  );
}

function isRun(dir: string, name: string): boolean {
  const store = storeIfThere(dir);
  return store !== null && listJournals(store).some((one) => one.name === name);
}

/**
 * For who lists what is in a store that was named just now: a name that was typed wrongly is no empty store. One that is set once
 * and for all may be made by the first run. @throws Problem
 */
export function requireStore({ value, from }: { readonly value: string; readonly from: string }): void {
  if (from !== '--store' || statOf(value)?.isDirectory()) return;
  throw new Problem(
    'usage',
    `There is no store ${value}: there is no such folder.`,
    'Check the name. The first run that is begun in a store makes it.',
  );
}

function noSuchRun(dir: string, store: Store | null, run: string): Problem {
  const names = store ? listJournals(store).map(({ name }) => name) : [];
  const near =
    nearest(run, names) ?? names.find((name) => name.endsWith(run) || name.startsWith(run) || run.startsWith(name));
  if (!store)
    return new Problem(
      'usage',
      `There is no run ${JSON.stringify(run.slice(0, 100))}: there is no store in ${dir}.`,
      'Check the folder: --store, or BREAKGLASS_STORE.',
    );
  const hint = near
    ? `Did you mean ${near}?`
    : names.length > 0
      ? `The last ones in it: ${names.slice(0, SHOWN).join(', ')}.`
      : 'There are no runs in it yet.';
  return new Problem('usage', `There is no run ${JSON.stringify(run.slice(0, 100))} in ${dir}.`, hint);
}
