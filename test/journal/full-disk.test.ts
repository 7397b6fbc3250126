import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFileJournal } from '../../src/journal/append.ts';
import { type Disk, realDisk } from '../../src/journal/disk.ts';
import { putEvidence } from '../../src/journal/evidence.ts';
import { WriterStoppedError } from '../../src/journal/journal.ts';
import { createRun, openRun } from '../../src/journal/runs.ts';
import { probeStore } from '../../src/journal/store.ts';
import { testFolder } from '../helpers/journal/folder.ts';

const MEGABYTE = 1024 * 1024;

/** A disk that can be filled and emptied again, and how that is done here. */
interface SmallDisk {
  readonly how: string;
  readonly dir: string;
  readonly disk: Disk;
  /** Leaves room for so many bytes more. */
  leave(bytes: number): void;
  empty(): void;
}

/**
 * A real file system of one megabyte where one can be mounted (as root, on Linux); else the system's own answers,
 * injected.
 */
function smallDisk(): SmallDisk {
  const dir = testFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir]).status === 0;
  return mounted ? mountedDisk(dir) : injectedDisk(dir);
}

function mountedDisk(dir: string): SmallDisk {
  onTestFinished(() => void spawnSync('umount', ['-l', dir]));
  const filling = join(dir, 'filling');
  return {
    how: 'a mounted file system of 1 MiB',
    dir,
    disk: realDisk,
    leave: (bytes) => {
      for (let size = MEGABYTE; ; size -= 4096) {
        try {
          writeFileSync(filling, Buffer.alloc(size, 'x'));
          return writeFileSync(filling, Buffer.alloc(size - bytes, 'x'));
        } catch {
          rmSync(filling, { force: true });
        }
      }
    },
    empty: () => rmSync(filling, { force: true }),
  };
}

function injectedDisk(dir: string): SmallDisk {
  let room = MEGABYTE;
  const write: Disk['write'] = (fd, bytes) => {
    if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const taken = realDisk.write(fd, bytes.subarray(0, room));
    room -= taken;
    return taken;
  };
  return {
    how: 'answers of a full disk, injected: no file system can be mounted here',
    dir,
    disk: { ...realDisk, write },
    leave: (bytes) => {
      room = bytes;
    },
    empty: () => {
      room = MEGABYTE;
    },
  };
}

describe('given a disk without room', () => {
  it('when a store is probed, then that is said before play, and neither files nor folders stay', ({ annotate }) => {
    const { how, dir, disk, leave, empty } = smallDisk();
    void annotate(how);
    leave(8192);
    const before = readdirSync(dir);
    expect(() => probeStore(join(dir, 'store'), { disk }), how).toThrow(
      expect.objectContaining({ name: 'StoreError', kind: 'no-space' }),
    );
    expect(readdirSync(dir)).toEqual(before);
    empty();
    expect(readdirSync(probeStore(join(dir, 'store'), { disk }).runs)).toEqual([]);
  });

  it('when it fills up during a run, then what was confirmed is there, the writer stops, and the run goes on with room', async () => {
    const { how, dir, disk, leave, empty } = smallDisk();
    const store = probeStore(join(dir, 'store'), { disk });
    const { journal, path } = await createRun(store, 'drill', { disk });
    const decision = [{ text: 'x'.repeat(3000) }, { text: 'y'.repeat(3000) }];
    leave(20_480);
    let confirmed = 0;
    const filling = () => {
      for (;;) confirmed = journal.append(confirmed, decision).at(-1)?.seq ?? 0;
    };
    expect(filling, how).toThrow(WriterStoppedError);
    expect(confirmed).toBeGreaterThan(0);
    expect(journal.head().seq).toBe(confirmed);
    empty();
    expect(() => journal.append(confirmed, decision)).toThrow(WriterStoppedError);
    journal.close();

    const again = await openRun(store, 'drill', { disk });
    expect(again.journal.head().seq).toBe(confirmed);
    expect(again.recovered?.setAside).toBe(`${path}.torn-${confirmed + 1}`);
    again.journal.append(confirmed, decision);
    again.journal.close();
    expect(openFileJournal(path).journal.head().seq).toBe(confirmed + 2);
  });

  it('when evidence does not fit, then none of it stays', () => {
    const { how, dir, disk, leave } = smallDisk();
    const store = probeStore(join(dir, 'store'), { disk });
    leave(8192);
    expect(() => putEvidence(store, 'drill', Buffer.alloc(50_000, 'e'), { disk }), how).toThrow(
      expect.objectContaining({ kind: 'no-space' }),
    );
    expect(readdirSync(join(store.evidence, 'drill'))).toEqual([]);
  });
});
