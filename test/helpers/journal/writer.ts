// Goes on with a run and appends decisions without end; says the last number of each once append has returned.
import { writeSync } from 'node:fs';
import { openRun } from '../../../src/journal/runs.ts';
import { openStore } from '../../../src/journal/store.ts';
import { decisionAfter } from './decisions.ts';

const [dir = '', run = ''] = process.argv.slice(2);
const { journal } = await openRun(openStore(dir), run);
for (;;) {
  const { seq } = journal.head();
  journal.append(seq, decisionAfter(seq));
  writeSync(1, `${journal.head().seq}\n`);
}
