import { Argument, Command } from 'commander';
import type { State } from '../engine/state.ts';
import { exits } from './exit.ts';
import { onTerminal } from './output.ts';
import { applyColor, type EverywhereFlags, readSettings, type Settings } from './settings.ts';

const help = `
In a drill the clock stood while nobody was there. What was being written when the run ended is set aside,
and said. A run that a play was playing goes on with that play, by --auto or where there is no terminal.

Examples:
  breakglass resume                                   the run that was left last
  breakglass resume poisoned-release-20260302-7f3a`;

interface ResumeFlags extends EverywhereFlags {
  readonly auto?: boolean;
}

/** `breakglass resume`: goes on with a run. */
export function resumeCommand(): Command {
  return new Command('resume')
    .summary('go on with a run')
    .description('Goes on with a run that was left, or that a crash cut off.')
    .addArgument(new Argument('[run]', 'the run; without it, the open one that was left last'))
    .option('--auto', 'let the play that was playing it go on')
    .addHelpText('after', help)
    .action(async (run: string | undefined, _flags: unknown, command: Command) => {
      process.exitCode = await resume(run, command.optsWithGlobals());
    });
}

async function resume(named: string | undefined, flags: ResumeFlags): Promise<number> {
  const { journalPath } = await import('../journal/store.ts');
  const { readRun } = await import('../run/replay.ts');
  const { lastOpen } = await import('../run/runs.ts');
  const { storeWith } = await import('../run/store.ts');
  const settings = await readSettings(flags);
  applyColor(settings.color.value);
  const run = named ?? (await lastOpen(settings.store.value));
  const { state, entries } = readRun(journalPath(storeWith(settings.store.value, run), run));
  await refuseClosed(state, run, settings);
  const play = /^play:(.+)$/.exec(entries[0]?.typedBy ?? '')?.[1];
  const screen = onTerminal() && settings.input.value && !flags.json && !flags.auto;
  if (screen) return goOnScreen(run, settings);
  if (play !== undefined) return goOnAuto(run, play, settings, flags);
  return refuseAuto(run, state, settings);
}

async function goOnScreen(run: string, settings: Settings): Promise<number> {
  const { terminalResume } = await import('./terminal-run.ts');
  return terminalResume(run, settings);
}

async function goOnAuto(run: string, play: string, settings: Settings, flags: ResumeFlags): Promise<number> {
  const { autoResume } = await import('./auto-resume.ts');
  return autoResume(run, play, settings, flags.json === true);
}

async function refuseClosed(state: State, run: string, { store }: Settings): Promise<void> {
  if (state.stage !== 'closed') return;
  const { Problem } = await import('../run/problem.ts');
  const { commandLine } = await import('./command-line.ts');
  throw new Problem(
    'usage',
    `The run ${run} is closed.`,
    [`Add to it: ${commandLine(['note', run, '…'], store)}`, `Its report: ${commandLine(['report', run], store)}`].join(
      '\n',
    ),
  );
}

async function refuseAuto(run: string, state: State, { store }: Settings): Promise<number> {
  const { plain, say } = await import('./output.ts');
  const { commandLine } = await import('./command-line.ts');
  const isDrill = state.run?.kind === 'exercise';
  const why = isDrill ? 'was played by people, so no play can go on with it' : 'is no drill: people go on with it';
  say(`breakglass: the run ${run} ${why}.`);
  say(plain(`Go on with it on a terminal: ${commandLine(['resume', run], store)}`));
  return exits.usage;
}
