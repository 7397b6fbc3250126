import { Argument, Command } from 'commander';
import type { ClockReport } from '../report/clocks.ts';
import type { Report } from '../report/model.ts';
import { clocksText } from './clocks-text.ts';
import { exits } from './exit.ts';
import { plain, print, say } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
A deadline that does not bind you can be said not to apply, with a reason: also in the review of a run, and of one that is
closed. Nothing here is legal advice.

Examples:
  breakglass clocks compromised-pipeline-20260302-7f3a
  breakglass clocks compromised-pipeline-20260302-7f3a --ics deadlines.ics
  breakglass clocks compromised-pipeline-20260302-7f3a --not-applicable gdpr-authority --reason "No personal data."
  breakglass clocks compromised-pipeline-20260302-7f3a --applies gdpr-authority --reason "A dump was found."`;

interface ClocksFlags extends EverywhereFlags {
  readonly ics?: string;
  readonly notApplicable?: string;
  readonly applies?: string;
  readonly reason?: string;
}

/** `breakglass clocks`: the deadlines of laws and contracts in a run. */
export function clocksCommand(): Command {
  return new Command('clocks')
    .summary('list the deadlines of laws and contracts in a run')
    .description('Lists the deadlines of a run: which run, until when, who started them, and which article sets them.')
    .addArgument(new Argument('<run>', 'a run, or a journal file'))
    .option('--ics <file>', 'write them as a calendar file; - is stdout')
    .option('--not-applicable <clock>', 'say that a deadline does not apply')
    .option('--applies <clock>', 'say that it applies after all')
    .option('--reason <text>', 'why')
    .addHelpText('after', help)
    .action(async (name: string, _flags: unknown, command: Command) => {
      process.exitCode = await clocks(name, command.optsWithGlobals());
    });
}

async function clocks(name: string, flags: ClocksFlags): Promise<number> {
  const { journalFile } = await import('../run/store.ts');
  const { readRun } = await import('../run/replay.ts');
  const { reportModel } = await import('../report/report.ts');
  const { store } = await readSettings(flags);
  await rule(name, flags);
  const { entries, definition } = readRun(journalFile(store.value, name));
  const model = reportModel(entries, definition);
  if (flags.ics !== undefined) return writeIcs(model, flags.ics);
  print(flags.json ? JSON.stringify(model.clocks satisfies readonly ClockReport[]) : plain(clocksText(model)));
  return exits.done;
}

/** Says what the flags say of a deadline, before they are listed. @throws Problem */
async function rule(run: string, flags: ClocksFlags): Promise<void> {
  const { notApplicable, applies, reason } = flags;
  if (notApplicable === undefined && applies === undefined && reason === undefined) return;
  const { Problem } = await import('../run/problem.ts');
  const clock = notApplicable ?? applies;
  if (clock === undefined || (notApplicable !== undefined && applies !== undefined))
    throw new Problem('usage', '--reason is for one of --not-applicable and --applies.', 'Name one deadline.');
  if (reason === undefined || reason.trim() === '')
    throw new Problem('usage', 'Why it applies or not must be said.', 'Give it with --reason.');
  const { ruleClock } = await import('../run/rule-clock.ts');
  const { headlessStart, typist } = await import('./surroundings.ts');
  const { channelKeys } = await import('./channel-keys.ts');
  const settings = await readSettings(flags);
  const { store, person } = settings;
  const now = headlessStart();
  const done = await ruleClock(store.value, run, {
    type: notApplicable === undefined ? 'rule-in-clock' : 'rule-out-clock',
    clock,
    reason,
    by: { person: person.value },
    typedBy: typist(),
    keys: channelKeys(settings),
    ...(now !== null && { now }),
  });
  for (const notice of done.notices) say(plain(notice));
  say(`Journaled. head ${done.head}`);
}

async function writeIcs(model: Report, file: string): Promise<number> {
  const { toIcs } = await import('../report/ics.ts');
  const { clocks, overview } = model;
  const text = toIcs({ clocks, overview });
  if (file === '-') {
    process.stdout.write(text);
    return exits.done;
  }
  const { writeWhole } = await import('../run/write.ts');
  writeWhole(file, text);
  print(file);
  return exits.done;
}
