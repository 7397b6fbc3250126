import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { home, withHome } from '../run/home.ts';
import type { SettingsFile } from './settings-file.ts';

/** Flags that every command takes. */
export interface EverywhereFlags {
  readonly json?: boolean;
  readonly store?: string;
  readonly color?: boolean;
  readonly input?: boolean;
}

/** A value, and where it came from, in words: `--store`, `BREAKGLASS_STORE`, a file's path, `default`. */
export interface Setting<T> {
  readonly value: T;
  readonly from: string;
}

export type ColorMode = 'auto' | 'always' | 'never';

export interface Settings {
  /** The folder of journals, evidence and reports. */
  readonly store: Setting<string>;
  /** Who speaks at this keyboard, where nobody else is named. */
  readonly person: Setting<string>;
  readonly color: Setting<ColorMode>;
  /** Whether questions may be asked. */
  readonly input: Setting<boolean>;
}

const settingsFileName = 'breakglass.yaml';

/** Every setting, from the flags, the environment, the working folder's file, the user's file, and what is usual. */
export async function readSettings(flags: EverywhereFlags, environment = process.env): Promise<Settings> {
  const files = await readFiles([join(process.cwd(), settingsFileName), userFile(environment)]);
  return {
    store: first(
      from('--store', flags.store && resolve(flags.store)),
      from('BREAKGLASS_STORE', environment.BREAKGLASS_STORE && resolve(environment.BREAKGLASS_STORE)),
      ...files.map(({ path, said }) => from(path, said.store && resolve(dirname(path), withHome(said.store)))),
      from('default', join(xdg(environment.XDG_DATA_HOME, '.local/share'), 'breakglass')),
    ),
    person: first(
      from('BREAKGLASS_PERSON', environment.BREAKGLASS_PERSON),
      ...files.map(({ path, said }) => from(path, said.person)),
      from('default', systemUser()),
    ),
    color: first(
      from('--no-color', flags.color === false ? ('never' as const) : undefined),
      from('NO_COLOR', environment.NO_COLOR ? ('never' as const) : undefined),
      from('FORCE_COLOR', forced(environment.FORCE_COLOR)),
      ...files.map(({ path, said }) => from(path, said.color)),
      from('default', 'auto' as const),
    ),
    input: first(from('--no-input', flags.input === false ? false : undefined), from('default', true)),
  };
}

/** Makes every library that looks at the environment agree with what was chosen. */
export function applyColor(mode: ColorMode): void {
  if (mode === 'never') Object.assign(process.env, { NO_COLOR: '1', FORCE_COLOR: '0' });
  if (mode === 'always' && !process.env.FORCE_COLOR) Object.assign(process.env, { FORCE_COLOR: '1' });
}

/** The name of the system's user; an account without a name is told by its number. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

/** The settings of whoever uses this account, from whatever folder. */
export function userFile(environment: NodeJS.ProcessEnv): string {
  return join(xdg(environment.XDG_CONFIG_HOME, '.config'), 'breakglass', settingsFileName);
}

/** A folder of the XDG base directories. What is not absolute must be ignored, says their specification. */
function xdg(named: string | undefined, usual: string): string {
  return named && isAbsolute(named) ? named : join(home(), usual);
}

async function readFiles(paths: readonly string[]): Promise<{ path: string; said: SettingsFile }[]> {
  const there = paths.filter((path) => existsSync(path));
  if (there.length === 0) return [];
  const { readSettingsFile } = await import('./settings-file.ts');
  return there.map((path) => ({ path, said: readSettingsFile(path) }));
}

function from<T>(origin: string, value: T | undefined | ''): Setting<T> | undefined {
  return value === undefined || value === '' ? undefined : { value, from: origin };
}

function first<T>(...settings: (Setting<T> | undefined)[]): Setting<T> {
  const found = settings.find((setting) => setting !== undefined);
  if (!found) throw new TypeError('a setting has no default');
  return found;
}

function forced(value: string | undefined): ColorMode | undefined {
  if (value === undefined || value === '') return undefined;
  return value === '0' || value === 'false' ? 'never' : 'always';
}
