import { Problem } from '../problem.ts';

/**
 * A path below the root of a tree, without a slash at its ends: `bin/run`. A file's name is bytes, and need not be text; so a
 * path is kept as its bytes, one character each. Sorting paths then sorts bytes, and nothing is lost or mistaken for another.
 */
export type Path = string;

/** What a path may have at most, in bytes, on any system that runs this. */
const LONGEST = 4096;

/** The bytes of a text, one character each. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A path as a person reads it; bytes that are no text become U+FFFD. */
export function shownPath(path: Path): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

/** A path as the file system takes it. */
export function onDisk(path: Path): Buffer {
  return Buffer.from(path, 'latin1');
}

/** The folder that a path lies in; the empty path where that is the root. */
export function folderOf(path: Path): Path {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * The path that a name in an archive or a manifest means: `./bin//run`, `/bin/run` and `bin/run` are the same one, and the
 * root is the empty one. The name is given as its bytes.
 * @throws Problem where it leads out of the tree, or is too long to be a path
 */
export function pathNamed(name: string): Path {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const path = parts.join('/');
  if (path.length > LONGEST) {
    throw new Problem('input', `A name in it has ${path.length} bytes; ${LONGEST} are the most: ${shownShort(path)}`);
  }
  if (parts.includes('..')) {
    throw new Problem('input', `A name in it leads out of the folder, with "..": ${shownShort(name)}`, distrust);
  }
  if (path.includes('\0')) throw new Problem('input', `A name in it has a zero byte: ${shownShort(path)}`, distrust);
  return path;
}

/** What to think of an archive that no tool makes like that by itself. */
export const distrust = 'No backup tool writes that. Look at where it comes from before anything of it is used.';

/** Enough of a path to know it by. */
export function shownShort(path: Path): string {
  const text = shownPath(path);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
