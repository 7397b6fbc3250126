import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { payloadOf } from '../../src/journal/envelope.ts';
import { readJournal } from '../../src/journal/read.ts';
import { createRun, openRun } from '../../src/journal/runs.ts';
import { createStore } from '../../src/journal/store.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { payloadAt } from '../helpers/journal/decisions.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { bundle, start } from '../helpers/journal/process.ts';

describe('given a writer that is killed while it writes', () => {
  it('when that happens ten times, then no entry it was told of is lost, and the run goes on each time', async () => {
    const store = createStore(join(testFolder(), 'store'));
    const run = await createRun(store, 'killed');
    run.journal.close();
    const script = bundle('writer.ts');
    let random = 20_240_101;
    for (let round = 0; round < 10; round++) {
      const writer = start(script, [store.dir, 'killed']);
      random = (random * 48_271) % 0x7fffffff;
      let confirmed = 0;
      for (let left = 1 + (random % 60); left > 0; left--) confirmed = Number(await writer.line());
      writer.kill('SIGKILL');
      for (let line = await writer.line(); line !== undefined; line = await writer.line()) confirmed = Number(line);
      await writer.ended;
      const { journal } = await openRun(store, 'killed');
      expect(journal.head().seq).toBeGreaterThanOrEqual(confirmed);
      journal.close();
      expect(verifyJournal(run.path)).toMatchObject({ ok: true });
    }
    const { entries, tail } = readJournal(run.path);
    expect(tail).toEqual({ state: 'complete' });
    expect(entries.map(payloadOf)).toEqual(entries.map((entry) => payloadAt(entry.seq)));
    expect(readFileSync(run.path).at(-1)).toBe(0x0a);
  }, 120_000);
});
