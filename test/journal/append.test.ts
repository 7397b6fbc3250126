import { appendFileSync, readFileSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileJournal, openFileJournal } from '../../src/journal/append.ts';
import { type Disk, realDisk } from '../../src/journal/disk.ts';
import { GENESIS } from '../../src/journal/envelope.ts';
import { ExpectedSeqError, JournalClosedError, WriterStoppedError } from '../../src/journal/journal.ts';
import { PayloadError } from '../../src/journal/payload.ts';
import { readJournal } from '../../src/journal/read.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { notes } from '../helpers/journal/journals.ts';

/** The real disk, with every call on record. */
function recordingDisk(): { disk: Disk; calls: string[] } {
  const calls: string[] = [];
  const write: Disk['write'] = (fd, bytes) => {
    calls.push('write');
    return realDisk.write(fd, bytes);
  };
  const flush: Disk['flush'] = (fd) => {
    calls.push('flush');
    realDisk.flush(fd);
  };
  return { disk: { write, flush }, calls };
}

describe('given a new journal', () => {
  it('when it is created, then its file is its owner’s alone and its head is number 0', () => {
    const path = join(testFolder(), 'run.jsonl');
    const journal = createFileJournal(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(journal.head()).toEqual(GENESIS);
    journal.close();
  });

  it('when the file exists already, then it is refused and left as it was', () => {
    const path = notes(testFolder(), 2);
    const before = readFileSync(path);
    expect(() => createFileJournal(path)).toThrow(expect.objectContaining({ name: 'StoreError', kind: 'taken' }));
    expect(readFileSync(path)).toEqual(before);
  });

  it('when a decision is appended, then it is in the file, returned as a reader sees it, and the head', () => {
    const path = join(testFolder(), 'run.jsonl');
    const journal = createFileJournal(path);
    const added = journal.append(0, [{ type: 'a', n: -0 }, { type: 'b' }]);
    expect(readJournal(path).entries).toEqual(added);
    expect(Object.is(added[0]?.n, 0)).toBe(true);
    expect(journal.head()).toEqual({ seq: 2, hash: added[1]?.hash });
    journal.close();
  });
});

describe('given a journal that is written', () => {
  it('when decisions are appended, then each is one write and one flush, before append returns', () => {
    const { disk, calls } = recordingDisk();
    const journal = createFileJournal(join(testFolder(), 'run.jsonl'), { disk });
    journal.append(0, [{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(calls.splice(0)).toEqual(['write', 'flush']);
    journal.append(3, [{ n: 4 }]);
    expect(calls).toEqual(['write', 'flush']);
    journal.close();
  });

  it('when entries need no flush, then they are written at once and share the next one', () => {
    const { disk, calls } = recordingDisk();
    const path = join(testFolder(), 'run.jsonl');
    const journal = createFileJournal(path, { disk });
    journal.appendUnflushed(0, [{ out: 'a' }, { out: 'b' }]);
    journal.appendUnflushed(2, [{ out: 'c' }]);
    expect(calls).toEqual(['write', 'write']);
    expect(readJournal(path).entries.map((entry) => entry.out)).toEqual(['a', 'b', 'c']);
    journal.append(3, [{ n: 1 }]);
    expect(calls).toEqual(['write', 'write', 'write', 'flush']);
    journal.flush();
    expect(calls).toHaveLength(4);
    journal.close();
  });

  it('when it is closed with entries that were not flushed, then they are flushed first', () => {
    const { disk, calls } = recordingDisk();
    const journal = createFileJournal(join(testFolder(), 'run.jsonl'), { disk });
    journal.appendUnflushed(0, [{ out: 'a' }]);
    journal.close();
    expect(calls).toEqual(['write', 'flush']);
  });

  it('when the caller expects another end, then nothing is written and both numbers are told', () => {
    const { disk, calls } = recordingDisk();
    const journal = createFileJournal(join(testFolder(), 'run.jsonl'), { disk });
    journal.append(0, [{ n: 1 }]);
    calls.length = 0;
    expect(() => journal.append(0, [{ n: 2 }])).toThrow(ExpectedSeqError);
    expect(() => journal.appendUnflushed(5, [{ n: 2 }])).toThrow(
      expect.objectContaining({ name: 'ExpectedSeqError', expected: 5, actual: 1 }),
    );
    expect(calls).toEqual([]);
    journal.close();
  });

  it('when one payload of a decision is refused, then none of it is written and the journal goes on', () => {
    const journal = createFileJournal(join(testFolder(), 'run.jsonl'));
    expect(() => journal.append(0, [{ n: 1 }, { hash: 'mine' }])).toThrow(PayloadError);
    expect(journal.append(0, [{ n: 1 }])).toHaveLength(1);
    journal.close();
  });

  it('when a decision is empty, then nothing happens', () => {
    const { disk, calls } = recordingDisk();
    const journal = createFileJournal(join(testFolder(), 'run.jsonl'), { disk });
    expect(journal.append(0, [])).toEqual([]);
    expect(calls).toEqual([]);
    journal.close();
  });

  it('when it is read while it grows, then reading yields what there was when it began', () => {
    const journal = createFileJournal(join(testFolder(), 'run.jsonl'));
    journal.append(0, [{ n: 1 }, { n: 2 }]);
    const seen: number[] = [];
    for (const entry of journal.read(1)) {
      seen.push(entry.seq);
      journal.append(journal.head().seq, [{ n: 0 }]);
    }
    expect(seen).toEqual([2]);
    expect([...journal.read()]).toHaveLength(3);
    journal.close();
  });

  it('when it is closed, then every use is refused, and closing again is fine', () => {
    const journal = createFileJournal(join(testFolder(), 'run.jsonl'));
    journal.close();
    journal.close();
    expect(() => journal.append(0, [{}])).toThrow(JournalClosedError);
    expect(() => [...journal.read()]).toThrow(JournalClosedError);
  });
});

describe('given a journal that exists', () => {
  it('when it is opened, then its entries are handed over once and it goes on where it ended', () => {
    const path = notes(testFolder(), 3);
    const seen: number[] = [];
    const { journal, recovered } = openFileJournal(path, { onEntry: (entry) => seen.push(entry.seq) });
    expect(seen).toEqual([1, 2, 3]);
    expect(recovered).toBeUndefined();
    journal.append(3, [{ type: 'noted', n: 4 }]);
    journal.close();
    expect(readJournal(path).entries.map((entry) => entry.n)).toEqual([1, 2, 3, 4]);
  });

  it('when it is opened, then it is flushed: its last writer may have died between write and flush', () => {
    const { disk, calls } = recordingDisk();
    openFileJournal(notes(testFolder(), 1), { disk }).journal.close();
    expect(calls).toEqual(['flush']);
  });

  it('when its path is a symbolic link, then it is refused', () => {
    const folder = testFolder();
    const link = join(folder, 'link.jsonl');
    symlinkSync(notes(folder, 1), link);
    expect(() => openFileJournal(link)).toThrow(expect.objectContaining({ name: 'StoreError', kind: 'link' }));
    expect(() => readJournal(link)).toThrow(/is a symbolic link/);
    expect(() => createFileJournal(link)).toThrow(expect.objectContaining({ kind: 'taken' }));
  });

  it('when its path is a folder or nothing, then that is said', () => {
    const folder = testFolder();
    expect(() => readJournal(folder)).toThrow(expect.objectContaining({ kind: 'not-a-file' }));
    expect(() => readJournal(join(folder, 'none.jsonl'))).toThrow(/there is nothing at .*none\.jsonl/);
  });
});

describe('given a disk that fails', () => {
  const failing = (fault: Partial<Disk>): { disk: Disk; calls: string[] } => {
    const { disk, calls } = recordingDisk();
    return { disk: { ...disk, ...fault }, calls };
  };
  const systemError = (code: string) => Object.assign(new Error(`${code}: injected`), { code });

  it.each([
    ['a write fails', { write: () => throwing(systemError('ENOSPC')) }, 'no-space', /no space is left/],
    ['a write is cut short', { write: () => 10 }, 'no-space', /the disk took 10 of \d+ bytes/],
    ['a flush fails', { flush: () => throwing(systemError('EIO')) }, 'failed', /EIO: injected/],
  ])('when %s, then the writer stops for good, without writing or flushing again', (_, fault, kind, said) => {
    const path = notes(testFolder(), 2);
    const { journal } = openFileJournal(path);
    const head = journal.head();
    journal.close();
    let broken = false;
    const { disk, calls } = recordingDisk();
    const brokenDisk = failing(fault).disk;
    const second = openFileJournal(path, {
      disk: {
        write: (fd, bytes) => (broken ? brokenDisk : disk).write(fd, bytes),
        flush: (fd) => (broken ? brokenDisk : disk).flush(fd),
      },
    }).journal;
    broken = true;
    const first = caught(() => second.append(2, [{ n: 3 }]));
    broken = false;
    calls.length = 0;
    expect(first).toBeInstanceOf(WriterStoppedError);
    expect(first).toMatchObject({ path, lastSeq: 2, reason: { kind }, message: expect.stringMatching(said) });
    expect(caught(() => second.append(2, [{ n: 3 }]))).toBe(first);
    expect(caught(() => second.appendUnflushed(2, [{ n: 3 }]))).toBe(first);
    expect(caught(() => second.flush())).toBe(first);
    expect(second.head()).toEqual(head);
    expect([...second.read()]).toHaveLength(2);
    second.close();
    expect(calls).toEqual([]);
  });

  it('when a shared flush fails at close, then close says so and the file is let go of', () => {
    let closed = 0;
    const { disk } = failing({ flush: () => throwing(systemError('EIO')) });
    const journal = createFileJournal(join(testFolder(), 'run.jsonl'), { disk, onClosed: () => closed++ });
    journal.appendUnflushed(0, [{ out: 'a' }]);
    expect(() => journal.close()).toThrow(WriterStoppedError);
    expect(closed).toBe(1);
    expect(() => journal.append(1, [{}])).toThrow(JournalClosedError);
  });

  it('when something else wrote to the file, then the writer stops instead of mixing entries', () => {
    const path = notes(testFolder(), 1);
    const { journal } = openFileJournal(path);
    appendFileSync(path, 'not ours');
    expect(() => journal.append(1, [{}])).toThrow(/was changed by something else while it was being written/);
    expect(() => journal.append(1, [{}])).toThrow(WriterStoppedError);
    journal.close();
  });

  it('when the file was removed, then the writer stops instead of writing to nowhere', () => {
    const path = notes(testFolder(), 1);
    const { journal } = openFileJournal(path);
    unlinkSync(path);
    expect(() => journal.append(1, [{}])).toThrow(/was removed while it was being written/);
    journal.close();
  });
});

function throwing(error: Error): never {
  throw error;
}

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
