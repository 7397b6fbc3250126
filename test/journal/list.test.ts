import { appendFileSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRuns } from '../../src/journal/list.ts';
import { createStore, openStore } from '../../src/journal/store.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { journalOf, linesAt, notes, replaceLines } from '../helpers/journal/journals.ts';

/** A store with one journal, `run`, of five notes. */
function oneRun(): { store: ReturnType<typeof createStore>; path: string } {
  const store = createStore(testFolder());
  return { store, path: notes(store.runs, 5) };
}

describe('given a store with runs', () => {
  it('when they are listed, then each comes with its file, size, time, and first and last entry', () => {
    const { store, path } = oneRun();
    const { size, mtimeMs } = statSync(path);
    const [first = '', ...rest] = linesAt(path).filter((line) => line !== '');
    expect(listRuns(store)).toEqual([
      {
        name: 'run',
        path,
        size,
        modified: mtimeMs,
        state: 'whole',
        first: JSON.parse(first),
        last: JSON.parse(rest.at(-1) ?? ''),
      },
    ]);
  });

  it('when there are several, then the one changed last is first, and nothing but journals is listed', () => {
    const { store, path } = oneRun();
    for (const [name, seconds] of [
      ['a', 10],
      ['b', 30],
      ['c', 20],
      ['d', 20],
    ] as const) {
      writeFileSync(join(store.runs, `${name}.jsonl`), readFileSync(path));
      utimesSync(join(store.runs, `${name}.jsonl`), seconds, seconds);
    }
    for (const name of ['run.lock-1', 'run.jsonl.torn-3', '.hidden.jsonl', 'notes.txt']) {
      writeFileSync(join(store.runs, name), 'x');
    }
    expect(listRuns(store).map((run) => run.name)).toEqual(['run', 'b', 'c', 'd', 'a']);
  });

  it('when a run has one entry, then it is both first and last', () => {
    const store = createStore(testFolder());
    notes(store.runs, 1);
    const [run] = listRuns(store);
    expect(run?.first).toEqual(run?.last);
    expect(run?.state).toBe('whole');
  });

  it('when the last entry is longer than what is read of the end at first, then it is found all the same', () => {
    const store = createStore(testFolder());
    journalOf(store.runs, [[{ n: 1 }], [{ n: 2, text: 'x'.repeat(1_000_000) }]]);
    expect(listRuns(store)).toMatchObject([{ state: 'whole', first: { n: 1 }, last: { n: 2 } }]);
  });

  it('when there is none, or no folder for them, then the list is empty', () => {
    expect(listRuns(createStore(testFolder()))).toEqual([]);
    expect(listRuns(openStore(testFolder()))).toEqual([]);
  });
});

describe('given a run that is not whole', () => {
  it('when it has no entry yet, then it is empty', () => {
    const { store, path } = oneRun();
    writeFileSync(path, '');
    expect(listRuns(store)).toMatchObject([{ name: 'run', size: 0, state: 'empty' }]);
  });

  it('when its first entry is torn, then it is torn and has neither end', () => {
    const { store, path } = oneRun();
    replaceLines(path, [(linesAt(path)[0] ?? '').slice(0, 50)]);
    const [run] = listRuns(store);
    expect(run?.state).toBe('torn');
    expect(run).not.toHaveProperty('first');
    expect(run).not.toHaveProperty('last');
  });

  it('when its last line is torn, then the last whole entry is its last', () => {
    const { store, path } = oneRun();
    appendFileSync(path, '{"v":1,"seq":6');
    expect(listRuns(store)).toMatchObject([{ state: 'torn', first: { seq: 1 }, last: { seq: 5 } }]);
  });

  it('when its last decision is unfinished, then the last entry before that is its last', () => {
    const store = createStore(testFolder());
    const path = journalOf(store.runs, [[{ n: 1 }], [{ n: 2 }, { n: 3 }, { n: 4 }]]);
    replaceLines(path, linesAt(path).slice(0, 3));
    expect(listRuns(store)).toMatchObject([{ state: 'torn', last: { n: 1 } }]);
  });

  it('when its only decision is unfinished, then it has no last entry', () => {
    const store = createStore(testFolder());
    const path = journalOf(store.runs, [[{ n: 1 }, { n: 2 }]]);
    replaceLines(path, linesAt(path).slice(0, 1));
    const [run] = listRuns(store);
    expect(run).toMatchObject({ state: 'torn', first: { n: 1 } });
    expect(run).not.toHaveProperty('last');
  });

  it.each([
    ['first', 0, { state: 'damaged', last: { seq: 5 } }],
    ['last', 4, { state: 'damaged', first: { seq: 1 } }],
  ])('when its %s line is damaged, then it is listed as damaged, with its other end', (_, index, expected) => {
    const { store, path } = oneRun();
    replaceLines(path, linesAt(path).with(index, 'nonsense\n'));
    const [run] = listRuns(store);
    expect(run).toMatchObject(expected);
    expect(run).not.toHaveProperty(index === 0 ? 'first' : 'last');
  });

  it('when it is all bytes and no lines, or one endless line, then that hides no other run', () => {
    const { store, path } = oneRun();
    writeFileSync(join(store.runs, 'bytes.jsonl'), Buffer.alloc(300_000, 0));
    writeFileSync(
      join(store.runs, 'endless.jsonl'),
      Buffer.concat([readFileSync(path), Buffer.alloc(20_000_000, 'x')]),
    );
    const states = listRuns(store).map(({ name, state }) => `${name} ${state}`);
    expect(states.sort()).toEqual(['bytes torn', 'endless damaged', 'run whole']);
  });

  it('when it is a link or a folder, then it is unreadable', () => {
    const { store, path } = oneRun();
    symlinkSync(path, join(store.runs, 'link.jsonl'));
    mkdirSync(join(store.runs, 'folder.jsonl'));
    const states = listRuns(store).map(({ name, state }) => `${name} ${state}`);
    expect(states.sort()).toEqual(['folder unreadable', 'link unreadable', 'run whole']);
  });
});
