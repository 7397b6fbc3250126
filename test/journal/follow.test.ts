import { appendFileSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFileJournal, openFileJournal } from '../../src/journal/append.ts';
import { followJournal } from '../../src/journal/follow.ts';
import type { Follower } from '../../src/journal/journal.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { journalOf, linesAt, notes, replaceLines } from '../helpers/journal/journals.ts';

/** Follows by poll() alone; `seen` are the numbers handed over, `ends` the errors. */
function following(path: string, after = 0): { follower: Follower; seen: number[]; ends: Error[] } {
  const seen: number[] = [];
  const ends: Error[] = [];
  const follower = followJournal(
    path,
    after,
    {
      onEntries: (entries) => seen.push(...entries.map((entry) => entry.seq)),
      onEnd: (error) => ends.push(error),
    },
    { notices: false, everyMs: 0 },
  );
  onTestFinished(() => follower.stop());
  return { follower, seen, ends };
}

describe('given a journal that another process writes', () => {
  it('when entries are added, then each is handed over once, in order', () => {
    const path = join(testFolder(), 'run.jsonl');
    const journal = createFileJournal(path);
    const { follower, seen } = following(path);
    expect(follower.poll()).toBe(0);
    journal.append(0, [{ n: 1 }, { n: 2 }]);
    expect(follower.poll()).toBe(2);
    expect(follower.poll()).toBe(0);
    journal.append(2, [{ n: 3 }]);
    expect(follower.poll()).toBe(1);
    expect(seen).toEqual([1, 2, 3]);
    journal.close();
  });

  it('when it is followed from a number on, then only entries above it come', () => {
    const path = notes(testFolder(), 4);
    const { follower, seen } = following(path, 2);
    expect(follower.poll()).toBe(2);
    expect(seen).toEqual([3, 4]);
  });

  it('when there are thousands of entries, then they come in batches, none lost', () => {
    const path = join(testFolder(), 'run.jsonl');
    const journal = createFileJournal(path);
    journal.appendUnflushed(
      0,
      Array.from({ length: 5000 }, (_, n) => ({ n })),
    );
    journal.close();
    const { follower, seen } = following(path);
    expect(follower.poll()).toBe(5000);
    expect(seen).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1));
  });

  it('when a decision is there in part, at any byte, then nothing of it is handed over until it is whole', () => {
    const folder = testFolder();
    const whole = readFileSync(journalOf(folder, [[{ n: 1 }], [{ n: 2 }, { n: 3 }]]));
    const start = whole.indexOf(0x0a) + 1;
    const path = join(folder, 'growing.jsonl');
    writeFileSync(path, whole.subarray(0, start));
    const { follower, seen } = following(path);
    follower.poll();
    for (let end = start; end < whole.length - 1; end++) {
      appendFileSync(path, whole.subarray(end, end + 1));
      expect(follower.poll()).toBe(0);
    }
    appendFileSync(path, whole.subarray(whole.length - 1));
    expect(follower.poll()).toBe(2);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('when the next writer sets a torn tail aside, then following goes on', () => {
    const path = notes(testFolder(), 2);
    appendFileSync(path, '{"v":1,"seq":3,"torn');
    const { follower, seen, ends } = following(path);
    follower.poll();
    const { journal } = openFileJournal(path);
    expect(follower.poll()).toBe(0);
    journal.append(2, [{ n: 3 }]);
    journal.close();
    follower.poll();
    expect(seen).toEqual([1, 2, 3]);
    expect(ends).toEqual([]);
  });

  it('when it is stopped, even from within, then nothing more comes', () => {
    const path = join(testFolder(), 'run.jsonl');
    const journal = createFileJournal(path);
    journal.appendUnflushed(
      0,
      Array.from({ length: 3000 }, (_, n) => ({ n })),
    );
    const seen: number[] = [];
    const follower = followJournal(path, 0, {
      onEntries: (entries) => {
        seen.push(entries.length);
        follower.stop();
      },
      onEnd: (error) => expect.unreachable(error.message),
    });
    follower.poll();
    expect(follower.poll()).toBe(0);
    expect(seen).toHaveLength(1);
    journal.close();
  });

  it('when the listener throws, then the error is the caller’s and the next poll goes on after those entries', () => {
    const path = notes(testFolder(), 2);
    let calls = 0;
    const follower = followJournal(
      path,
      0,
      {
        onEntries: () => {
          calls++;
          throw new Error('the listener’s own');
        },
        onEnd: (error) => expect.unreachable(error.message),
      },
      { notices: false, everyMs: 0 },
    );
    expect(() => follower.poll()).toThrow('the listener’s own');
    expect(follower.poll()).toBe(0);
    expect(calls).toBe(1);
    follower.stop();
  });

  it('when the listener polls, then it is not told twice', () => {
    const path = notes(testFolder(), 2);
    const seen: number[] = [];
    const follower = followJournal(
      path,
      0,
      {
        onEntries: (entries) => {
          seen.push(...entries.map((entry) => entry.seq));
          follower.poll();
        },
        onEnd: (error) => expect.unreachable(error.message),
      },
      { notices: false, everyMs: 0 },
    );
    follower.poll();
    expect(seen).toEqual([1, 2]);
    follower.stop();
  });

  it.each([
    ['the system gives notice', { everyMs: 0 }],
    ['no notice comes and only the timer looks', { notices: false, everyMs: 1 }],
  ])('when %s, then entries come without poll()', async (_, options) => {
    const path = join(testFolder(), 'run.jsonl');
    const journal = createFileJournal(path);
    const seen: number[] = [];
    await new Promise<void>((resolve) => {
      const follower = followJournal(
        path,
        0,
        {
          onEntries: (entries) => {
            seen.push(...entries.map((entry) => entry.seq));
            if (seen.length < 5) journal.append(seen.length, [{}]);
            else resolve();
          },
          onEnd: (error) => expect.unreachable(error.message),
        },
        options,
      );
      onTestFinished(() => follower.stop());
      journal.append(0, [{}]);
    });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    journal.close();
  });
});

