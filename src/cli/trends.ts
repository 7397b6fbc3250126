import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration, parseInstant } from '../language/time.ts';
import type { RunDigest } from '../report/trends/digest.ts';
import type { LeftOut, Trends } from '../report/trends/schema.ts';
import type { NotThere, Past } from '../run/history.ts';
import { commandLine } from './command-line.ts';
import { exits } from './exit.ts';
import { listOf } from './options.ts';
import { plain, print, say } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const formats = ['text', 'json', 'html'] as const;
type Format = (typeof formats)[number];

const extensions: Readonly<Record<Format, string>> = { text: 'txt', json: 'json', html: 'html' };
/** More names than these say no more. */
const MOST_NAMED = 10;

const help = `
Counted are closed runs. Drills and incidents are never counted together; rehearsals, and drills that a script played, are left
out. People and teams are not compared: names stand only where somebody owns an improvement that is open.

Examples:
  breakglass trends
  breakglass trends --since 180d
  breakglass trends --since 2026-01-01 --format html,json --out ./trends
  breakglass trends --json`;

interface TrendsFlags extends EverywhereFlags {
  readonly since?: Since;
  readonly format: readonly Format[];
  readonly out?: string;
  readonly withScripted?: boolean;
}

/** A moment, or so long before now: milliseconds. */
type Since = { readonly at: number } | { readonly before: number };

/** `breakglass trends`: what the runs of a store tell together. */
export function trendsCommand(): Command {
  return new Command('trends')
    .summary('show what the runs in the store tell over time')
    .description(
      'Shows milestones against their targets, objectives, repeated findings, open improvements and coverage over time.',
    )
    .addOption(
      new Option('--since <when>', 'runs from a day on, such as 2026-01-01, or of the last 90d').argParser(sinceOf),
    )
    .addOption(
      new Option('--format <list>', `any of ${formats.join(', ')}, with commas`)
        .argParser(listOf(formats))
        .default(['text']),
    )
    .option('--out <dir>', 'the folder to write to')
    .option('--with-scripted', 'count drills that a script played too')
    .addHelpText('after', help)
    .action(async (_flags: unknown, command: Command) => {
      process.exitCode = await trends(command.optsWithGlobals());
    });
}

function sinceOf(text: string): Since {
  const at = parseInstant(text) ?? parseInstant(`${text}T00:00:00Z`);
  if (at !== null) return { at };
  const before = parseDuration(text);
  if (before !== null) return { before };
  throw new InvalidArgumentError('It must be a day such as 2026-01-01, a time, or a duration such as 90d.');
}

async function trends(flags: TrendsFlags): Promise<number> {
  const { store } = await readSettings(flags);
  const { requireStore } = await import('../run/store.ts');
  requireStore(store);
  const model = await modelOf(store.value, flags);
  const isEmpty = model.drills.runs.length + model.incidents.runs.length === 0;
  tellLeftOut(model);
  if (isEmpty)
    say(plain(`No run in ${store.value} counts yet. Begin one, and close it: ${commandLine(['drill'], store)}`));
  const wanted: readonly Format[] = flags.json ? ['json'] : flags.format;
  const [only] = wanted;
  if (flags.out === undefined && wanted.length === 1 && only) {
    process.stdout.write(await render(only, model));
    return exits.done;
  }
  const { join } = await import('node:path');
  const { writeWhole } = await import('../run/write.ts');
  const folder = flags.out ?? join(store.value, 'reports');
  for (const format of wanted) {
    const path = join(folder, `trends.${extensions[format]}`);
    // In the store everything is its owner's alone.
    writeWhole(path, await render(format, model), flags.out === undefined ? 0o600 : undefined);
    print(path);
  }
  return exits.done;
}

async function modelOf(store: string, flags: TrendsFlags): Promise<Trends> {
  const { pastRuns } = await import('../run/history.ts');
  const { shelvedPlaybooks, shelvedScenarios } = await import('../run/shelf.ts');
  const { isScripted } = await import('../report/trends/digest.ts');
  const { trendsOf } = await import('../report/trends/trends.ts');
  const { headlessStart } = await import('./surroundings.ts');
  const now = headlessStart() ?? Date.now();
  const since = flags.since === undefined ? null : 'at' in flags.since ? flags.since.at : now - flags.since.before;
  const scripted = flags.withScripted === true;
  const digests: RunDigest[] = [];
  const leftOut: LeftOut[] = [];
  let earlier = 0;
  // One run at a time: of each only its digest is kept.
  for (const past of pastRuns(store, { before: since, unwanted: (opening) => !scripted && isScripted([opening]) })) {
    const told = await digestIn(past, scripted);
    if (!('why' in told)) digests.push(told);
    else if (told.why === 'earlier') earlier += 1;
    else if (told.why === 'unwanted') leftOut.push(byScript(told.run));
    else leftOut.push({ run: told.run, why: told.why, words: told.words });
  }
  const shelf = { playbooks: shelvedPlaybooks(), scenarios: shelvedScenarios() };
  return trendsOf(digests, { now, since, scripted, shelf, leftOut, earlier });
}

async function digestIn(past: Past, withScripted: boolean): Promise<RunDigest | NotThere | LeftOut> {
  const { digestOf, isScripted, leftOutOf } = await import('../report/trends/digest.ts');
  if (!past.there) return past;
  const { run, entries, definition, failed } = past;
  const leftOut = (why: LeftOut['why'], words: string): LeftOut => ({ run, why, words });
  // Their opening may be a person's, and the rest a script's.
  if (!withScripted && isScripted(entries)) return byScript(run);
  const { reportModel } = await import('../report/report.ts');
  try {
    const report = reportModel(entries, definition);
    const why = leftOutOf(report);
    if (why === 'open') return leftOut(why, 'it is not closed yet');
    if (why === 'rehearsal') return leftOut(why, 'nothing that changes anything was run');
    return { ...digestOf(report, definition, entries), run };
  } catch (error) {
    return failed(error);
  }
}

function byScript(run: string): LeftOut {
  return { run, why: 'scripted', words: 'a script played it' };
}

/** What could have been expected to count is named; what is left out by rule is only counted. */
function tellLeftOut({ leftOut, earlier }: Trends): void {
  const of = (why: LeftOut['why']) => leftOut.filter((one) => one.why === why);
  const scripted = of('scripted').length;
  const rehearsals = of('rehearsal').length;
  if (scripted > 0) say(`Left out: ${scripted} that a script played; --with-scripted counts them.`);
  if (rehearsals > 0) say(`Left out: ${rehearsals} ${rehearsals === 1 ? 'rehearsal' : 'rehearsals'}.`);
  if (earlier > 0) say(`Left out: ${earlier} opened before --since.`);
  const others = leftOut.filter(({ why }) => why !== 'scripted' && why !== 'rehearsal');
  for (const { run, words } of others.slice(0, MOST_NAMED)) say(plain(`Left out: ${run}: ${words}`));
  if (others.length > MOST_NAMED) say(`Left out: ${others.length - MOST_NAMED} more; --json names them.`);
}

async function render(format: Format, model: Trends): Promise<string> {
  if (format === 'json') return (await import('../report/json.ts')).exactJson(model);

  if (format === 'html') return (await import('../report/trends/html.tsx')).toTrendsHtml(model);
  return plain((await import('../report/trends/text.ts')).toTrendsText(model));
}
