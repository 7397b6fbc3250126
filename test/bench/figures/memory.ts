import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { tell } from '../figure.ts';
import { ENTRIES, resumedScreen } from '../resumed.ts';
import { framesOf } from '../screen.ts';

// What a drill of many entries holds of the machine's memory. Read from /proc, so on Linux alone.

const KEYS = 500;

/** A line of a process's status, in megabytes. */
function megabytes(pid: number, name: 'VmRSS' | 'VmHWM'): number {
  const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kibibytes) * 1024) / 1_000_000;
}

const screen = await resumedScreen();
const keys = ['t', ...Array.from({ length: KEYS }, (_, count) => (count % 10 === 9 ? '\u001b[5~' : '\u001b[A')), 'q'];
for (const key of keys) {
  screen.forget();
  screen.press(key);
  await screen.until('A frame', (output) => framesOf(output).length > 0);
}
await pause(1000);
const resident = megabytes(screen.pid, 'VmRSS');
const peak = megabytes(screen.pid, 'VmHWM');
await screen.kill();

const how = `a resumed drill of ${ENTRIES.toLocaleString('en-US')} entries, after ${KEYS} keys on its timeline`;
tell({ what: 'resident memory', value: resident, unit: 'MB', target: { at: 'most', value: 150 }, how });
tell({ what: 'the most that it ever had', value: peak, unit: 'MB', how });
