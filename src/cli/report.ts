import { Argument, Command, Option } from 'commander';
import { audiences, type Tlp, tlps, usualPrivilege } from '../report/marking.ts';
import { listOf, oneOf } from './options.ts';
import { reportChoices } from './report-flags.ts';

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

/** `breakglass report`: the report of a run. */
export function reportCommand(): Command {
  return new Command('report')
    .summary('make the report of a run')
    .description('Makes the report of a run from its journal.')
    .addArgument(new Argument('<run>', 'a run, or a journal file'))
    .addOption(
      new Option('--format <list>', `any of ${reportChoices.join(', ')}, with commas`)
        .argParser(listOf(reportChoices))
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
      const { report } = await import('./report-parts.ts');
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
