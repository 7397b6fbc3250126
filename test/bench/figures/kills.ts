import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from '../../../src/journal/read.ts';
import { tell } from '../figure.ts';
import { program } from '../screen.ts';
import { freshFolder } from '../store.ts';

// A drill is killed at a random moment, over and over. What it told of, it must still know.

const KILLS = 200;
/** A drill tells of about so many entries before it ends by itself. */
const TOLD = 240;

/** An entry as the program told of it: it is in the journal, or was lost. */
interface Acknowledged {
  readonly seq: number;
  readonly hash: string;
}

const store = freshFolder();

/**
 * Runs a drill, and kills it a moment after it told of so many entries. Returns what it told of, to the last whole line;
 * null where it had come to its end before it was killed.
 */
async function killedAfter(entries: number, folder: string): Promise<readonly Acknowledged[] | null> {
  const args = [program, 'drill', '--auto', '--json', '--store', folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let told: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    told = [...told, ...lines];
    if (told.length >= entries) setTimeout(() => child.kill('SIGKILL'), Math.random() * 3);
  });
  await once(child, 'close');
  if (child.signalCode !== 'SIGKILL') return null;
  return told.map((line): Acknowledged => JSON.parse(line)).filter(({ seq }) => seq !== undefined);
}

/** How many of the entries that were told of are not in the journal as they were told. */
function lostOf(told: readonly Acknowledged[], folder: string): number {
  const runs = join(folder, 'runs');
  const [journal] = readdirSync(runs).filter((name) => name.endsWith('.jsonl'));
  const { entries } = readJournal(join(runs, journal ?? ''));
  return told.filter(({ seq, hash }) => entries[seq - 1]?.hash !== hash).length;
}

const outcome = { kills: 0, acknowledged: 0, lost: 0 };

/** One drill after the other, until there were enough kills. */
async function killOver(lane: number): Promise<void> {
  for (let count = 0; outcome.kills < KILLS; count += 1) {
    const folder = join(store, `${lane}-${count}`);
    const told = await killedAfter(Math.floor(Math.random() * TOLD), folder);
    if (told === null) continue;
    outcome.kills += 1;
    outcome.acknowledged += told.length;
    outcome.lost += lostOf(told, folder);
  }
}

// Two at a time: the one disturbs the other, so that kills come at more sorts of moments.
await Promise.all([killOver(1), killOver(2)]);
tell({
  what: 'acknowledged entries that were lost',
  value: outcome.lost,
  unit: 'entries',
  target: { at: 'most', value: 0 },
  how: `${outcome.kills} kills -9 of \`drill --auto --json\`, which had told of ${outcome.acknowledged.toLocaleString('en-US')} entries`,
});
