// Waits to be told, takes a lock once, says how that ended, and holds it until its input ends or it is told to block.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { acquireLock, LockHeldError } from '../../../src/journal/lock.ts';

const [base = ''] = process.argv.slice(2);
const say = (text: string) => writeSync(1, `${text}\n`);
say('ready');
for await (const word of createInterface({ input: process.stdin })) {
  if (word === 'take') await take();
  if (word === 'block') blockForEver();
}
process.exit(0);

async function take(): Promise<void> {
  try {
    await acquireLock(base);
    say('won');
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    say(`held by ${error.holder?.pid}`);
  }
}

function blockForEver(): void {
  say('blocked');
  // Long after the line is out, nothing but this happens in here any more.
  setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
}
