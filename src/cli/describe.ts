import { Argument, Command } from 'commander';
import { print, say } from './output.ts';

const help = `
The shelf gives nothing away. A scenario's own page gives all of it away: what happened, what is hidden, and how each
of its plays ends. Both are Markdown.

Examples:
  breakglass describe                              what there is to drill, how long, how hard
  breakglass describe false-recovery > truth.md    for facilitators, and for who has played it
  breakglass describe my-scenario.yaml --json      the same as data`;

/** `breakglass describe`: what there is to drill, and the truth of one of it. */
export function describeCommand(): Command {
  return new Command('describe')
    .summary('describe scenarios: the shelf, or one of them with its truth')
    .description('Describes the shipped scenarios as a list, or one scenario with its truth.')
    .addArgument(new Argument('[scenario]', 'a file, or a shipped scenario; without one, the shelf'))
    .addHelpText('after', help)
    .action(async (name: string | undefined, _flags: unknown, command: Command) => {
      const json = command.optsWithGlobals().json === true;
      await (name === undefined ? describeShelf(json) : describe(name, json));
    });
}

async function describeShelf(json: boolean): Promise<void> {
  const { loadScenario } = await import('../run/content.ts');
  const { shippedNames } = await import('../run/shipped.ts');
  const { shelfEntryOf } = await import('../scenario/shelf-entry.ts');
  const entries = shippedNames('scenario').map((name) => {
    const { scenario, playbook } = loadScenario(name);
    return shelfEntryOf(scenario, playbook);
  });
  if (json) print(JSON.stringify(entries, null, 2));
  else process.stdout.write((await import('../report/pages/shelf-page.ts')).shelfPage(entries));
}

async function describe(name: string, json: boolean): Promise<void> {
  const { loadScenario } = await import('../run/content.ts');
  const { playAllOut } = await import('../run/play-out.ts');
  const { describeScenario } = await import('../report/pages/described.ts');
  const content = loadScenario(name);
  const described = describeScenario(content.scenario, content.playbook, playAllOut(content));
  say('This gives the drill away: it is for facilitators, and for who has played it.');
  if (json) print(JSON.stringify(described, null, 2));
  else process.stdout.write((await import('../report/pages/scenario-page.ts')).scenarioPage(described));
}
