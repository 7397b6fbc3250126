import { closeSync, constants, fsyncSync, ftruncateSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Disk, openRegular, removeIfThere, syncFolder, writeAll } from './disk.ts';
import { StoreError, storeError } from './failure.ts';
import type { Tail } from './scan.ts';

/** A torn tail that was set aside: how many bytes, of them how many whole entries, and the file that keeps them. */
export interface Recovered {
  readonly bytes: number;
  readonly entries: number;
  readonly setAside: string;
}

const CHUNK = 1024 * 1024;

/**
 * Moves the torn tail of a journal to `<journal>.torn-<seq>` (`-2`, `-3`, … when that is taken), where `seq` is the
 * number of the first entry that was not finished, then cuts the journal after its last whole decision. The copy is on
 * the medium before the journal is cut, so a crash here loses nothing and is recovered from by doing it again.
 * @throws StoreError; the journal is then as it was, unless it was the cut itself that failed
 */
export function setAsideTorn(
  fd: number,
  path: string,
  torn: Extract<Tail, { state: 'torn' }>,
  seq: number,
  disk: Disk,
): Recovered {
  const setAside = copyAside(fd, path, torn, seq, disk);
  try {
    ftruncateSync(fd, torn.offset);
    fsyncSync(fd);
  } catch (error) {
    throw storeError('cut the torn end off the journal', path, error);
  }
  return { bytes: torn.bytes, entries: torn.entries, setAside };
}

function copyAside(
  fd: number,
  path: string,
  torn: { readonly offset: number; readonly bytes: number },
  seq: number,
  disk: Disk,
): string {
  const { target, name } = openFreeName(`${path}.torn-${seq}`);
  try {
    copy(fd, torn.offset, torn.bytes, target, disk);
    fsyncSync(target);
    syncFolder(dirname(name));
    return name;
  } catch (error) {
    removeIfThere(name);
    throw storeError('set the torn end of the journal aside', name, error);
  } finally {
    closeSync(target);
  }
}

function openFreeName(wanted: string): { target: number; name: string } {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    try {
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
      return { target: openRegular('set the torn end of the journal aside', name, flags), name };
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'taken') throw error;
    }
  }
}

function copy(from: number, offset: number, bytes: number, to: number, disk: Disk): void {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, bytes));
  for (let done = 0; done < bytes; ) {
    const count = readSync(from, buffer, 0, Math.min(buffer.length, bytes - done), offset + done);
    if (count === 0) return;
    writeAll(disk, to, buffer.subarray(0, count));
    done += count;
  }
}
