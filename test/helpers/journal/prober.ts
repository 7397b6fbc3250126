// Says how a store can be used by the user this runs as: one line of JSON for each of the folders it is given.
import { StoreError } from '../../../src/journal/failure.ts';
import { openStore, probeStore } from '../../../src/journal/store.ts';

const attempt = (act: () => unknown) => {
  try {
    act();
    return { kind: 'fine', message: '' };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { kind: error.kind, message: error.message };
  }
};
for (const dir of process.argv.slice(2)) {
  const result = { read: attempt(() => openStore(dir)), write: attempt(() => probeStore(dir)) };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
