import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import { basename } from 'node:path';
import { Problem } from '../problem.ts';
import { bytesOf, onDisk, type Path, shownPath } from './paths.ts';
import { type Entry, type FileEntry, isTooMany, type Tree, tooMany } from './tree.ts';

const BUFFER = 1024 * 1024;

/**
 * What lies below a folder of the disk, every file read to its end. Links are not followed, nothing is written.
 * @throws Problem where it is no folder, where something cannot be read, or changes meanwhile
 */
export function readFolder(folder: string): Tree {
  checkFolder(folder);
  const root = bytesOf(folder);
  const entries = new Map<Path, Entry>();
  const buffer = Buffer.allocUnsafe(BUFFER);
  const open: Path[] = [''];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const name of namesIn(join(root, path))) {
      const inside = path === '' ? name : join(path, name);
      const entry = readEntry(join(root, inside), buffer);
      entries.set(inside, entry);
      if (isTooMany(entries.size)) throw tooMany();
      if (entry.kind === 'folder') open.push(inside);
    }
  }
  return { entries, contentOnly: false };
}

/** @throws Problem where there is no folder at a path, or a link to one */
export function checkFolder(folder: string): void {
  const stats = statsOf(bytesOf(folder));
  if (!stats) throw new Problem('usage', `There is nothing at ${folder}.`, 'Check the name.');
  if (stats.isSymbolicLink()) throw new Problem('usage', `${folder} is a link.`, 'Name the folder that it leads to.');
  if (!stats.isDirectory()) throw new Problem('usage', `${folder} is no folder.`, 'Name the folder that it lies in.');
}

/** What lies below a folder; or, of a file, that file alone under its own name. @throws Problem as readFolder does */
export function treeAt(path: string): { readonly tree: Tree; readonly file?: FileEntry } {
  const whole = bytesOf(path);
  if (!statsOf(whole)?.isFile()) return { tree: readFolder(path) };
  const file = readContent(whole, Buffer.allocUnsafe(BUFFER));
  return { tree: { entries: new Map([[bytesOf(basename(path)), file]]), contentOnly: false }, file };
}

function readEntry(path: Path, buffer: Buffer): Entry {
  const stats = statsOf(path);
  if (!stats) throw changed(path);
  if (stats.isDirectory()) return { kind: 'folder' };
  if (stats.isSymbolicLink()) return { kind: 'link', target: targetOf(path) };
  return stats.isFile() ? readContent(path, buffer) : { kind: 'special', what: specialKind(stats) };
}

function readContent(path: Path, buffer: Buffer): FileEntry {
  return reading(path, () => {
    // What was a file a moment ago may be a link or a pipe by now: neither is followed, nor waited for.
    const fd = openSync(onDisk(path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const before = fstatSync(fd);
      if (!before.isFile()) throw changed(path);
      const hash = createHash('sha256');
      let size = 0;
      for (let read = readSync(fd, buffer); read > 0; read = readSync(fd, buffer)) {
        hash.update(buffer.subarray(0, read));
        size += read;
      }
      const after = fstatSync(fd);
      if (size !== after.size || before.size !== after.size || before.mtimeMs !== after.mtimeMs) throw changed(path);
      return { kind: 'file', digest: hash.digest('hex'), size, executable: isExecutable(after.mode) };
    } finally {
      closeSync(fd);
    }
  });
}

/** Whether the owner may execute what has this mode. */
export function isExecutable(mode: number): boolean {
  return (mode & 0o100) !== 0;
}

/** A device in words, with the numbers that say which. */
export function device(sort: 'block' | 'character', major: number, minor: number): string {
  return `${sort} device ${major}:${minor}`;
}

function specialKind(stats: Stats): string {
  if (stats.isFIFO()) return 'named pipe';
  if (stats.isSocket()) return 'socket';
  // As Linux packs them: twelve bits and twenty, interleaved.
  const low = stats.rdev % 2 ** 32;
  const high = Math.floor(stats.rdev / 2 ** 32);
  const major = ((low >>> 8) & 0xfff) | (high & 0xfffff000);
  const minor = (low & 0xff) | ((low >>> 12) & 0xfff00);
  return device(stats.isBlockDevice() ? 'block' : 'character', major, minor);
}

function statsOf(path: Path): Stats | undefined {
  return reading(path, () => lstatSync(onDisk(path), { throwIfNoEntry: false }));
}

function namesIn(path: Path): string[] {
  return reading(path, () => readdirSync(onDisk(path), { encoding: 'latin1' }));
}

function targetOf(path: Path): string {
  return reading(path, () => readlinkSync(onDisk(path), { encoding: 'latin1' }));
}

function join(folder: Path, name: Path): Path {
  return name === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

function changed(path: Path): Problem {
  return new Problem('failed', `${shownPath(path)} changed while it was read.`, 'Compare when nothing writes there.');
}

function reading<T>(path: Path, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem || !(error instanceof Error)) throw error;
    throw new Problem('failed', `${shownPath(path)} could not be read: ${error.message}.`);
  }
}
