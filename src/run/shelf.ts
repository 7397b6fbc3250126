import { type Dirent, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ShelfEntry } from '../scenario/shelf-entry.ts';
import { statOf } from './files.ts';
import { type Sort, shippedNames } from './shipped.ts';

/** A shipped playbook as a list shows it. */
export interface ShelvedPlaybook {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

/** JSON, known when the program was built: a list must come at once. */
declare const __SHELF__: string;

const known: { readonly scenarios: readonly ShelfEntry[]; readonly playbooks: readonly ShelvedPlaybook[] } =
  JSON.parse(__SHELF__);

/** The shipped scenarios, the first drill before the others. */
export function shelvedScenarios(): ShelfEntry[] {
  return inOrder('scenario', known.scenarios);
}

/** The shipped playbooks. */
export function shelvedPlaybooks(): ShelvedPlaybook[] {
  return inOrder('playbook', known.playbooks);
}

/** Those that are there, in the order in which everything lists them. */
function inOrder<T extends { readonly id: string }>(sort: Sort, shelved: readonly T[]): T[] {
  return shippedNames(sort).flatMap((name) => shelved.find(({ id }) => id === name) ?? []);
}

/** Whether a store has any run at all. */
export function hasRuns(dir: string): boolean {
  return entriesOf(join(resolve(dir), 'runs')).some(({ name }) => name.endsWith('.jsonl'));
}

/** The reports that are kept in a store, the newest first. */
export function keptReports(dir: string): { path: string; title: string }[] {
  const folder = join(resolve(dir), 'reports');
  const names = entriesOf(folder).flatMap((entry) =>
    entry.isFile() && entry.name.endsWith('.md') ? [entry.name] : [],
  );
  const reports = names
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ path: join(folder, name), title: name.slice(0, -'.md'.length) }));
  // A name begins with its scenario, so the names' order would not be that of time.
  const written = new Map(reports.map(({ path }) => [path, statOf(path)?.mtimeMs ?? 0]));
  const writtenAt = ({ path }: { path: string }) => written.get(path) ?? 0;
  return reports.sort((a, b) => writtenAt(b) - writtenAt(a) || (a.title < b.title ? 1 : -1));
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A store that is not there, or not to be read, has no reports to show.
    return [];
  }
}
