import { Argument, Command, Option } from 'commander';
import { type Audience, audiences, type Tlp, tlps, usualPrivilege } from '../report/marking.ts';
import type { Report } from '../report/model.ts';
import { exits } from './exit.ts';
import { listOf, oneOf } from './options.ts';
import { plain, print, say } from './output.ts';
import { type FormatName, formatNames, type ReportFormat, reportFormats } from './report-formats.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
One format goes to stdout, unless --out names a folder; several go to the store's reports, and so does
one that a terminal cannot show (pdf, docx). The paths of the files are printed.
The format bundle is one archive with the journal, its evidence, the report in every form, and what checks all
of it elsewhere. It is always a file. --sign signs its manifest with an SSH key.
The report is made from the journal alone: the playbook's and the scenario's files are not needed.

For an audience, what it is not to see is left out, in every format: docs/report.md has who sees what.
csv and ecs (JSON lines in the Elastic Common Schema) are the timeline.

A damaged journal gives the report of its intact entries, which says so on its first page; exit code 6.

Examples:
  breakglass report poisoned-release-20260302-7f3a > report.md
  breakglass report poisoned-release-20260302-7f3a --format md,json --out ./aar
  breakglass report leaked-token-20260302-11c0 --for executives
  breakglass report leaked-token-20260302-11c0 --for executives --send slack,board
  breakglass report leaked-token-20260302-11c0 --open
  breakglass report leaked-token-20260302-11c0 --for auditors --tlp AMBER --privileged
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
  readonly for?: Audience;
  readonly tlp?: Tlp;
  readonly privileged?: string | true;
  readonly send?: readonly string[];
  readonly open?: boolean;
  /** Whether the forms were named, and are not the usual one. */
  readonly isChosen: boolean;
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
    .addOption(new Option('--for <audience>', `for one of ${audiences.join(', ')}`).argParser(oneOf(audiences)))
    .addOption(new Option('--tlp <label>', `mark it with one of ${tlps.join(', ')}`).argParser(tlpOf))
    .option('--privileged [text]', `mark it as privileged, in these words or “${usualPrivilege}”`)
    .option(
      '--send <channels>',
      'send it where the run is told: slack, or other channels by their names; all leaves out what is for some audiences alone',
      listed,
    )
    .option('--open', 'open the page in the browser')
    .addHelpText('after', help)
    .action(async (name: string, _flags: unknown, command: Command) => {
      const isChosen = command.getOptionValueSource('format') === 'cli';
      process.exitCode = await report(name, { ...command.optsWithGlobals(), isChosen });
    });
}

