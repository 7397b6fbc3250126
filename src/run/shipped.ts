import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../language/nearest.ts';
import { statOf } from './files.ts';
import { packageFolder } from './package.ts';
import { Problem } from './problem.ts';

/** The two sorts of documents. */
export type Sort = 'playbook' | 'scenario';

/** A document's file, as it was named or as it lies in the package. */
export interface Found {
  readonly sort: Sort;
  /** For people: the file as it was named, or the shipped document's name. */
  readonly shown: string;
  readonly file: string;
  readonly shipped: boolean;
}

/** The folder of shipped documents of a sort. */
function shippedFolder(sort: Sort): string {
  return join(packageFolder(), `${sort}s`);
}

/** The drill for whoever names none. */
export const firstScenario = 'poisoned-release';

/** The shipped documents of a sort, by name; the first drill before the others. */
export function shippedNames(sort: Sort): string[] {
  const folder = shippedFolder(sort);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.flatMap(({ name }) => (name.endsWith('.yaml') ? [name.slice(0, -'.yaml'.length)] : [])).sort();
  const first = names.filter((name) => sort === 'scenario' && name === firstScenario);
  return [...first, ...names.filter((name) => !first.includes(name))];
}

/** The files of the shipped catalogues of actions, sorted. */
export function shippedCatalogues(): string[] {
  const folder = join(shippedFolder('playbook'), 'actions');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap(({ name }) => (name.endsWith('.yaml') ? [join(folder, name)] : [])).sort();
}

/** A shipped document by its name, with or without `.yaml`; null where there is none. */
export function shipped(sort: Sort, name: string): Found | null {
  const bare = name.replace(/\.ya?ml$/, '');
  if (!shippedNames(sort).includes(bare)) return null;
  return { sort, shown: bare, file: join(shippedFolder(sort), `${bare}.yaml`), shipped: true };
}

/**
 * What a name on the command line means: a file where there is one, else shipped content.
 * @throws Problem with the nearest right name
 */
export function find(sort: Sort, name: string): Found {
  const found = shipped(sort, name);
  // A folder that happens to have a shipped document's name is not what was meant.
  const there = statOf(name);
  if (there && !(found && there.isDirectory())) return { sort, shown: name, file: name, shipped: false };
  if (found) return found;
  if (/[/\\]/.test(name)) throw new Problem('usage', `There is no file ${name}.`, 'Check the name.');
  refuseOther(sort, name);
  const names = shippedNames(sort);
  const near = nearest(name, names);
  const hint = near ? `Did you mean ${near}?` : `There are: ${names.join(', ')}. Or name a file.`;
  throw new Problem(
    'usage',
    `There is no ${sort} ${JSON.stringify(name.slice(0, 100))}, and no file of that name.`,
    hint,
  );
}

/** The name of a shipped document of the other sort is no unknown name. */
function refuseOther(sort: Sort, name: string): void {
  const other = sort === 'playbook' ? 'scenario' : 'playbook';
  const found = shipped(other, name);
  if (!found) return;
  const scenarios = shippedNames('scenario').join(', ');
  const hint =
    other === 'scenario'
      ? `To drill it: breakglass drill ${found.shown}`
      : `To drill one, name a scenario: ${scenarios}. Or a file.`;
  throw new Problem('usage', `${found.shown} is a ${other}, not a ${sort}.`, hint);
}
