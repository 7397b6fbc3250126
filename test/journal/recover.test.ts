import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFileJournal } from '../../src/journal/append.ts';
import { realDisk } from '../../src/journal/disk.ts';
import { IntegrityError } from '../../src/journal/problem.ts';
import { readJournal } from '../../src/journal/read.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { journalOf, linesAt, notes, replaceLines } from '../helpers/journal/journals.ts';

describe('given a journal cut within its last line', () => {
  it('when it is opened after a cut at any byte, then it goes on from the entry before, and keeps the torn bytes', () => {
    const folder = testFolder();
    const whole = readFileSync(notes(folder, 3));
    const start = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (let end = start; end < whole.length; end++) {
      const path = join(folder, `cut-${end}.jsonl`);
      writeFileSync(path, whole.subarray(0, end));
      const { journal, recovered } = openFileJournal(path);
      expect(journal.head().seq).toBe(2);
      expect(readFileSync(path)).toEqual(whole.subarray(0, start));
      if (end === start) {
        expect(recovered).toBeUndefined();
      } else {
        expect(recovered).toEqual({ bytes: end - start, entries: 0, setAside: `${path}.torn-3` });
        expect(readFileSync(`${path}.torn-3`)).toEqual(whole.subarray(start, end));
      }
      journal.append(2, [{ type: 'noted', n: 3 }]);
      journal.close();
      expect(readFileSync(path)).toEqual(whole);
    }
  });

  it('when the set-aside file is made, then it is its owner’s alone', () => {
    const path = notes(testFolder(), 1);
    truncateSync(path, 20);
    const { journal, recovered } = openFileJournal(path);
    journal.close();
    expect(statSync(recovered?.setAside ?? '').mode & 0o777).toBe(0o600);
    expect(journal.head().seq).toBe(0);
  });

  it('when that happens twice at the same entry, then the second gets a name of its own', () => {
    const path = notes(testFolder(), 2);
    const [first = '', second = ''] = linesAt(path);
    const names = ['{"a', '{"b'].map((tail) => {
      writeFileSync(path, first + tail);
      const { journal, recovered } = openFileJournal(path);
      journal.close();
      return basename(recovered?.setAside ?? '');
    });
    expect(names).toEqual(['run.jsonl.torn-2', 'run.jsonl.torn-2-2']);
    expect(readFileSync(`${path}.torn-2`, 'utf8')).toBe('{"a');
    expect(readFileSync(`${path}.torn-2-2`, 'utf8')).toBe('{"b');
    expect(second).not.toBe('');
  });
});

describe('given a decision cut before its last entry', () => {
  it.each([2, 3])('when %i lines of the file are whole, then none of the decision stays', (count) => {
    const path = journalOf(testFolder(), [[{ n: 1 }], [{ n: 2 }, { n: 3 }, { n: 4 }]]);
    const lines = linesAt(path);
    replaceLines(path, [...lines.slice(0, count), (lines[count] ?? '').slice(0, 30)]);
    const { journal, recovered } = openFileJournal(path);
    expect(recovered).toMatchObject({ entries: count - 1, setAside: `${path}.torn-2` });
    journal.append(1, [{ n: 'anew' }]);
    journal.close();
    expect(readJournal(path).entries.map((entry) => entry.n)).toEqual([1, 'anew']);
  });
});

describe('given a torn tail that cannot be set aside', () => {
  it('when the disk is full, then the journal is not cut and no half copy stays', () => {
    const path = notes(testFolder(), 2);
    truncateSync(path, statSync(path).size - 3);
    const before = readFileSync(path);
    const full = Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' });
    const disk = {
      ...realDisk,
      write: () => {
        throw full;
      },
    };
    expect(() => openFileJournal(path, { disk })).toThrow(
      expect.objectContaining({ name: 'StoreError', kind: 'no-space', path: `${path}.torn-2` }),
    );
    expect(readFileSync(path)).toEqual(before);
    expect(existsSync(`${path}.torn-2`)).toBe(false);
  });
});

describe('given any other damage', () => {
  it('when the journal is opened, then it is refused and left as it is, torn tail and all', () => {
    const path = notes(testFolder(), 3);
    const [first = '', second = '', third = ''] = linesAt(path);
    replaceLines(path, [first, second.replace('noted', 'noter'), third.slice(0, 30)]);
    const before = readFileSync(path);
    expect(() => openFileJournal(path)).toThrow(IntegrityError);
    expect(readFileSync(path)).toEqual(before);
    expect(verifyJournal(path).problem).toMatchObject({ seq: 2, kind: 'hash' });
  });
});