describe('given a followed journal that goes bad', () => {
  it('when an entry is damaged, then what is before it comes first, the damage is said once, and following ends', () => {
    const path = notes(testFolder(), 3);
    replaceLines(path, linesAt(path).with(2, 'nonsense\n'));
    const { follower, seen, ends } = following(path);
    expect(follower.poll()).toBe(2);
    expect(follower.poll()).toBe(0);
    expect(seen).toEqual([1, 2]);
    expect(ends).toMatchObject([{ name: 'IntegrityError', problem: { seq: 3, kind: 'format' } }]);
  });

  it('when its tail is cut off, then that is said', () => {
    const path = notes(testFolder(), 3);
    const { follower, ends } = following(path);
    follower.poll();
    truncateSync(path, linesAt(path).slice(0, 2).join('').length);
    follower.poll();
    expect(ends).toMatchObject([{ name: 'IntegrityError', problem: { seq: 3, kind: 'shorter' } }]);
    expect(ends[0]?.message).toContain('Entry 3 was there before and is gone');
  });

  it('when it is rewritten from an entry on, then that is found by the chain', () => {
    const folder = testFolder();
    const path = notes(folder, 3);
    const { follower, ends } = following(path);
    follower.poll();
    const forged = journalOf(
      folder,
      [[{ type: 'noted', n: 1 }], [{ type: 'noted', n: 2 }], [{ type: 'noted', n: 9 }], [{}]],
      'f',
    );
    writeFileSync(path, readFileSync(forged));
    follower.poll();
    expect(ends).toMatchObject([{ problem: { seq: 4, kind: 'chain' } }]);
  });

  it('when the file is gone, then that is said', () => {
    const path = notes(testFolder(), 1);
    const { follower, ends } = following(path);
    unlinkSync(path);
    follower.poll();
    expect(ends).toMatchObject([{ name: 'StoreError', kind: 'missing' }]);
  });

  it('when there is no such file to begin with, then following is refused at once', () => {
    expect(() => following(join(testFolder(), 'none.jsonl'))).toThrow(/there is nothing at/);
  });
});
