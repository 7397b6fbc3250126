import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode, StoreError, storeError } from '../journal/failure.ts';

/**
 * Writes a file whole or not at all, its folder made where it is missing. One that is there is replaced.
 * `mode` is the file's, less the user's mask. @throws StoreError
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): void {
  folderFor(path);
  const draft = join(dirname(path), `.draft-${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(draft, content, { mode, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw storeError(`write ${path}`, path, error);
  }
}

/** Makes the folder that `path` is to stand in, and those above it. @throws StoreError */
export function folderFor(path: string): void {
  const folder = dirname(resolve(path));
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = dirname(at)) missing.unshift(at);
  try {
    // Not `recursive`: where a parent that is there holds nothing new, as /proc, Node tries for ever.
    for (const at of missing) makeOne(at);
    // A file stands where the folder should be.
    if (missing.length === 0) mkdirSync(folder, { recursive: true });
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw storeError(`write ${path}`, folder, error);
    const message = `Could not write ${path}: ${folder} is not a folder, or a part of its path is a file. Choose another folder.`;
    throw new StoreError('not-a-folder', folder, message, error);
  }
}

/** Another process may make the same folder at the same time. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
