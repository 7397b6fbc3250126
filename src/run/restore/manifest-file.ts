import { readFileSync } from 'node:fs';
import { statOf } from '../files.ts';
import { Problem } from '../problem.ts';
import { readManifest } from './manifest.ts';
import type { Tree } from './tree.ts';

/** Lines of two million files, at their usual length. */
const LARGEST = 400 * 1024 * 1024;

/** The tree that a manifest file lists. @throws Problem where it cannot be read, or is none */
export function readManifestFile(file: string): Tree {
  const stats = statOf(file);
  if (!stats) throw new Problem('usage', `There is no file ${file}.`, 'Check the name.');
  if (!stats.isFile()) throw new Problem('input', `${file} is not a regular file.`, 'Name a file on the disk.');
  if (stats.size > LARGEST) throw new Problem('input', `${file} is too large.`, 'Compare one folder after the other.');
  try {
    return readManifest(readFileSync(file, 'latin1'), file);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('input', `${file} could not be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
