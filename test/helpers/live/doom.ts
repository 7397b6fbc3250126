import { type Disk, realDisk } from '../../../src/journal/disk.ts';

/** Where in a write it ends: before any of it, in its middle, before it is flushed, and after. */
export const moments = ['before', 'torn', 'unflushed', 'flushed'] as const;

/** Of the writes to a journal, the first of which is 1. */
export interface Doom {
  readonly nth: number;
  readonly moment: (typeof moments)[number];
}

/** Lets `end` happen at one write to a journal. Returns how many there were, and what makes the disk what it was. */
export function doom({ nth, moment }: Doom, end: () => void): { writes(): number; lift(): void } {
  const { write, flush }: Disk = realDisk;
  let writes = 0;
  let isWriting = false;
  const now = (when: string) => {
    if (isWriting && writes === nth && moment === when) end();
  };
  realDisk.write = (fd, bytes) => {
    // Evidence goes to the disk as well.
    isWriting = Buffer.from(bytes).subarray(0, 7).toString() === '{"v":1,';
    if (isWriting) writes += 1;
    now('before');
    if (isWriting && writes === nth && moment === 'torn') {
      write(fd, bytes.subarray(0, bytes.length / 2));
      end();
    }
    const taken = write(fd, bytes);
    now('unflushed');
    return taken;
  };
  realDisk.flush = (fd) => {
    flush(fd);
    now('flushed');
  };
  return {
    writes: () => writes,
    lift: () => {
      Object.assign(realDisk, { write, flush });
    },
  };
}
