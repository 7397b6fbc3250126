import { Argument, Command, Option } from 'commander';
import { firstScenario } from '../run/shipped.ts';
import { asStarted } from './command-line.ts';
import type { DrillFlags } from './drill-flags.ts';
import { assignment, seedOf, speedOf } from './options.ts';
import { onTerminal, plain, say } from './output.ts';
import { applyColor, readSettings } from './settings.ts';

const help = `
A drill starts no process and reaches no network. Everything that happens goes into its journal.
Not on a terminal, --auto is implied. Exit code 5: the play's expectation was not met.

Examples:
  breakglass drill                                    on the terminal, with you in it
  breakglass drill --as lead=Mara --as operator=Jon   two people at one keyboard
  breakglass drill poisoned-release --auto            a scripted team plays it to the end
  breakglass drill poisoned-release --auto newest-backup --json
  breakglass drill my-scenario.yaml --auto --speed 60 an hour in a minute, to watch`;

/** `breakglass drill`: an exercise. */
export function drillCommand(): Command {
  return new Command('drill')
    .summary('drill a scenario')
    .description('Drills a playbook against a simulated breach.')
    .addArgument(new Argument('[scenario]', 'a file, or a shipped scenario').default(firstScenario))
    .option('--auto [play]', 'let a play of the scenario play it; without a name, the first')
    .addOption(new Option('--speed <n>', 'the clock runs n times as fast').argParser(speedOf))
    .addOption(new Option('--seed <text>', "where the run's id comes from").argParser(seedOf))
    .addOption(new Option('--as <role=name>', 'who holds a role; may be given again').argParser(assignment))
    .addHelpText('after', help)
    .action(async (scenario: string, _flags: unknown, command: Command) => {
      process.exitCode = await drill(scenario, command.optsWithGlobals());
    });
}

async function drill(name: string, flags: DrillFlags): Promise<number> {
  const settings = await readSettings(flags);
  applyColor(settings.color.value);
  const { loadScenario } = await import('../run/content.ts');
  const content = loadScenario(name);
  const { length } = content.warnings;
  if (length > 0)
    say(plain(asStarted(`${length} ${length === 1 ? 'warning' : 'warnings'}: breakglass check ${name} shows them.`)));
  const alone = flags.auto !== undefined || flags.json || !settings.input.value || !onTerminal();
  if (alone) {
    const { autoDrill } = await import('./auto-drill.ts');
    return autoDrill(content, settings, flags);
  }
  const { terminalDrill } = await import('./terminal-run.ts');
  return terminalDrill(content, settings, flags);
}
