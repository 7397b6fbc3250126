import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tell } from '../figure.ts';
import { makeIncident } from '../incident.ts';
import { median } from '../measure.ts';
import { framesOf, isPainted, program, Screen } from '../screen.ts';
import { freshFolder } from '../store.ts';

// A live run in which a thousand workflows are to be stopped, each by a request that is shown exactly: from a key to the frame that it
// leads to, and what the program holds of the machine's memory. Read from /proc, so on Linux alone.

const STAGES = 1000;
const WARM_UP = 20;
const KEYS = 120;
/** Between two keys, milliseconds. */
const REST = 40;
const up = '\u001b[A';
const down = '\u001b[B';
const pageUp = '\u001b[5~';
const pageDown = '\u001b[6~';

/** Resident memory of a process, in megabytes. */
function resident(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kibibytes) * 1024) / 1_000_000;
}

async function press(screen: Screen, key: string): Promise<number> {
  screen.forget();
  const from = performance.now();
  screen.press(key);
  await screen.until(`A frame after the key ${JSON.stringify(key)}`, (output) => framesOf(output).length > 0);
  const took = performance.now() - from;
  await pause(REST);
  return took;
}

async function pressAll(screen: Screen, keys: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < WARM_UP + KEYS; count += 1)
    times.push(await press(screen, keys[count % keys.length] ?? up));
  return median(times.slice(WARM_UP));
}

const store = freshFolder();
mkdirSync(join(store, 'runs'), { mode: 0o700 });
makeIncident(join(store, 'runs', 'large-incident.jsonl'), STAGES);
const screen = new Screen([program, 'resume', 'large-incident'], store);
await screen.until('The first frame of the resumed run', isPainted);
const onList = await pressAll(screen, [down, down, up]);
// Asks for one approval of all that can be asked for, which is one screen.
const asked = await press(screen, '\r');
const onApproval = await pressAll(screen, [pageDown, pageDown, pageUp]);
const memory = resident(screen.pid);
await screen.kill();

const how = `${STAGES.toLocaleString('en-US')} workflows in one fan-out, each with its request; ${KEYS} keys, after ${WARM_UP}, in a pseudo-terminal of 80 x 24`;
tell({
  what: 'key to frame where the team works',
  value: onList,
  unit: 'ms',
  target: { at: 'most', value: 16 },
  how,
  bare: true,
});
tell({
  what: 'key to frame on the approval of all of them',
  value: onApproval,
  unit: 'ms',
  target: { at: 'most', value: 16 },
  how,
  bare: true,
});
tell({ what: 'from the key that asks for that approval to its screen', value: asked, unit: 'ms', how: 'once' });
tell({
  what: 'resident memory',
  value: memory,
  unit: 'MB',
  target: { at: 'most', value: 200 },
  how: 'after all of it',
});
