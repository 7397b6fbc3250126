import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../language/diagnostic.ts';
import { Problem } from './problem.ts';

/** The largest document or clue that is read, in bytes: what a reader takes in characters, at four bytes each, is less. */
export const LARGEST_FILE = 4 * 1024 * 1024;

/**
 * The text of a regular file. What cannot be read ends in a Problem: `usage` where nothing is there, `input` otherwise.
 * Bytes that are not UTF-8 become U+FFFD, which the YAML reader refuses with their place.
 */
export function readText(file: string, shown: string = file): string {
  const fd = open(file, shown);
  try {
    const stats = fstatSync(fd);
    if (stats.isDirectory()) throw new Problem('input', `${shown} is a folder, not a file.`, 'Name a file in it.');
    if (!stats.isFile()) throw new Problem('input', `${shown} is not a regular file.`, 'Name a file on the disk.');
    if (stats.size > LARGEST_FILE) throw tooLarge(shown, stats.size);
    return readAll(fd, shown);
  } finally {
    closeSync(fd);
  }
}

/**
 * The text of a file that a document names, relative to the document's folder.
 * @throws Problem where the name, or a link on its way, leads out of that folder
 */
export function readInside(folder: string, name: string): string {
  const shown = `${name} (beside ${folder})`;
  const outside = new Problem('input', `${shown} is outside of the document's folder.`, 'Put it beside the document.');
  if (isAbsolute(name) || !isInside(resolve(folder), resolve(folder, name))) throw outside;
  const root = realpath(folder, folder);
  const file = realpath(resolve(folder, name), shown);
  if (!isInside(root, file)) throw outside;
  return readText(file, shown);
}

/** What is at a path, links followed; null where nothing is. @throws Problem where that cannot be told */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    const problem = unreadable(path, error);
    if (problem.kind === 'usage') return null;
    throw problem;
  }
}

/** The folder that a file lies in. */
export function folderOf(file: string): string {
  return dirname(resolve(file));
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realpath(path: string, shown: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw unreadable(shown, error);
  }
}

function open(file: string, shown: string): number {
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for its other end for ever.
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw unreadable(shown, error);
  }
}

function readAll(fd: number, shown: string): string {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // The size told by the system is not relied on: a file may grow, and some tell none.
    for (let read = -1; read !== 0 && length <= LARGEST_FILE; length += read) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      read = readSync(fd, chunk);
      chunks.push(chunk.subarray(0, read));
    }
  } catch (error) {
    throw unreadable(shown, error);
  }
  if (length > LARGEST_FILE) throw tooLarge(shown, length);
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(shown: string, bytes: number): Problem {
  const mebibytes = (bytes / 1024 / 1024).toFixed(1);
  const diagnostic: Diagnostic = {
    code: 'file-too-large',
    severity: 'error',
    source: { file: shown, text: '' },
    range: { start: 0, end: 0 },
    message: `the file has ${mebibytes} MiB; ${LARGEST_FILE / 1024 / 1024} MiB is the most that is read`,
    hint: 'Split it, or move long texts into files of their own.',
  };
  return new Problem('input', `${shown} is too large: ${mebibytes} MiB.`, diagnostic.hint, [diagnostic]);
}

function unreadable(shown: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new Problem('usage', `There is no file ${shown}.`, 'Check the name.');
  if (code === 'EACCES' || code === 'EPERM')
    return new Problem('input', `${shown} may not be read by you.`, 'Change its mode: chmod u+r.');
  if (code === 'ELOOP')
    return new Problem('input', `${shown} is a link that leads to itself.`, 'Name the file itself.');
  if (code === 'ENAMETOOLONG') return new Problem('usage', 'There is no file of so long a name.', 'Check the name.');
  return new Problem('input', `${shown} could not be read: ${error instanceof Error ? error.message : String(error)}.`);
}
