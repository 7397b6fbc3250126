import { randomBytes } from 'node:crypto';
import { lstatSync, rmdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { acquireLock } from '../../journal/lock.ts';
import { probeStore } from '../../journal/store.ts';
import type { Finding } from './finding.ts';

/** What a run with its evidence is sure to find, bytes. */
const ROOM = 1024 * 1024;
/** Less free space than this is worth a look, bytes. */
const TIGHT = 200 * 1024 * 1024;

/**
 * Whether runs can be kept: a file is written, flushed and gone, a lock taken and given back. A store that is not there
 * yet is not there after this either.
 */
export async function storeFinding(dir: string): Promise<Finding> {
  const about = { sort: 'store', what: dir } as const;
  const missing = foldersMissing(dir);
  try {
    const store = probeStore(dir, { bytes: ROOM });
    const lock = await acquireLock(join(store.runs, `doctor-${randomBytes(8).toString('hex')}`));
    lock.release();
    return { ...about, ...spaceAndMode(dir, missing.length > 0) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return {
      ...about,
      state: 'missing',
      said,
      mend: 'Make room or rights there, or name another: --store, BREAKGLASS_STORE.',
    };
  } finally {
    removeEmpty(missing);
  }
}

function spaceAndMode(dir: string, isNew: boolean): Pick<Finding, 'state' | 'said' | 'mend'> {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  const said = `takes runs, flushes and locks; ${sizeOf(free)} free${isNew ? '; it is not there yet' : ''}`;
  if (free < TIGHT) return { state: 'warn', said, mend: 'Make room: evidence of an incident grows.' };
  if (!isNew && (statSync(dir).mode & 0o077) !== 0)
    return { state: 'warn', said: `${said}; others may look into it`, mend: `chmod 700 ${dir}` };
  return { state: 'ok', said };
}

/** The folders that a store needs and that are not there, the outermost first. */
function foldersMissing(dir: string): string[] {
  const at = resolve(dir);
  const above: string[] = [];
  for (let folder = at; !isThere(folder) && folder !== dirname(folder); folder = dirname(folder)) above.unshift(folder);
  return [...above, ...['runs', 'evidence', 'reports'].map((name) => join(at, name)).filter((path) => !isThere(path))];
}

function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Somebody has put something there since, or it was never made.
    }
  }
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function sizeOf(bytes: number): string {
  const mebibytes = bytes / 1024 / 1024;
  return mebibytes < 1024 ? `${Math.floor(mebibytes)} MiB` : `${Math.floor(mebibytes / 1024)} GiB`;
}
