import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENESIS, MAX_LINE_BYTES, sealDecision, sha256 } from '../../src/journal/envelope.ts';
import { IntegrityError } from '../../src/journal/problem.ts';
import { readJournal } from '../../src/journal/read.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { anyDecisions } from '../helpers/journal/arbitrary.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { journalOf, linesAt, notes, replaceLines } from '../helpers/journal/journals.ts';
import { fc } from '../helpers/properties.ts';

/** A line whose hash is right, whatever it says: as a forger would make it. */
const sealed = (covered: string) => `${covered},"hash":"${sha256(covered)}"}\n`;

describe('given a journal as it was written', () => {
  it('when it is verified, then it is ok, with the number of entries and the head', () => {
    const path = notes(testFolder(), 3);
    const { entries } = readJournal(path);
    expect(verifyJournal(path)).toEqual({ ok: true, entries: 3, head: { seq: 3, hash: entries[2]?.hash } });
  });

  it('when any decisions were written, then it is ok', () => {
    const folder = testFolder();
    let count = 0;
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        const result = verifyJournal(journalOf(folder, decisions, `${count++}.jsonl`));
        expect(result).toMatchObject({ ok: true, entries: decisions.flat().length });
      }),
      { numRuns: 25 },
    );
  });

  it('when its lines are longer than the reader’s buffer, then it is read all the same', () => {
    const sizes = [1, 262_000, 262_144, 700_000, 3, 2_000_000, 5];
    const path = journalOf(
      testFolder(),
      sizes.map((size) => [{ text: 'é'.repeat(size) }]),
    );
    expect(verifyJournal(path)).toMatchObject({ ok: true, entries: sizes.length });
    expect(readJournal(path).entries.map((entry) => String(entry.text).length)).toEqual(sizes);
  });
});

describe('given one changed byte', () => {
  it('when it is anywhere in any line, then it is found, at the entry it is in', () => {
    const folder = testFolder();
    const path = journalOf(folder, [[{ type: 'a', text: '\u2028 é' }], [{ n: 1 }, { n: 2 }], [{ type: 'b' }]]);
    const bytes = readFileSync(path);
    const changed = join(folder, 'changed.jsonl');
    let random = 1;
    for (let offset = 0; offset < bytes.length; offset++) {
      random = (random * 48_271) % 0x7fffffff;
      const copy = Buffer.from(bytes);
      copy[offset] = (copy[offset] ?? 0) ^ (1 + (random % 255));
      writeFileSync(changed, copy);
      const result = verifyJournal(changed);
      if (offset === bytes.length - 1) {
        // The one exception: without its newline the last entry is one that was not finished.
        expect(result).toMatchObject({ ok: true, entries: 3, torn: { entries: 0 } });
        continue;
      }
      const line = bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1;
      expect(result, `byte ${offset} made ${copy[offset]}`).toMatchObject({ ok: false, problem: { line, seq: line } });
    }
  });

  it('when it is in a torn tail, then the tail stays torn, unless the byte becomes a newline', () => {
    const folder = testFolder();
    const path = notes(folder, 2);
    appendFileSync(path, (linesAt(path)[1] ?? '').slice(0, 40));
    const bytes = readFileSync(path);
    const tail = bytes.lastIndexOf(0x0a) + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: tail, max: bytes.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (offset, byte) => {
          const copy = Buffer.from(bytes);
          copy[offset] = byte;
          writeFileSync(path, copy);
          const result = verifyJournal(path);
          expect(result).toMatchObject({ entries: 2, ok: byte !== 0x0a });
          if (byte !== 0x0a) expect(result.torn).toEqual({ offset: tail, bytes: 40, entries: 0 });
        },
      ),
    );
  });
});

