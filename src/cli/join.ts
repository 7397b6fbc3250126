import { Argument, Command, Option } from 'commander';
import { commandLine } from './command-line.ts';
import type { JoinFlags } from './join-flags.ts';
import { assignment } from './options.ts';
import { onTerminal } from './output.ts';
import { applyColor, readSettings, type Settings } from './settings.ts';

const help = `
A second terminal on this machine, or over ssh, as the same user: for a run that is open in another process. What is
done here is done and written there. When that process ends, this terminal says so, and the run can be resumed.

A name is what is typed, not a proof: whoever can use this account can speak as anybody. The journal says at which
terminal each thing was typed.

Examples:
  breakglass join compromised-pipeline-20260302-7f3a --as lead=Mara      takes the role if it is free, and speaks as Mara
  breakglass join compromised-pipeline-20260302-7f3a --observer          looks, and gives no command`;

/** `breakglass join`: a second terminal. */
export function joinCommand(): Command {
  return new Command('join')
    .summary('take part in a run that is open elsewhere')
    .description('Takes part in a run that another terminal of this user has open.')
    .addArgument(new Argument('<run>', 'the run'))
    .addOption(
      new Option('--as <role=name>', 'who speaks here, and their role; may be given again').argParser(assignment),
    )
    .addOption(new Option('--observer', 'look, and give no command').conflicts('as'))
    .addHelpText('after', help)
    .action(async (run: string, _flags: unknown, command: Command) => {
      process.exitCode = await join(run, command.optsWithGlobals());
    });
}

async function join(run: string, flags: JoinFlags): Promise<number> {
  const settings = await readSettings(flags);
  applyColor(settings.color.value);
  if (!onTerminal() || !settings.input.value || flags.json) await refuseHeadless(run, settings);
  const { terminalJoin } = await import('./terminal-join.ts');
  return terminalJoin(run, settings, flags);
}

async function refuseHeadless(run: string, { store }: Settings): Promise<never> {
  const { Problem } = await import('../run/problem.ts');
  const hint = `What is in it, without taking part: ${commandLine(['report', run], store)}`;
  throw new Problem('usage', 'A run is joined on a terminal.', hint);
}
