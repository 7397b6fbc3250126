import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nearest } from '../language/nearest.ts';
import { statOf } from './files.ts';
import { Problem } from './problem.ts';
import { shipped, shippedCatalogues, shippedNames } from './shipped.ts';

/** Folders that hold other people's files. */
const notOurs = ['node_modules', 'dist', 'coverage'];
const sorts = ['playbook', 'scenario'] as const;
/** A tree with more is not a folder of playbooks; naming it was a slip. */
const MOST_FILES = 5000;

/** A file to be looked at; `named` where it was named itself, not found in a folder. */
export interface Walked {
  readonly file: string;
  readonly named: boolean;
}

/**
 * The YAML files that paths stand for, in order, none twice: a file as it is, a folder with all in it; where nothing
 * is at a path, the shipped documents of that name. Links to folders are not followed, nor is what begins with a dot.
 * @throws Problem where nothing is there
 */
export function yamlFiles(paths: readonly string[]): Walked[] {
  const found = new Map<string, Walked>();
  for (const path of paths) {
    const stats = statOf(path);
    if (!stats) for (const file of shippedAt(path)) found.set(file, { file, named: true });
    else if (!stats.isDirectory()) found.set(path, { file: path, named: true });
    else for (const file of inFolder(path)) if (!found.has(file)) found.set(file, { file, named: false });
  }
  return [...found.values()];
}

/** The YAML files that lie in a folder itself, sorted. @throws Problem where it cannot be read */
export function yamlIn(folder: string): string[] {
  const names = entriesOf(folder).map(({ name }) => name);
  const files = names
    .filter((name) => !name.startsWith('.') && /\.ya?ml$/.test(name))
    .map((name) => join(folder, name));
  return files.filter((file) => statOf(file)?.isFile()).sort();
}

/** @throws Problem where no document has that name */
function shippedAt(name: string): string[] {
  const catalogues = new Map(shippedCatalogues().map((file) => [basename(file, '.yaml'), file]));
  const catalogue = catalogues.get(name.replace(/\.ya?ml$/, ''));
  const files = [...sorts.flatMap((sort) => shipped(sort, name)?.file ?? []), ...(catalogue ? [catalogue] : [])];
  if (files.length > 0) return files;
  const near = nearest(name, [...sorts.flatMap(shippedNames), ...catalogues.keys()]);
  const hint = /[*?[]/.test(name)
    ? 'No file is named by that pattern.'
    : near
      ? `Did you mean ${near}?`
      : 'Check the name.';
  throw new Problem('usage', `There is nothing at ${name}.`, hint);
}

function inFolder(top: string): string[] {
  const files: string[] = [];
  const folders = [top];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() && !notOurs.includes(entry.name)) folders.push(path);
      if (entry.isFile() && /\.ya?ml$/.test(entry.name)) files.push(path);
    }
    if (files.length > MOST_FILES || folders.length > MOST_FILES) {
      throw new Problem(
        'usage',
        `${top} has more than ${MOST_FILES} YAML files or folders in it.`,
        'Name a smaller folder.',
      );
    }
  }
  return files.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Problem('input', `The folder ${folder} could not be read (${why}).`, 'Change its mode, or name another.');
  }
}