describe('given damage', () => {
  const damaged = (change: (lines: string[]) => string[]) => {
    const path = notes(testFolder(), 5);
    replaceLines(path, change([...linesAt(path)].filter((line) => line !== '')));
    return { path, result: verifyJournal(path) };
  };

  it.each([
    ['a changed word', (l: string[]) => l.with(2, (l[2] ?? '').replace('noted', 'noter')), 3, 'hash'],
    ['a line taken out', (l: string[]) => l.toSpliced(2, 1), 3, 'sequence'],
    ['two lines swapped', (l: string[]) => [l[0], l[2], l[1], l[3]].map(String), 2, 'sequence'],
    ['a line doubled', (l: string[]) => l.toSpliced(2, 0, l[1] ?? ''), 3, 'sequence'],
    ['an empty line', (l: string[]) => l.toSpliced(1, 0, '\n'), 2, 'format'],
    ['a line that is not JSON', (l: string[]) => l.with(3, 'hello\n'), 4, 'format'],
    ['a cut line in the middle', (l: string[]) => l.with(1, `${(l[1] ?? '').slice(0, 60)}\n`), 2, 'format'],
    ['a last line that is broken but ends', (l: string[]) => [...l, '{"v":1,"seq":6\n'], 6, 'format'],
    ['other line ends', (l: string[]) => l.map((line) => line.replace('\n', '\r\n')), 1, 'format'],
    ['a byte order mark', (l: string[]) => l.with(0, `\ufeff${l[0]}`), 1, 'format'],
    ['another version', (l: string[]) => l.with(1, sealed(`{"v":2,"seq":2,"prev":"${prevOf(l[1])}"`)), 2, 'version'],
    [
      'a forged entry of another chain',
      (l: string[]) => l.with(1, sealed(`{"v":1,"seq":2,"prev":"${'a'.repeat(64)}"`)),
      2,
      'chain',
    ],
    [
      'JSON that is broken under a right hash',
      (l: string[]) => l.with(1, sealed(`{"v":1,"seq":2,oops,"prev":"${prevOf(l[1])}"`)),
      2,
      'json',
    ],
    [
      'a number given twice',
      (l: string[]) => l.with(1, sealed(`{"v":1,"seq":2,"seq":9,"prev":"${prevOf(l[1])}"`)),
      2,
      'json',
    ],
    [
      'a count that is no count',
      (l: string[]) => l.with(1, sealed(`{"v":1,"seq":2,"more":-1,"prev":"${prevOf(l[1])}"`)),
      2,
      'json',
    ],
  ])('when it is %s, then the entry and the kind are named', (_, change, seq, kind) => {
    const { path, result } = damaged(change);
    expect(result).toMatchObject({ ok: false, entries: seq - 1, head: { seq: seq - 1 } });
    expect(result.problem).toMatchObject({ seq, line: seq, kind });
    expect(() => readJournal(path)).toThrow(IntegrityError);
  });

  it('when bytes are not UTF-8 under a right hash, then it is found', () => {
    const path = notes(testFolder(), 1);
    const head = verifyJournal(path).head.hash;
    const [start, end] = ['{"v":1,"seq":2,"text":"', `","prev":"${head}"`].map((text) => Buffer.from(text));
    const covered = Buffer.concat([start ?? Buffer.alloc(0), Buffer.from([0xff]), end ?? Buffer.alloc(0)]);
    appendFileSync(path, Buffer.concat([covered, Buffer.from(`,"hash":"${sha256(covered)}"}\n`)]));
    expect(verifyJournal(path).problem).toMatchObject({ kind: 'json', seq: 2 });
  });

  it('when it is inside a decision, then the entry is named, and only whole decisions before it are counted', () => {
    const path = journalOf(testFolder(), [[{ n: 1 }], [{ n: 2 }, { n: 3 }, { n: 4 }, { n: 5 }]]);
    replaceLines(path, linesAt(path).toSpliced(3, 1));
    expect(verifyJournal(path)).toMatchObject({ ok: false, entries: 1, problem: { seq: 4, kind: 'sequence' } });
  });

  it('when a decision goes on with an entry that is not its own, then it is found', () => {
    const path = notes(testFolder(), 1);
    const [first] = sealDecision(verifyJournal(path).head, [{ n: 1 }, { n: 2 }, { n: 3 }]);
    const [stray] = sealDecision(first?.envelope ?? GENESIS, [{ n: 9 }]);
    appendFileSync(path, `${first?.line}\n${stray?.line}\n`);
    expect(verifyJournal(path)).toMatchObject({ entries: 1, problem: { kind: 'decision', seq: 3 } });
  });

  it('when a line is longer than any entry may be, then reading stops there', () => {
    const path = notes(testFolder(), 1);
    appendFileSync(path, Buffer.alloc(MAX_LINE_BYTES + 10, 'x'));
    expect(verifyJournal(path)).toMatchObject({ entries: 1, problem: { kind: 'length', seq: 2 } });
  });

  it('when it is read, then the error says where, what, what is intact, and that nothing was changed', () => {
    const { path } = damaged((lines) => lines.with(2, (lines[2] ?? '').replace('noted', 'noter')));
    const bytes = readFileSync(path);
    const offset = linesAt(path).slice(0, 2).join('').length;
    expect(() => readJournal(path)).toThrow(
      `${path}, line 3 (byte ${offset}): Entry 3 was changed after it was written: its bytes do not give its hash. ` +
        'Entries 1 to 2 before it are intact. The file was left as it is.',
    );
    expect(readFileSync(path)).toEqual(bytes);
  });
});

