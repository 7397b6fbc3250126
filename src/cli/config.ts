import { Command } from 'commander';
import { plain, print } from './output.ts';
import { type EverywhereFlags, readSettings, type Setting } from './settings.ts';

const help = `
A flag is over the environment, that over breakglass.yaml in the working folder, that over the user's
(~/.config/breakglass/breakglass.yaml). Such a file has any of:

  store: ~/drills        # the folder of journals, evidence and reports
  person: Mara           # who speaks at this keyboard
  color: auto            # auto, always or never`;

/** `breakglass config`: every setting, and where it comes from. */
export function configCommand(): Command {
  return new Command('config')
    .summary('show the settings, and where each comes from')
    .description('Shows every setting, its value, and where it comes from.')
    .addHelpText('after', help)
    .action(async (_flags: unknown, command: Command) => show(command.optsWithGlobals()));
}

async function show(flags: EverywhereFlags): Promise<void> {
  const settings = Object.entries(await readSettings(flags)) as [string, Setting<string | boolean>][];
  if (flags.json) {
    print(JSON.stringify(settings.map(([name, { value, from }]) => ({ name, value, from }))));
    return;
  }
  const width = Math.max(...settings.map(([, { value }]) => String(value).length));
  for (const [name, { value, from }] of settings)
    print(plain(`${name.padEnd(8)}${String(value).padEnd(width)}  ${from}`));
}
