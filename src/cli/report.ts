import { Argument, Command, Option } from 'commander';
import { exits } from './exit.ts';
import { listOf } from './options.ts';
import { print, say } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const formats = ['md', 'json', 'ics'] as const;
type Format = (typeof formats)[number];

const help = `
One format goes to stdout, unless --out names a folder; several go to the store's reports.
The report is made from the journal alone: the playbook's and the scenario's files are not needed.

Examples:
  breakglass report poisoned-release-20260302-7f3a > report.md
  breakglass report poisoned-release-20260302-7f3a --format md,json --out ./aar
  breakglass report poisoned-release-20260302-7f3a --format ics > due.ics    deadlines, and improvements by their days
  breakglass report ./evidence/run.jsonl --json`;

interface ReportFlags extends EverywhereFlags {
  readonly format: readonly Format[];
  readonly out?: string;
}

/** `breakglass report`: the report of a run. */
export function reportCommand(): Command {
  return new Command('report')
    .summary('make the report of a run')
    .description('Makes the report of a run from its journal.')
    .addArgument(new Argument('<run>', 'a run, or a journal file'))
    .addOption(
      new Option('--format <list>', `any of ${formats.join(', ')}, with commas`)
        .argParser(listOf(formats))
        .default(['md']),
    )
    .option('--out <dir>', 'the folder to write to')
    .addHelpText('after', help)
    .action(async (name: string, _flags: unknown, command: Command) => {
      process.exitCode = await report(name, command.optsWithGlobals());
    });
}

async function report(name: string, flags: ReportFlags): Promise<number> {
  const { journalFile } = await import('../run/store.ts');
  const { readRun } = await import('../run/replay.ts');
  const { reportModel } = await import('../report/report.ts');
  const { store } = await readSettings(flags);
  const file = journalFile(store.value, name);
  const { entries, definition } = readRun(file);
  const model = reportModel(entries, definition);
  const wanted: readonly Format[] = flags.json ? ['json'] : flags.format;
  const texts = await Promise.all(wanted.map(async (format) => [format, await render(format, model)] as const));
  const [only] = texts;
  if (flags.out === undefined && texts.length === 1 && only) {
    process.stdout.write(only[1]);
    return exits.done;
  }
  const { join, basename } = await import('node:path');
  const { writeWhole } = await import('../run/write.ts');
  const folder = flags.out ?? join(store.value, 'reports');
  for (const [format, text] of texts) {
    const path = join(folder, `${basename(file, '.jsonl')}.${format}`);
    // In the store everything is its owner's alone.
    writeWhole(path, text, flags.out === undefined ? 0o600 : undefined);
    print(path);
  }
  if (model.draft) say(model.draft);
  return exits.done;
}

async function render(
  format: Format,
  model: Parameters<typeof import('../report/json.ts').toJson>[0],
): Promise<string> {
  if (format === 'json') return (await import('../report/json.ts')).toJson(model);
  if (format === 'ics') return (await import('../report/ics.ts')).toIcs(model);
  return (await import('../report/markdown.ts')).toMarkdown(model);
}
