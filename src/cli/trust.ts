import { Argument, Command } from 'commander';
import type { TrustSubject } from '../run/trust/subject.ts';
import { exits } from './exit.ts';
import { onTerminal, plain, print, say } from './output.ts';
import { type EverywhereFlags, readSettings, type Settings } from './settings.ts';

const help = `
What did not come with Breakglass runs nothing live before its content is trusted: a playbook, a catalogue of
actions, and a working folder's breakglass.yaml where it sets secrets, endpoints, actions, approvals or a CA. A
file that changes asks again. Trust covers the text, not the programs and files that it names.

Without a file: what the settings of this folder name. A drill needs no trust: it runs nothing.

Examples:
  breakglass trust plan.yaml ops/actions      shows what they would run, and asks
  breakglass trust breakglass.yaml --yes      for scripts: trusts without asking
  breakglass trust --list
  breakglass trust --forget plan`;

export interface TrustFlags extends EverywhereFlags {
  readonly list?: boolean;
  readonly forget?: string;
  readonly yes?: boolean;
}

/** `breakglass trust`: what may be run though it did not come with Breakglass. */
export function trustCommand(): Command {
  return new Command('trust')
    .summary('show what a file of your own would run, and trust it')
    .description('Shows what playbooks, catalogues and settings of your own would run, and trusts their content.')
    .addArgument(new Argument('[files...]', 'files, and folders of them'))
    .option('--yes', 'trust without asking')
    .option('--list', 'list what is trusted')
    .option('--forget <id or hash>', 'trust it no more')
    .addHelpText('after', help)
    .action(async (files: string[], _flags: unknown, command: Command) => {
      process.exitCode = await trust(files, command.optsWithGlobals());
    });
}

async function trust(files: readonly string[], flags: TrustFlags): Promise<number> {
  if (flags.list || flags.forget !== undefined) {
    const { forget, list } = await import('./trust-list.ts');
    return flags.forget === undefined ? list(flags.json === true) : forget(flags.forget);
  }
  const settings = await readSettings(flags);
  const { subjectsOf, pending } = await import('./trust-subjects.ts');
  const { askTrust, giveTrust, show, toJson } = await import('./trust-asking.ts');
  const subjects = await subjectsOf(files, settings);
  const found = await pending(subjects);
  if (flags.json) print(JSON.stringify(found.map(toJson)));
  const left: TrustSubject[] = [];
  for (const one of found) {
    if (!flags.json) show(one);
    if (one.trust.trusted) continue;
    if (flags.yes || (canAsk(flags, settings) && (await askTrust(one)))) giveTrust(one, flags.json === true);
    else left.push(one.subject);
  }
  return left.length === 0 ? exits.done : await refused(left, canAsk(flags, settings));
}

function canAsk(flags: TrustFlags, settings: Settings): boolean {
  return onTerminal() && settings.input.value && !flags.json;
}

async function refused(left: readonly TrustSubject[], wasAsked: boolean): Promise<number> {
  const { fromHere } = await import('../run/trust.ts');
  const { commandLine } = await import('./command-line.ts');
  const names = left.map(({ document }) => fromHere(document.file));
  say(plain(`Not trusted: ${names.join(', ')}.`));
  if (!wasAsked)
    say(plain(`Nobody can be asked here. To trust it all the same: ${commandLine(['trust', ...names, '--yes'])}`));
  return exits.notAllowed;
}
