import { Command } from 'commander';
import { exits } from './exit.ts';
import { plain, print, say, sayDiagnostics } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
One page of plain text, 80 columns wide: whom to call in which order, the first steps, where the journal is, how to go on
without a terminal. Print it, and keep it where no network is needed. It has phone numbers in it.

Examples:
  breakglass print --card compromised-pipeline
  breakglass print --card compromised-pipeline --out card.txt
  breakglass print --card compromised-pipeline | lpr`;

interface PrintFlags extends EverywhereFlags {
  readonly card: string;
  readonly out?: string;
}

/** `breakglass print`: what is to lie on paper. */
export function printCommand(): Command {
  return new Command('print')
    .summary('print the offline card of a playbook: one page, for when nothing else works')
    .description('Prints the offline card of a playbook.')
    .requiredOption('--card <playbook>', 'a file, or a shipped playbook')
    .option('--out <file>', 'write it there')
    .addHelpText('after', help)
    .action(async (_flags: unknown, command: Command) => {
      process.exitCode = await printCard(command.optsWithGlobals());
    });
}

async function printCard({ card, out, ...flags }: PrintFlags): Promise<number> {
  const { loadPlaybook } = await import('../run/content.ts');
  const { loadContacts } = await import('../run/contacts.ts');
  const { fromHere } = await import('../run/trust.ts');
  const { offlineCard } = await import('../report/card.ts');
  const { headlessStart } = await import('./surroundings.ts');
  const { store, contacts: place } = await readSettings(flags);
  const { playbook } = loadPlaybook(card);
  const loaded = place.value === null ? null : loadContacts(place.value, fromHere(place.value));
  if (!loaded) say('There are no contacts, so the names are left blank: breakglass contacts --example shows how.');
  else if (loaded.warnings.length > 0) await sayDiagnostics(loaded.warnings);
  const printed = new Date(headlessStart() ?? Date.now()).toISOString().slice(0, 10);
  const text = plain(offlineCard({ playbook, contacts: loaded?.contacts ?? null, store: store.value, printed }));
  if (out !== undefined) {
    const { writeWhole } = await import('../run/write.ts');
    // Numbers of people: for whoever prints it, not for everybody on the machine.
    writeWhole(out, text, 0o600);
    print(flags.json ? JSON.stringify({ file: out }) : out);
  } else if (flags.json) print(JSON.stringify({ card: text }));
  else process.stdout.write(text);
  return exits.done;
}
