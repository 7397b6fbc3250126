import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { storeError } from '../journal/failure.ts';

/**
 * Writes a file whole or not at all, its folder made where it is missing. One that is there is replaced.
 * `mode` is the file's, less the user's mask. @throws StoreError
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): void {
  const draft = join(dirname(path), `.draft-${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, content, { mode, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw storeError(`write ${path}`, path, error);
  }
}
