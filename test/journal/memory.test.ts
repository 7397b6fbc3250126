import { describe, expect, it } from 'vitest';
import { ExpectedSeqError, JournalClosedError } from '../../src/journal/journal.ts';
import { createMemoryJournal } from '../../src/journal/memory.ts';
import { readJournal } from '../../src/journal/read.ts';
import { anyDecisions } from '../helpers/journal/arbitrary.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { journalOf } from '../helpers/journal/journals.ts';
import { fc } from '../helpers/properties.ts';

describe('given a journal in memory', () => {
  it('when it gets the decisions that a file gets, then it holds the same entries with the same hashes', () => {
    const folder = testFolder();
    let count = 0;
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        const journal = createMemoryJournal();
        for (const payloads of decisions) journal.append(journal.head().seq, payloads);
        const { entries, head } = readJournal(journalOf(folder, decisions, `run-${count++}.jsonl`));
        expect([...journal.read()]).toEqual(entries);
        expect(journal.head()).toEqual(head);
      }),
      { numRuns: 25 },
    );
  });

  it('when a decision is larger than a call takes arguments, then it takes it all the same', () => {
    const journal = createMemoryJournal();
    journal.append(
      0,
      Array.from({ length: 150_000 }, (_, n) => ({ n })),
    );
    expect(journal.head().seq).toBe(150_000);
  });

  it('when the caller expects another end, then it is refused', () => {
    const journal = createMemoryJournal();
    journal.append(0, [{ n: 1 }]);
    expect(() => journal.append(0, [{ n: 2 }])).toThrow(ExpectedSeqError);
  });

  it('when entries are read from a number on, then those above it come', () => {
    const journal = createMemoryJournal();
    journal.append(0, [{ n: 1 }, { n: 2 }]);
    journal.appendUnflushed(2, [{ n: 3 }]);
    journal.flush();
    expect([...journal.read(1)].map((entry) => entry.n)).toEqual([2, 3]);
  });

  it('when it is followed, then entries come once, by poll or by themselves, until stop', async () => {
    const journal = createMemoryJournal();
    const seen: number[][] = [];
    journal.append(0, [{ n: 1 }]);
    const follower = journal.follow(0, {
      onEntries: (entries) => seen.push(entries.map((entry) => entry.seq)),
      onEnd: (error) => expect.unreachable(error.message),
    });
    expect(follower.poll()).toBe(1);
    journal.append(1, [{ n: 2 }, { n: 3 }]);
    await Promise.resolve();
    expect(seen).toEqual([[1], [2, 3]]);
    follower.stop();
    journal.append(3, [{ n: 4 }]);
    expect(follower.poll()).toBe(0);
    await Promise.resolve();
    expect(seen).toHaveLength(2);
  });

  it('when it is closed, then appending is refused', () => {
    const journal = createMemoryJournal();
    journal.close();
    expect(() => journal.append(0, [{}])).toThrow(JournalClosedError);
  });
});
