import { type Dirent, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseDuration } from '../language/time.ts';
import { statOf } from './files.ts';
import { type Sort, shippedNames } from './shipped.ts';

/** A shipped document as a list shows it. */
export interface Shelved {
  readonly id: string;
  readonly title: string;
  /** Of play; 0 for a playbook. */
  readonly minutes: number;
  /** A breach that happened, or `fictional`; empty for a playbook. */
  readonly basedOn: string;
}

/** Read off the documents when the program was built: a list must come at once. */
declare const __SHELF__: Readonly<
  Record<Sort, readonly { id: string; title: string; duration: string; basedOn: string }[]>
>;

/** The shipped documents of a sort with what their tops say, the first drill before the others. */
export function shelf(sort: Sort): Shelved[] {
  return shippedNames(sort).flatMap((name) => {
    const found = __SHELF__[sort].find(({ id }) => id === name);
    if (!found) return [];
    const { id, title, duration, basedOn } = found;
    return [{ id, title, minutes: Math.round((parseDuration(duration) ?? 0) / 60_000), basedOn }];
  });
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
