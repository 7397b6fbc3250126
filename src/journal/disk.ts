import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { errorCode, StoreError, storeError } from './failure.ts';

/**
 * The two calls whose failure must stop a writer. They are a seam so that a full disk, a short write and a failed
 * flush can be brought about at will.
 */
export interface Disk {
  /** Writes at the end of the file; returns the number of bytes taken, which may be fewer than given. */
  write(fd: number, bytes: Uint8Array): number;
  /** Returns when what was written is on the medium. */
  flush(fd: number): void;
}

/** The real disk. */
export const realDisk: Disk = {
  write: (fd, bytes) => writeSync(fd, bytes),
  flush: (fd) => fdatasyncSync(fd),
};

/** Mode of every file and every folder in a store: the owner's alone. */
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

/** Opens a regular file, never through a symbolic link. Returns the descriptor. @throws StoreError */
export function openRegular(doing: string, path: string, flags: number): number {
  let fd: number;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for its other end for ever.
    fd = openSync(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, FILE_MODE);
  } catch (error) {
    throw storeError(doing, path, error);
  }
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new StoreError('not-a-file', path, `Could not ${doing}: ${path} is not a regular file. Name a journal file.`);
}

/** Writes all of `bytes`, asking again after a short write. For new files only: a journal is never retried. */
export function writeAll(disk: Disk, fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += disk.write(fd, bytes.subarray(done));
}

/** Makes the names in a folder durable. File systems that cannot sync a folder are let be. */
export function syncFolder(path: string): void {
  const fd = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(fd);
  } catch (error) {
    if (errorCode(error) !== 'EINVAL' && errorCode(error) !== 'ENOTSUP') throw error;
  } finally {
    closeSync(fd);
  }
}

/** Removes a file; one that is gone already is fine. */
export function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Gives a file a second name. False when the name is taken, or the file is gone. */
export function linkIfFree(path: string, name: string): boolean {
  try {
    linkSync(path, name);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
