import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LargeDrill, unflushed } from '../drill.ts';
import { tell } from '../figure.ts';
import { LARGE } from '../large.ts';
import { median } from '../measure.ts';
import { program } from '../screen.ts';
import { freshFolder } from '../store.ts';

// The report of a large run and of a usual one, as a program: from its start to its end, and the most memory that it ever had.

const ENTRIES = 100_000;
const FEW = ENTRIES / 10;
const ROUNDS = 3;
/** Says on stderr, at the end of the program, the most that it had in memory. */
const PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`;

interface Made {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly kilobytes: number;
}

function large(entries: number): string {
  const path = join(freshFolder(), 'large-drill.jsonl');
  // Ten times the entries are ten times the items: a list of so many steps that nobody would write is no run.
  new LargeDrill({ ...LARGE, items: Math.ceil(LARGE.items * (entries / FEW)) }, path, unflushed).playTo(entries);
  return path;
}

function usual(): string {
  const store = freshFolder();
  mkdirSync(join(store, 'runs'), { mode: 0o700 });
  spawnSync(process.execPath, [program, 'drill', '--auto', 'by-the-book', '--store', store], { stdio: 'ignore' });
  const [file] = readdirSync(join(store, 'runs')).filter((name) => name.endsWith('.jsonl'));
  return join(store, 'runs', file ?? '');
}

function once(journal: string, format: string): Made {
  const out = freshFolder();
  const args = ['--import', PEAK, program, 'report', journal, '--format', format, '--out', out];
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const milliseconds = performance.now() - from;
  if (status !== 0) throw new Error(`report --format ${format} ended with ${status}: ${stderr}`);
  const kibibytes = Number(/peak (\d+)/.exec(stderr)?.[1]);
  const bytes = readdirSync(out).reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
  return { milliseconds, megabytes: (kibibytes * 1024) / 1_000_000, kilobytes: bytes / 1000 };
}

function made(journal: string, format: string): Made {
  const rounds = Array.from({ length: ROUNDS }, () => once(journal, format));
  const of = (key: keyof Made) => median(rounds.map((round) => round[key]));
  return { milliseconds: of('milliseconds'), megabytes: of('megabytes'), kilobytes: of('kilobytes') };
}

const [many, few, drill] = [large(ENTRIES), large(FEW), usual()];
const limits = { json: 3000, md: 3000, html: 6000 } as const;
for (const [format, value] of Object.entries(limits)) {
  const [all, tenth] = [made(many, format), made(few, format)];
  const how = `${ENTRIES.toLocaleString('en-US')} entries, median of ${ROUNDS}; ${Math.round(all.kilobytes)} KB`;
  tell({
    what: `report as ${format}`,
    value: all.milliseconds,
    unit: 'ms',
    target: { at: 'most', value },
    how,
    bare: true,
  });
  tell({ what: `memory for ${format}`, value: all.megabytes, unit: 'MB', target: { at: 'most', value: 400 }, how });
  const growth = `against ${FEW.toLocaleString('en-US')} entries, both with the program's start in them`;
  tell({
    what: `ten times the entries, ${format}`,
    value: all.milliseconds / tenth.milliseconds,
    unit: 'x',
    target: { at: 'most', value: 12 },
    how: growth,
  });
}
const page = made(drill, 'html');
const how = `the play by-the-book of the first scenario, median of ${ROUNDS}`;
tell({
  what: 'usual drill as html',
  value: page.milliseconds,
  unit: 'ms',
  target: { at: 'most', value: 500 },
  how,
  bare: true,
});
tell({ what: 'its size', value: page.kilobytes, unit: 'KB', target: { at: 'most', value: 400 }, how });
