import { existsSync, readdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHolder, LockHeldError } from '../../src/journal/lock.ts';
import { createRun, lockBase, openRun } from '../../src/journal/runs.ts';
import { createStore } from '../../src/journal/store.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { linesAt, replaceLines } from '../helpers/journal/journals.ts';

describe('given a store', () => {
  it('when a run is begun, then it is held until its journal is closed', async () => {
    const store = createStore(testFolder());
    const run = await createRun(store, 'drill');
    expect(run).toMatchObject({ name: 'drill', path: join(store.runs, 'drill.jsonl'), holder: { pid: process.pid } });
    expect(await findHolder(lockBase(store, 'drill'))).toEqual(run.holder);
    run.journal.append(0, [{ type: 'opened' }]);
    run.journal.close();
    expect(await findHolder(lockBase(store, 'drill'))).toBeUndefined();
    expect(readdirSync(store.runs)).toEqual(['drill.jsonl']);
  });

  it('when the name is taken, by a run, by a link or by one just beginning, then it gets a number', async () => {
    const store = createStore(testFolder());
    (await createRun(store, 'drill')).journal.close();
    symlinkSync('/nowhere', join(store.runs, 'drill-2.jsonl'));
    const runs = await Promise.all([createRun(store, 'drill'), createRun(store, 'drill'), createRun(store, 'drill')]);
    expect(runs.map((run) => run.name).sort()).toEqual(['drill-3', 'drill-4', 'drill-5']);
    for (const run of runs) run.journal.close();
  });

  it('when the name cannot be one, then nothing is made', async () => {
    const store = createStore(testFolder());
    await expect(createRun(store, '../drill')).rejects.toMatchObject({ name: 'RunNameError' });
    await expect(openRun(store, '../drill')).rejects.toMatchObject({ name: 'RunNameError' });
    expect(readdirSync(store.runs)).toEqual([]);
  });

  it('when a run is opened that is not there, then that is said and no lock stays', async () => {
    const store = createStore(testFolder());
    await expect(openRun(store, 'drill')).rejects.toMatchObject({
      kind: 'missing',
      message: `There is no run named drill in ${store.dir}.`,
    });
    expect(readdirSync(store.runs)).toEqual([]);
  });
});

describe('given a run that was begun', () => {
  const begun = async () => {
    const store = createStore(testFolder());
    const run = await createRun(store, 'drill');
    run.journal.append(0, [{ n: 1 }, { n: 2 }]);
    return { store, run };
  };

  it('when a second writer opens it, then that is refused and told who holds it, and the first goes on', async () => {
    const { store, run } = await begun();
    const second = await openRun(store, 'drill').catch((error) => error);
    expect(second).toBeInstanceOf(LockHeldError);
    expect(second).toMatchObject({ run: 'drill', holder: run.holder, certain: true });
    expect(run.journal.append(2, [{ n: 3 }])).toHaveLength(1);
    run.journal.close();
  });

  it('when it is opened again, then its entries come in order and it goes on', async () => {
    const { store, run } = await begun();
    run.journal.close();
    const seen: unknown[] = [];
    const again = await openRun(store, 'drill', { onEntry: (entry) => seen.push(entry.n) });
    expect(seen).toEqual([1, 2]);
    expect(again.recovered).toBeUndefined();
    expect(again.journal.append(2, [{ n: 3 }]).at(-1)?.seq).toBe(3);
    again.journal.close();
  });

  it('when its end is torn, then that is set aside and told', async () => {
    const { store, run } = await begun();
    run.journal.append(2, [{ n: 3 }]);
    run.journal.close();
    truncateSync(run.path, statSync(run.path).size - 1);
    const again = await openRun(store, 'drill');
    expect(again.recovered).toMatchObject({ setAside: `${run.path}.torn-3`, entries: 0 });
    again.journal.close();
  });

  it('when it is damaged, then it is refused, left as it is, and not held', async () => {
    const { store, run } = await begun();
    run.journal.close();
    const lines = linesAt(run.path);
    replaceLines(run.path, lines.with(0, 'nonsense\n'));
    await expect(openRun(store, 'drill')).rejects.toMatchObject({ name: 'IntegrityError', problem: { seq: 1 } });
    expect(readdirSync(store.runs)).toEqual(['drill.jsonl']);
  });

  it('when its file is a link, then it is refused', async () => {
    const { store, run } = await begun();
    run.journal.close();
    symlinkSync(run.path, join(store.runs, 'link.jsonl'));
    await expect(openRun(store, 'link')).rejects.toMatchObject({ kind: 'link' });
  });

  it('when the runs folder is gone as a run begins, then that is said', async () => {
    const folder = testFolder();
    const store = { ...createStore(folder), runs: join(folder, 'gone') };
    await expect(createRun(store, 'drill')).rejects.toMatchObject({ name: 'StoreError' });
    writeFileSync(store.runs, '');
    await expect(createRun(store, 'drill')).rejects.toMatchObject({ name: 'StoreError', kind: 'not-a-folder' });
    expect(existsSync(join(folder, 'runs'))).toBe(true);
  });
});