describe('given a file without one whole decision', () => {
  it('when it is empty, then it is not ok: it is the journal of nothing', () => {
    const path = join(testFolder(), 'run.jsonl');
    writeFileSync(path, '');
    expect(verifyJournal(path)).toEqual({ ok: false, entries: 0, head: GENESIS });
  });

  it('when it is the beginning of a journal’s first entry, then it is not ok, with or without a head', () => {
    const path = notes(testFolder(), 3);
    const first = readJournal(path).entries[0]?.hash ?? '';
    truncateSync(path, 60);
    expect(verifyJournal(path)).toMatchObject({ ok: false, entries: 0, torn: { offset: 0, bytes: 60, entries: 0 } });
    expect(verifyJournal(path, first)).toMatchObject({
      ok: false,
      given: { found: 'absent', message: 'That head is not in it: it holds no whole decision.' },
    });
  });

  it('when it is a first decision that lacks its last entry, then none of it counts', () => {
    const path = journalOf(testFolder(), [[{ n: 1 }, { n: 2 }]]);
    const first = readJournal(path).entries[0]?.hash ?? '';
    replaceLines(path, linesAt(path).slice(0, 1));
    expect(verifyJournal(path, first)).toMatchObject({ ok: false, entries: 0, given: { found: 'absent' } });
  });
});

describe('given a torn tail', () => {
  it('when the last line is not finished, then it is told apart from damage and nothing is repaired', () => {
    const path = notes(testFolder(), 3);
    const size = readFileSync(path).length;
    truncateSync(path, size - 5);
    const before = readFileSync(path);
    const offset = linesAt(path).slice(0, 2).join('').length;
    expect(verifyJournal(path)).toMatchObject({
      ok: true,
      entries: 2,
      torn: { offset, bytes: size - 5 - offset, entries: 0 },
    });
    expect(readFileSync(path)).toEqual(before);
  });

  it('when a decision lacks its last entry, then its whole lines are counted as torn too', () => {
    const path = journalOf(testFolder(), [[{ n: 1 }], [{ n: 2 }, { n: 3 }, { n: 4 }]]);
    const lines = linesAt(path);
    replaceLines(path, lines.slice(0, 3));
    expect(verifyJournal(path)).toMatchObject({ ok: true, entries: 1, torn: { offset: lines[0]?.length, entries: 2 } });
  });
});

describe('given a head that was noted elsewhere', () => {
  const hashAt = (path: string, seq: number) => readJournal(path).entries[seq - 1]?.hash ?? '';

  it('when the journal ends there, then it matches, in either case', () => {
    const path = notes(testFolder(), 3);
    const result = verifyJournal(path, ` ${hashAt(path, 3).toUpperCase()}\n`);
    expect(result).toMatchObject({
      ok: true,
      given: { found: 'head', seq: 3, message: 'The journal ends at that head, entry 3.' },
    });
  });

  it.each([
    [2, 1, 'That head is entry 2; the journal goes on 1 entry after it.'],
    [1, 2, 'That head is entry 1; the journal goes on 2 entries after it.'],
  ])('when it is entry %i of 3, then the journal goes on %i after it, and that is said', (seq, after, message) => {
    const path = notes(testFolder(), 3);
    const result = verifyJournal(path, hashAt(path, seq));
    expect(result).toMatchObject({ ok: true, given: { found: 'earlier', seq, after, message } });
  });

  it('when the tail was cut off, then the chain alone is whole, and the head shows it', () => {
    const path = notes(testFolder(), 3);
    const head = hashAt(path, 3);
    replaceLines(path, linesAt(path).slice(0, 2));
    expect(verifyJournal(path)).toMatchObject({ ok: true, entries: 2 });
    const result = verifyJournal(path, head);
    expect(result).toMatchObject({ ok: false, entries: 2, given: { found: 'absent' } });
    expect(result.given?.message).toMatch(/^No entry has that head: the end of the journal was cut off/);
  });

  it('when there is damage before it, then its absence is put down to that', () => {
    const path = notes(testFolder(), 3);
    const head = hashAt(path, 3);
    replaceLines(path, linesAt(path).with(1, 'gone\n'));
    const { given } = verifyJournal(path, head);
    expect(given).toEqual({ found: 'absent', message: 'That head is not among the entries before the damage.' });
  });

  it('when it is not 64 hex digits, then that is said instead of "absent"', () => {
    const path = notes(testFolder(), 1);
    expect(verifyJournal(path, hashAt(path, 1).slice(0, 12))).toMatchObject({
      ok: false,
      given: { found: 'malformed' },
    });
  });
});

function prevOf(line: string | undefined): string {
  return String(JSON.parse(line ?? '').prev);
}
