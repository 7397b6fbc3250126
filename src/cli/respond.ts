import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { parseInstant } from '../language/time.ts';
import { assignment, seedOf } from './options.ts';
import { onTerminal } from './output.ts';
import type { RespondFlags } from './respond-flags.ts';
import { applyColor, readSettings } from './settings.ts';

const help = `
LIVE: what you approve and run reaches real systems. Each command is shown in full before it runs, runs once, and is
in the journal before it starts. What may be unknown at the opening (inputs, when the intrusion began) is filled in
later. Without a terminal the run is opened and waits: breakglass resume goes on with it.

Examples:
  breakglass respond compromised-pipeline --input repository=acme/storefront
  breakglass respond leaked-secret --known 2026-03-02T03:12:00Z --as lead=Mara
  breakglass respond compromised-pipeline --rehearse      shows and journals what would run, runs only what reads
  breakglass respond --from alert.json                    an alert picks the playbook and fills in what it knows
  curl -s … | breakglass respond leaked-secret --from -`;

/** `breakglass respond`: a live incident. */
export function respondCommand(): Command {
  return new Command('respond')
    .summary('respond to a real incident')
    .description('Follows a playbook in a real incident.')
    .addArgument(new Argument('[playbook]', 'a file, or a shipped playbook; an alert may name it'))
    .addOption(new Option('--input <name=value>', 'a value of the playbook; may be given again').argParser(given))
    .addOption(new Option('--known <time>', 'when it became known, ISO 8601; now without it').argParser(moment))
    .addOption(new Option('--intruded <time>', 'when the intrusion began, if it is known').argParser(moment))
    .addOption(new Option('--from <file>', 'an alert that raised it; - is standard input'))
    .addOption(new Option('--title <text>', 'what the incident is called').argParser(titleOf))
    .option('--rehearse', 'run only what changes nothing; show and journal the rest')
    .option('--no-slack', 'keep details from Slack: whoever attacks may read it')
    .addOption(new Option('--as <role=name>', 'who holds a role; may be given again').argParser(assignment))
    .addOption(new Option('--seed <text>', "where the run's id comes from").argParser(seedOf))
    .addHelpText('after', help)
    .action(async (playbook: string | undefined, own: { input?: Record<string, string> }, command: Command) => {
      // `--no-input`, which every command takes, and `--input` have one name between them.
      process.exitCode = await respond(playbook, { ...command.optsWithGlobals(), inputs: own.input ?? {} });
    });
}

async function respond(playbook: string | undefined, flags: RespondFlags): Promise<number> {
  const settings = await readSettings(flags);
  applyColor(settings.color.value);
  const { prepareIncident } = await import('./incident-parts.ts');
  const isScreen = onTerminal() && settings.input.value && !flags.json && flags.from !== '-';
  const incident = await prepareIncident(playbook, settings, flags);
  if (isScreen) {
    const { terminalRespond } = await import('./terminal-run.ts');
    return terminalRespond(incident, settings);
  }
  const { openWaiting } = await import('./waiting-incident.ts');
  return openWaiting(incident, settings, flags.json === true);
}

/** `name=value`, any number of times. A value may be empty, and may hold anything. */
function given(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('It must be like repository=acme/storefront.');
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is given twice.`);
  return { ...before, [name]: value };
}

function moment(text: string): string {
  const at = parseInstant(text);
  if (at === null) throw new InvalidArgumentError('It must be like 2026-03-02T03:12:00Z.');
  return new Date(at).toISOString();
}

function titleOf(text: string): string {
  if (text.trim() === '' || text.length > 200) throw new InvalidArgumentError('It must have 1 to 200 characters.');
  return text.trim();
}
