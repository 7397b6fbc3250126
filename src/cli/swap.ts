import { Command, InvalidArgumentError } from 'commander';
import { exits } from './exit.ts';
import { plain, print } from './output.ts';
import type { EverywhereFlags } from './settings.ts';

const help = `
Two renames and nothing else: what is live becomes <live>.before-<suffix>, and what was restored takes its place. Both must be
folders or both files, on one file system. If the second rename fails, the first is taken back. If this dies between the two,
everything is there, and the same command once more finishes it.

It compares nothing: see 'breakglass compare'. Stop first what writes there; a service that runs goes on with the old files.

Examples:
  breakglass swap /srv/restored /srv/data
  breakglass swap /srv/restored/srv/data /srv/data --keep 2026-03-02`;

type Flags = EverywhereFlags & { keep: string; absent?: boolean };

/** `breakglass swap`: puts what was restored in the place of what is live, and keeps that. */
export function swapCommand(): Command {
  return new Command('swap')
    .summary('put what was restored in place, and keep what was there')
    .description('Puts a restored folder or file in the place of the live one, which is kept beside it.')
    .argument('<restored>', 'what takes the place')
    .argument('<live>', 'the place')
    .option('--keep <suffix>', 'what was live is kept as <live>.before-<suffix>', suffix, 'restore')
    .option('--absent', 'what was live is lost: nothing is in the place', false)
    .addHelpText('after', help)
    .action(async (restored: string, live: string, _flags: unknown, command: Command) => {
      process.exitCode = await swapPlaces(restored, live, command.optsWithGlobals());
    });
}

async function swapPlaces(restored: string, live: string, flags: Flags): Promise<number> {
  const { swap } = await import('../run/restore/swap.ts');
  const swapped = swap({ restored, live, keep: flags.keep, absent: flags.absent ?? false });
  if (flags.json) {
    print(JSON.stringify(swapped));
    return exits.done;
  }
  print(`${swapped.finished ? 'FINISHED' : 'SWAPPED'}  ${plain(swapped.live)} is what was restored.`);
  print(
    swapped.before === null ? 'Nothing was there before.' : `What was there before lies at ${plain(swapped.before)}`,
  );
  return exits.done;
}

function suffix(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/.test(text)) return text;
  throw new InvalidArgumentError(
    'It has 1 to 120 letters, digits, dots, underscores and dashes, a letter or a digit first.',
  );
}
