import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { buildSync } from 'esbuild';
import { onTestFinished } from 'vitest';
import { constants } from '../../../scripts/constants.mjs';

/** Another process that runs one of the scripts beside this file, and talks in lines. */
export interface OtherProcess {
  readonly pid: number;
  /** Its next line; undefined at its end. */
  line(): Promise<string | undefined>;
  say(text: string): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

/** Bundles the script `name` (a file beside this one) so that plain node runs it; returns the bundle's path. */
export function bundle(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bg-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // A process of another user must be able to read it.
  chmodSync(folder, 0o755);
  const outfile = join(folder, `${basename(name, '.ts')}.mjs`);
  const entry = join(import.meta.dirname, name);
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    define: constants(new URL('../../../', import.meta.url).href),
    // Some libraries are written for require.
    banner: { js: 'import{createRequire as $require}from"node:module";const require=$require(import.meta.url);' },
  });
  return outfile;
}

/**
 * Starts a bundle with arguments, as user `uid` when given (only root can). Killed at the latest when the test ends.
 */
export function start(script: string, args: readonly string[], uid?: number): OtherProcess {
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'], ...identity });
  onTestFinished(() => void child.kill('SIGKILL'));
  return wrap(child);
}

function wrap(child: ChildProcessByStdio<Writable, Readable, null>): OtherProcess {
  // A killed process does not read what it was told.
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    line: async () => {
      const { done, value } = await lines.next();
      return done === true ? undefined : value;
    },
    say: (text) => void child.stdin.write(`${text}\n`),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
