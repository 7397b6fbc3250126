import { Argument, Command, Option } from 'commander';
import { exits } from './exit.ts';
import { listOf } from './options.ts';
import { print, say } from './output.ts';
import { formatNames, type ReportFormat, reportFormats } from './report-formats.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
One format goes to stdout, unless --out names a folder; several go to the store's reports, and so does
one that a terminal cannot show (pdf, docx). The paths of the files are printed.
The format bundle is one archive with the journal, its evidence, the report in every form, and what checks all
of it elsewhere. It is always a file. --sign signs its manifest with an SSH key.
The report is made from the journal alone: the playbook's and the scenario's files are not needed.

Examples:
  breakglass report poisoned-release-20260302-7f3a > report.md
  breakglass report poisoned-release-20260302-7f3a --format md,json --out ./aar
  breakglass report poisoned-release-20260302-7f3a --format text | less
  breakglass report poisoned-release-20260302-7f3a --format docx > report.docx
  breakglass report ./evidence/run.jsonl --json
  breakglass report poisoned-release-20260302-7f3a --format bundle --out . --sign ~/.ssh/id_ed25519`;

const bundle = 'bundle';
const choices = [...formatNames, bundle] as const;

interface ReportFlags extends EverywhereFlags {
  readonly format: readonly (typeof choices)[number][];
  readonly out?: string;
  readonly sign?: string;
}

/** `breakglass report`: the report of a run. */
export function reportCommand(): Command {
  return new Command('report')
    .summary('make the report of a run')
    .description('Makes the report of a run from its journal.')
    .addArgument(new Argument('<run>', 'a run, or a journal file'))
    .addOption(
      new Option('--format <list>', `any of ${choices.join(', ')}, with commas`)
        .argParser(listOf(choices))
        .default(['md']),
    )
    .option('--out <dir>', 'the folder to write to')
    .option('--sign <key>', 'an SSH key to sign a bundle with, or the .pub file of one that an agent holds')
    .addHelpText('after', help)
    .action(async (name: string, _flags: unknown, command: Command) => {
      process.exitCode = await report(name, command.optsWithGlobals());
    });
}

async function report(name: string, flags: ReportFlags): Promise<number> {
  if (flags.format.includes(bundle)) return (await import('./bundle.ts')).reportBundle(name, flags);
  if (flags.sign !== undefined) {
    say('breakglass: --sign is for a bundle. Add --format bundle.');
    return exits.usage;
  }
  const { journalFile } = await import('../run/store.ts');
  const { readRun } = await import('../run/replay.ts');
  const { reportModel } = await import('../report/report.ts');
  const { store } = await readSettings(flags);
  const file = journalFile(store.value, name);
  const { entries, definition } = readRun(file);
  const model = reportModel(entries, definition);
  const wanted = flags.json ? (['json'] as const) : flags.format.filter((one) => one !== bundle);
  const { isTTY } = process.stdout;
  // A line that is longer is not read well, however wide the terminal is.
  const columns =
    isTTY && wanted.length === 1 && flags.out === undefined
      ? Math.min(process.stdout.columns, 120) || undefined
      : undefined;
  const rendered: Rendered[] = [];
  for (const name of wanted) {
    const format: ReportFormat = reportFormats[name];
    rendered.push({ format, content: await format.render(model, columns) });
  }
  const [only] = rendered;
  if (flags.out === undefined && rendered.length === 1 && only && !(only.format.binary && isTTY)) {
    process.stdout.write(only.content);
    return exits.done;
  }
  const { join, basename } = await import('node:path');
  const { writeWhole } = await import('../run/write.ts');
  const folder = flags.out ?? join(store.value, 'reports');
  for (const { format, content } of rendered) {
    const path = join(folder, `${basename(file, '.jsonl')}.${format.extension}`);
    // In the store everything is its owner's alone.
    writeWhole(path, content, flags.out === undefined ? 0o600 : undefined);
    print(path);
  }
  if (model.draft) say(model.draft);
  return exits.done;
}

interface Rendered {
  readonly format: ReportFormat;
  readonly content: string | Uint8Array;
}
