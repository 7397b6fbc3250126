import { type Dirent, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseDuration } from '../language/time.ts';
import { readYaml } from '../language/yaml.ts';
import { readText } from './files.ts';
import { type Sort, shipped, shippedNames } from './shipped.ts';

/** A shipped document as a list shows it. */
export interface Shelved {
  readonly id: string;
  readonly title: string;
  /** Of play; 0 for a playbook. */
  readonly minutes: number;
  /** A breach that happened, or `fictional`; empty for a playbook. */
  readonly basedOn: string;
}

/**
 * The shipped documents of a sort with what their tops say. They are not checked: a list must come at once, and
 * whoever opens one is told what is wrong with it. What cannot be read at all is left out.
 */
export function shelf(sort: Sort): Shelved[] {
  return shippedNames(sort).flatMap((id) => {
    const found = shipped(sort, id);
    const top = found && topOf(found.file);
    if (!top) return [];
    const basedOn = topIn(top['based-on'])?.case;
    return [{ id, title: textOr(top.title, id), minutes: minutesOf(top.duration), basedOn: textOr(basedOn, '') }];
  });
}

/** The reports that are kept in a store, the newest first. */
export function keptReports(dir: string): { path: string; title: string }[] {
  const folder = join(resolve(dir), 'reports');
  const names = entriesOf(folder).flatMap((entry) =>
    entry.isFile() && entry.name.endsWith('.md') ? [entry.name] : [],
  );
  const newest = names
    .filter((name) => !name.startsWith('.'))
    .sort()
    .reverse();
  return newest.map((name) => ({ path: join(folder, name), title: name.slice(0, -'.md'.length) }));
}

function topOf(file: string): Record<string, unknown> | null {
  return topIn(readYaml({ file, text: readText(file) }).value);
}

function topIn(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' ? value : other;
}

function minutesOf(value: unknown): number {
  return typeof value === 'string' ? Math.round((parseDuration(value) ?? 0) / 60_000) : 0;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A store that is not there, or not to be read, has no reports to show.
    return [];
  }
}