function listed(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

/** Also as it is written on a page, and in small letters. */
function tlpOf(text: string): Tlp {
  return oneOf(tlps)(text.toUpperCase().replace(/^TLP:/, ''));
}

async function report(name: string, flags: ReportFlags): Promise<number> {
  const isMarked = flags.for !== undefined || flags.tlp !== undefined || flags.privileged !== undefined;
  if (flags.format.includes(bundle)) {
    if (flags.send || flags.open) {
      say(
        'breakglass: a bundle is not sent or opened: it is for one auditor, and is handed over. Leave out --send and --open.',
      );
      return exits.usage;
    }
    if (!isMarked) return (await import('./bundle.ts')).reportBundle(name, flags);
    say(
      'breakglass: a bundle holds the whole journal: it is for nobody less than all, and takes no --for, --tlp or --privileged.',
    );
    return exits.usage;
  }
  if (flags.sign !== undefined) {
    say('breakglass: --sign is for a bundle. Add --format bundle.');
    return exits.usage;
  }
  const { journalFile } = await import('../run/store.ts');
  const { store } = await readSettings(flags);
  const file = journalFile(store.value, name);
  const model = await modelOf(file, flags);
  const wanted = wantedBy(flags);
  const isKept = flags.out !== undefined || flags.send !== undefined || flags.open === true;
  const { isTTY } = process.stdout;
  // A line that is longer is not read well, however wide the terminal is.
  const columns =
    isTTY && wanted.length === 1 && !isKept ? Math.min(process.stdout.columns, 120) || undefined : undefined;
  const rendered: Rendered[] = [];
  for (const one of wanted) {
    const format: ReportFormat = reportFormats[one];
    rendered.push({ format, content: await format.render(model, columns) });
  }
  const [only] = rendered;
  if (!isKept && rendered.length === 1 && only && !(only.format.binary && isTTY)) {
    process.stdout.write(only.content);
    return told(model, true);
  }
  const files = await write(file, flags, store.value, rendered);
  return Math.max(told(model, false), await handedOn({ file, files, model }, flags));
}

/** What is sent or opened is the page, unless other forms were asked for. */
function wantedBy({ json, format, isChosen, send, open }: ReportFlags): FormatName[] {
  if (json) return ['json'];
  const named = format.filter((one) => one !== bundle);
  if (!isChosen && (send || open)) return ['html'];
  return open && !named.includes('html') ? [...named, 'html'] : named;
}

interface Written {
  readonly file: string;
  readonly files: readonly string[];
  readonly model: Report;
}

/** Sends it and opens it, where that was asked for. */
async function handedOn({ file, files, model }: Written, flags: ReportFlags): Promise<number> {
  if (flags.open) {
    const { openInBrowser } = await import('../run/browser.ts');
    const page = files.find((path) => path.endsWith('.html')) ?? '';
    await openInBrowser(page, process.env, process.platform);
  }
  if (!flags.send) return exits.done;
  const { basename } = await import('node:path');
  const { sendReport } = await import('./report-sending.ts');
  return sendReport({ run: basename(file, '.jsonl'), files, report: model }, flags.send, flags);
}

/** What is grave is said beside the report too: it may go to a file that nobody opens now. */
function told({ damage, notices, draft }: Report, isPrinted: boolean): number {
  for (const { sort, text } of notices)
    if (['damaged', 'misfit', 'torn'].includes(sort)) say(`breakglass: ${plain(text)}`);
  if (draft && !isPrinted) say(draft);
  return damage && damage.sort !== 'torn' ? exits.integrity : exits.done;
}

async function modelOf(file: string, flags: ReportFlags): Promise<Report> {
  const { readWhatIsIntact } = await import('../run/replay-intact.ts');
  const { version } = await import('../run/package.ts');
  const { reportModel } = await import('../report/report.ts');
  const { forAudience, marked } = await import('../report/audience.ts');
  const { entries, definition, state, unread } = readWhatIsIntact(file);
  const model = reportModel(entries, definition, {
    tool: `breakglass ${version}`,
    state,
    ...(unread && { damage: unread }),
  });
  const set = {
    ...(flags.tlp && { tlp: flags.tlp }),
    ...(flags.privileged && { privilege: flags.privileged === true ? usualPrivilege : flags.privileged }),
  };
  return flags.for ? forAudience(model, flags.for, set) : marked(model, set);
}

async function write(
  file: string,
  flags: ReportFlags,
  store: string,
  rendered: readonly Rendered[],
): Promise<string[]> {
  const { join, basename, resolve } = await import('node:path');
  const { writeWhole } = await import('../run/write.ts');
  const folder = flags.out ?? join(store, 'reports');
  const who = flags.for ? `.${flags.for}` : '';
  const files: string[] = [];
  for (const { format, content } of rendered) {
    const path = join(folder, `${basename(file, '.jsonl')}${who}.${format.extension}`);
    // In the store everything is its owner's alone.
    writeWhole(path, content, flags.out === undefined ? 0o600 : undefined);
    print(path);
    files.push(resolve(path));
  }
  return files;
}

interface Rendered {
  readonly format: ReportFormat;
  readonly content: string | Uint8Array;
}
