import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { realDisk } from '../../../src/journal/disk.ts';
import { folder } from './given.ts';

/** A disk that a command can fill, and that can be given room again. */
export interface SmallDisk {
  /** How it is made here, for a person who reads that a test failed. */
  readonly how: string;
  readonly dir: string;
  /** A shell's line that leaves so many kilobytes. */
  fill(left?: number): string;
  /** Gives it room again. */
  empty(): void;
}

/** A file system of eight megabytes where one can be mounted (as root, on Linux); else the system's own answer, injected. */
export function smallDisk(): SmallDisk {
  const dir = folder();
  const filling = join(dir, 'filling');
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir]).status === 0;
  if (isMounted) onTestFinished(() => void spawnSync('umount', ['-l', dir]));
  else injectFull(filling);
  return {
    how: isMounted ? 'a mounted file system of 8 MiB' : 'answers of a full disk, injected: nothing can be mounted here',
    dir,
    // What does not fit fails, and that is what is wanted; then so much of it is given back.
    fill: (left = 0) =>
      isMounted
        ? `cat /dev/zero > ${filling} 2>/dev/null; truncate -s -${left}K ${filling}`
        : `truncate -s ${left}K ${filling}`,
    empty: () => rmSync(filling, { force: true }),
  };
}

/** While the filling is there, the disk takes as many bytes as the filling is long, and then no more. */
function injectFull(filling: string): void {
  const { write } = realDisk;
  let taken = 0;
  const spy = vi.spyOn(realDisk, 'write').mockImplementation((fd, bytes) => {
    if (!existsSync(filling)) return write(fd, bytes);
    const room = spawnSync('stat', ['-c', '%s', filling]).stdout.toString();
    if (taken + bytes.length > Number(room))
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    taken += bytes.length;
    return write(fd, bytes);
  });
  onTestFinished(() => spy.mockRestore());
}
