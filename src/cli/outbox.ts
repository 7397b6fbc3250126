import { Argument, Command } from 'commander';
import type { OutboxFlags } from './outbox-flags.ts';
import { readSettings } from './settings.ts';

const help = `
Every message is in the run's journal before it is sent. What may be there already is looked for before it is sent
again; where a channel cannot be looked at, it waits for a person: retry sends it again, drop says that it is not to be
told. While another process has the run open, that one sends: : in it has the same commands.

Exit code 5: something is still not told.

Examples:
  breakglass outbox list                              what of the run that was left last is not told
  breakglass outbox retry poisoned-release-20260302-7f3a
  breakglass outbox drop poisoned-release-20260302-7f3a m41 --reason "Said on the phone."`;

/** `breakglass outbox`: what is to be told, and is not yet. */
export function outboxCommand(): Command {
  const run = () => new Argument('[run]', 'the run; without it, the one that was left last');
  return new Command('outbox')
    .summary('what is to be told elsewhere, and is not yet')
    .description('Shows what is to be told elsewhere and is not yet, sends it again, or drops it.')
    .addHelpText('after', help)
    .addCommand(
      new Command('list')
        .summary('show what waits')
        .description('Shows what waits, channel by channel.')
        .addArgument(run())
        .action(async (named: string | undefined, _flags: unknown, command: Command) => {
          const { listOutbox } = await import('./outbox-parts.ts');
          process.exitCode = await listOutbox(named, await settled(command));
        }),
    )
    .addCommand(
      new Command('retry')
        .summary('send what waits, and what failed')
        .description('Sends what waits, also what failed or may be there already.')
        .addArgument(run())
        .addArgument(new Argument('[message...]', 'these alone, by their ids'))
        .option('--via <channel>', 'of this channel alone')
        .action(async (named: string | undefined, messages: string[], _flags: unknown, command: Command) => {
          const { retryOutbox } = await import('./outbox-parts.ts');
          process.exitCode = await retryOutbox(named, messages, await settled(command));
        }),
    )
    .addCommand(
      new Command('drop')
        .summary('say that messages are not to be told')
        .description('Takes messages out of the outbox. The journal keeps them, and the reason.')
        .addArgument(new Argument('<run>', 'the run'))
        .addArgument(new Argument('<message...>', 'their ids'))
        .requiredOption('--reason <text>', 'why they are not to be told')
        .action(async (named: string, messages: string[], _flags: unknown, command: Command) => {
          const { dropFromOutbox } = await import('./outbox-parts.ts');
          process.exitCode = await dropFromOutbox(named, messages, await settled(command));
        }),
    );
}

async function settled(command: Command) {
  const flags: OutboxFlags = command.optsWithGlobals();
  return { flags, settings: await readSettings(flags) };
}
