import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { SecretSource } from '../actions/vault.ts';
import { configFolder, withHome, xdgFolder } from '../run/home.ts';
import type { ToldBy } from '../run/outbox/told-by.ts';
import type { TrustDocument } from '../run/trust.ts';
import { contactsSetting } from './settings-contacts.ts';
import { environmentEndpoints, type NamedSettings } from './settings-environment.ts';
import type { SettingsFile } from './settings-file.ts';
import { type SlackSettings, slackSettings } from './settings-slack.ts';
import { tellSettings } from './settings-tell.ts';
import { type TrackerSetting, trackerSettings } from './settings-trackers.ts';

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
  /** Where secrets are; one that is not named is in the environment variable of its name. */
  readonly secrets: NamedSettings<SecretSource>;
  /** Where requests of a catalogue go, by its id, instead of where it says. */
  readonly endpoints: NamedSettings<string>;
  /** Files and folders with catalogues of one's own. */
  readonly actions: Setting<readonly string[]>;
  /** Whether somebody may approve what they do themselves. */
  readonly selfApproval: Setting<'allowed' | 'refused'>;
  /** A file of certificate authorities that are trusted for requests, beside the system's; null: none. */
  readonly ca: Setting<string | null>;
  readonly slack: SlackSettings;
  /** How trackers are reached, into which improvements are put. */
  readonly trackers: NamedSettings<TrackerSetting>;
  /** Channels beside Slack, by which live runs are told. */
  readonly tell: NamedSettings<ToldBy>;
  /** The file that says who is called and told; null: there is none. */
  readonly contacts: Setting<string | null>;
  /** Where some of this comes from, and what therefore must be trusted before anything live is done by it. */
  readonly untrusted: readonly TrustDocument[];
}

interface ReadFile {
  readonly path: string;
  readonly said: SettingsFile;
  readonly text: string;
}

export const settingsFileName = 'breakglass.yaml';

/** The file of the working folder. */
export function workingFile(): string {
  return join(process.cwd(), settingsFileName);
}

/**
 * Every setting, from the flags, the environment, the working folder's file, the user's file, and what is usual.
 * `leftOut`: a file that is passed over. @throws Problem where one is not valid
 */
export async function readSettings(
  flags: EverywhereFlags,
  environment = process.env,
  leftOut?: string,
): Promise<Settings> {
  const paths = new Set([workingFile(), userFile(environment)]);
  const files = await readFiles([...paths].filter((path) => path !== leftOut));
  return {
    store: first(
      from('--store', flags.store && resolve(flags.store)),
      from('BREAKGLASS_STORE', environment.BREAKGLASS_STORE && resolve(environment.BREAKGLASS_STORE)),
      ...files.map(({ path, said }) => from(path, said.store && resolve(dirname(path), withHome(said.store)))),
      from('default', join(xdgFolder(environment.XDG_DATA_HOME, '.local/share'), 'breakglass')),
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
    ...liveSettings(files, environment),
  };
}

/** What only live runs look at. */
function liveSettings(files: readonly ReadFile[], environment: NodeJS.ProcessEnv) {
  return {
    secrets: merged(files.map(({ path, said }) => named(said.secrets ?? {}, path))),
    endpoints: merged([
      environmentEndpoints(environment),
      ...files.map((one) => named(one.said.endpoints ?? {}, one.path)),
    ]),
    actions: first(...files.map(({ path, said }) => from(path, said.actions)), from('default', [])),
    selfApproval: first(
      ...files.map(({ path, said }) => from(path, said.approvals?.self)),
      from('default', 'allowed' as const),
    ),
    ca: first(...files.map(({ path, said }) => from<string | null>(path, said.ca)), { value: null, from: 'default' }),
    slack: slackSettings(files, environment),
    trackers: trackerSettings(files),
    tell: tellSettings(files),
    contacts: contactsSetting(files, [process.cwd(), configFolder(environment)]),
    untrusted: files
      .filter((file) => file.path !== userFile(environment) && reachesOut(file.said))
      .map(({ path, text }) => ({ sort: 'settings' as const, id: path, text, file: path, shipped: false })),
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
  return join(configFolder(environment), settingsFileName);
}

/**
 * Whether a file decides what is run, where secrets go, or who may approve. A folder that somebody happens to stand in must not
 * decide that unasked.
 */
function reachesOut({ secrets, endpoints, actions, approvals, ca, slack, tell, trackers }: SettingsFile): boolean {
  return [secrets, endpoints, actions, approvals, ca, slack, tell, trackers].some((said) => said !== undefined);
}

async function readFiles(paths: readonly string[]): Promise<ReadFile[]> {
  const there = paths.filter((path) => existsSync(path));
  if (there.length === 0) return [];
  const { readSettingsFile } = await import('./settings-file.ts');
  return there.map((path) => ({ path, ...readSettingsFile(path) }));
}

function from<T>(origin: string, value: T | undefined | ''): Setting<T> | undefined {
  return value === undefined || value === '' ? undefined : { value, from: origin };
}

function first<T>(...settings: (Setting<T> | undefined)[]): Setting<T> {
  const found = settings.find((setting) => setting !== undefined);
  if (!found) throw new TypeError('a setting has no default');
  return found;
}

function named<T>(value: Readonly<Record<string, T>>, origin: string): NamedSettings<T> {
  return { value, from: Object.fromEntries(Object.keys(value).map((name) => [name, origin])) };
}

/** The earlier wins, name by name. */
function merged<T>(settings: readonly NamedSettings<T>[]): NamedSettings<T> {
  const inTurn = settings.toReversed();
  return {
    value: Object.assign({}, ...inTurn.map(({ value }) => value)),
    from: Object.assign({}, ...inTurn.map(({ from }) => from)),
  };
}

function forced(value: string | undefined): ColorMode | undefined {
  if (value === undefined || value === '') return undefined;
  return value === '0' || value === 'false' ? 'never' : 'always';
}
