import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Runs a program to its end and returns what it printed. Throws where it fails. */
export function ran(
  argv: readonly string[],
  { cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): string {
  const [program = '', ...args] = argv;
  const where = cwd === undefined ? {} : { cwd };
  const stdio = ['ignore' as const, 'pipe' as const, 'pipe' as const];
  return execFileSync(program, args, { encoding: 'utf8', stdio, env: { ...process.env, ...env }, ...where });
}

/** A folder as a service may have it: files, one of them executable, a link, an empty folder, a name with an accent. */
export function filledFolder(folder: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'bin', 'serve'), '#!/bin/sh\necho served\n', { mode: 0o755 });
  writeFileSync(join(folder, 'ärger.conf'), 'level: 3\n');
  // What no backup tool can make smaller, so that it lies in the largest file of a repository.
  writeFileSync(join(folder, 'data.bin'), createHash('shake256', { outputLength: 300_000 }).update('seed').digest());
  symlinkSync('bin/serve', join(folder, 'current'));
}

/** Flips one byte in the middle of a file, as a bad disk does, or a bad person. */
export function flipByte(file: string): void {
  const fd = openSync(file, 'r+');
  const at = Math.floor(statSync(file).size / 2);
  const byte = Buffer.alloc(1);
  readSync(fd, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 0x01;
  writeSync(fd, byte, 0, 1, at);
  closeSync(fd);
}

/** The largest file below a folder: of a repository, the one that holds what was backed up. */
export function largestIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const [largest] = files.filter((file) => statSync(file).isFile()).sort((a, b) => statSync(b).size - statSync(a).size);
  if (largest === undefined) throw new Error(`${folder} holds no file`);
  return largest;
}

/** A real restic repository. */
export function resticRepository(folder: string) {
  const env = {
    RESTIC_REPOSITORY: folder,
    RESTIC_PASSWORD: 'correct horse battery',
    RESTIC_CACHE_DIR: `${folder}.cache`,
  };
  ran(['restic', 'init'], { env });
  return {
    env,
    /** Backs a folder up, by its whole path, and returns the snapshot. */
    backup(path: string): { id: string; short_id: string; tree: string; time: string } {
      ran(['restic', 'backup', path], { env });
      return JSON.parse(ran(['restic', 'snapshots', '--json'], { env })).at(-1);
    },
  };
}

/** A real Borg repository. */
export function borgRepository(folder: string) {
  const env = {
    BORG_REPO: folder,
    BORG_PASSPHRASE: 'correct horse battery',
    BORG_BASE_DIR: `${folder}.base`,
    TZ: 'UTC',
  };
  ran(['borg', 'init', '--encryption=repokey'], { env });
  return {
    env,
    /** Makes an archive of a folder, by its whole path. */
    create(name: string, path: string): void {
      ran(['borg', 'create', `::${name}`, path], { env });
    },
  };
}
