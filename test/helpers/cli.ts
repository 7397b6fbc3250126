import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const program = join(root, 'dist', 'breakglass.js');

/** How a command ended. `code` is null where a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  /** An empty folder, the working folder of every command, gone after the test. */
  readonly folder: string;
  /** The store of every command; not there before one makes it. */
  readonly store: string;
}

/** The built program, and a fresh place a test in which to run it. */
export function usingProgram(): Place {
  const place = { folder: '', store: '' };
  // Whole processes, several in a test, on a machine that may be busy.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--quiet'], { stdio: 'inherit' });
  });
  beforeEach(() => {
    place.folder = mkdtempSync(join(tmpdir(), 'breakglass-cli-'));
    place.store = join(place.folder, 'store');
  });
  afterEach(() => rmSync(place.folder, { recursive: true, force: true }));
  return place;
}

export interface Given {
  readonly env?: Readonly<Record<string, string>>;
  /** Before the program: node's own options. */
  readonly node?: readonly string[];
  /** A command to run node under, such as `unshare`. */
  readonly under?: readonly string[];
}

/** Runs the program to its end, not on a terminal, with nothing of this process's own settings. */
export function breakglass(place: Place, args: readonly string[], given: Given = {}): Promise<Ended> {
  return ended(start(place, args, given));
}

/** Starts the program. */
export function start(
  place: Place,
  args: readonly string[],
  { env = {}, node = [], under = [] }: Given = {},
): ChildProcess {
  const [command = '', ...rest] = [...under, process.execPath, ...node, program, ...args];
  return spawn(command, rest, {
    cwd: place.folder,
    env: { ...surroundings(place), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Resolves when a process has ended and all of its output is here. */
export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** The lines of a text as JSON values. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function surroundings({ folder, store }: Place): Record<string, string> {
  const { PATH = '' } = process.env;
  return {
    PATH,
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    BREAKGLASS_STORE: store,
  };
}

/** Resolves once a process has printed this on stdout. Rejects where it ends before. */
export function printed(child: ChildProcess, told: string): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      if (text.includes(told)) resolve();
    });
    child.once('close', (code) => reject(new Error(`it ended (${code}) without printing ${told}:\n${text}`)));
  });
}
