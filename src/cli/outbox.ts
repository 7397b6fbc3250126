import { Argument, Command } from 'commander';
import type { OutboxFlags } from './outbox-flags.ts';
import { readSettings } from './settings.ts';

const help = `
Every message is in the run's journal before it is sent. What may be there already is looked for before it is sent
again; where a channel cannot be looked at, it waits for a person: retry sends it again, drop says that it is not to be
told. Of a run that is closed it also tells the head and the report, where who closed it was cut off before that.
While another process has the run open, that one sends: : in it has the same commands.

Exit code 5: something is still not told.

Examples:
  breakglass outbox list                              what of the run that was left last is not told
  breakglass outbox retry --run poisoned-release-20260302-7f3a
  breakglass outbox drop poisoned-release-20260302-7f3a m41 --reason "Said on the phone."`;

/** `breakglass outbox`: what is to be told, and is not yet. */
export function outboxCommand(): Command {
  const run = () => new Argument('[run]', 'the run; without it, the one that was left last');
  const instead = ['--run <run>', 'the run, instead of as the first word'] as const;
  return new Command('outbox')
    .summary('what is to be told elsewhere, and is not yet')
    .description('Shows what is to be told elsewhere and is not yet, sends it again, or drops it.')
    .addHelpText('after', help)
    .addCommand(
      new Command('list')
        .summary('show what waits')
        .description('Shows what waits, channel by channel.')
        .addArgument(run())
        .option(...instead)
        .action(async (first: string | undefined, _flags: unknown, command: Command) => {
          const { listOutbox } = await import('./outbox-parts.ts');
          const given = await settled(command);
          process.exitCode = await listOutbox(given.flags.run ?? first, given);
        }),
    )
    .addCommand(
      new Command('retry')
        .summary('send what waits, and what failed')
        .description('Sends what waits, also what failed or may be there already.')
        .addArgument(run())
        .addArgument(new Argument('[message...]', 'these alone, by their ids'))
        .option('--via <channel>', 'of this channel alone')
        .option(...instead)
        .action(async (first: string | undefined, rest: string[], _flags: unknown, command: Command) => {
          const { retryOutbox } = await import('./outbox-parts.ts');
          const given = await settled(command);
          const { run, messages } = meant(first, rest, given.flags);
          process.exitCode = await retryOutbox(run, messages, given);
        }),
    )
    .addCommand(
      new Command('drop')
        .summary('say that messages are not to be told')
        .description('Takes messages out of the outbox. The journal keeps them, and the reason.')
        .addArgument(new Argument('<run>', 'the run'))
        .addArgument(new Argument('[message...]', 'their ids'))
        .requiredOption('--reason <text>', 'why they are not to be told')
        .option(...instead)
        .action(async (first: string, rest: string[], _flags: unknown, command: Command) => {
          const { dropFromOutbox } = await import('./outbox-parts.ts');
          const given = await settled(command);
          const { run = first, messages } = meant(first, rest, given.flags);
          if (messages.length === 0) command.error("error: missing required argument 'message'");
          process.exitCode = await dropFromOutbox(run, messages, given);
        }),
    );
}

/** Where the run is named by its option, every word is a message. */
function meant(first: string | undefined, rest: readonly string[], { run }: OutboxFlags) {
  if (run === undefined) return { run: first, messages: rest };
  return { run, messages: first === undefined ? rest : [first, ...rest] };
}

async function settled(command: Command) {
  const flags: OutboxFlags = command.optsWithGlobals();
  return { flags, settings: await readSettings(flags) };
}
