import { basename, delimiter, dirname, relative, resolve } from 'node:path';
import { type Setting, userFile } from './settings.ts';

/** What a process knows of how it was started. */
export interface Start {
  /** The file that node runs, as it was named. */
  readonly file: string | undefined;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The package's own scripts that start the program, for whoever has its sources. */
const scripts = ['breakglass', 'drill'];

/**
 * A command line to paste into the shell that started this: by the name that works there, and to this store. Without a
 * store, to the one that is found anyway.
 */
export function commandLine(words: readonly string[], store?: Setting<string>, start = thisStart()): string {
  const flag = store && !isFoundAnyway(store, start.environment) ? ['--store', store.value] : [];
  return [startedAs(start), ...[...words, ...flag].map(quoted)].join(' ');
}

/** How the program is started: `breakglass`, `npx breakglass`, `npm run -s breakglass --`, or `node dist/breakglass.js`. */
export function startedAs({ file, folder, environment }: Start = thisStart()): string {
  const { npm_package_name: of, npm_lifecycle_event: script = '' } = environment;
  if (of === 'breakglass' && scripts.includes(script)) return 'npm run -s breakglass --';
  const name = basename(file ?? '');
  // Another file runs it, such as a test.
  if (file === undefined || (name !== 'breakglass' && name !== 'breakglass.js')) return 'breakglass';
  const path = resolve(folder, file);
  if (name === 'breakglass.js') return `node ${quoted(near(path, folder))}`;
  // npm puts such a folder on the PATH of what it starts, not on the shell's.
  if (/[/\\]node_modules[/\\]\.bin$/.test(dirname(path))) return 'npx breakglass';
  const isOnPath = (environment.PATH ?? '')
    .split(delimiter)
    .some((one) => one !== '' && resolve(one) === dirname(path));
  return isOnPath ? 'breakglass' : quoted(path);
}

/** A hint in whose commands the program has the name by which it was started. */
export function asStarted(hint: string): string {
  return hint.replace(/: breakglass (?=[a-z])/g, () => `: ${startedAs()} `);
}

function thisStart(): Start {
  return { file: process.argv[1], folder: process.cwd(), environment: process.env };
}

/** Whether a command comes to this store without being told, from any folder. */
function isFoundAnyway({ from }: Setting<string>, environment: NodeJS.ProcessEnv): boolean {
  return ['BREAKGLASS_STORE', 'default', userFile(environment)].includes(from);
}

/** From this folder where the file is below it, else from the root. */
function near(path: string, folder: string): string {
  const below = relative(folder, path);
  return below.startsWith('..') ? path : below;
}

/** As one word for a shell. */
function quoted(word: string): string {
  return /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
