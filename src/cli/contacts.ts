import { Argument, Command } from 'commander';
import type { Contacts } from '../contacts/model.ts';
import type { Overview } from '../contacts/overview.ts';
import { exits } from './exit.ts';
import { plain, print, sayDiagnostics } from './output.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

const help = `
Contacts are a file of yours: contacts.yaml in the working folder, else in ~/.config/breakglass, or what breakglass.yaml
names. Nothing of it leaves this machine, and no network is needed. Those for whom it is out of hours are marked, and
who stands in for them comes first.

Examples:
  breakglass contacts --example > contacts.yaml   one to begin with
  breakglass contacts                             everybody, by role
  breakglass contacts lead                        whom to call for the lead, in which order
  breakglass print --card compromised-pipeline    the same on paper`;

interface ContactsFlags extends EverywhereFlags {
  readonly example?: boolean;
}

/** `breakglass contacts`: who is called and told. */
export function contactsCommand(): Command {
  return new Command('contacts')
    .summary('say who is called, in which order, and who is told')
    .description('Lists who is called for each role and who is told: numbers, local time, deputies, chains.')
    .addArgument(new Argument('[who]', 'a role, an audience, a chain or a person'))
    .option('--example', 'print a file to begin with')
    .addHelpText('after', help)
    .action(async (who: string | undefined, _flags: unknown, command: Command) => {
      process.exitCode = await contacts(who, command.optsWithGlobals());
    });
}

async function contacts(who: string | undefined, flags: ContactsFlags): Promise<number> {
  if (flags.example) {
    process.stdout.write((await import('../contacts/example.ts')).exampleContacts);
    return exits.done;
  }
  const { loadContacts, noContacts } = await import('../run/contacts.ts');
  const { configFolder } = await import('../run/home.ts');
  const { fromHere } = await import('../run/trust.ts');
  const { overviewOf } = await import('../contacts/overview.ts');
  const { headlessStart } = await import('./surroundings.ts');
  const { contacts: place } = await readSettings(flags);
  if (place.value === null) throw noContacts(configFolder(process.env));
  const loaded = loadContacts(place.value, fromHere(place.value));
  const only = who === undefined ? null : await named(loaded.contacts, who);
  const overview = overviewOf(loaded.contacts, headlessStart() ?? Date.now(), only);
  if (flags.json) print(JSON.stringify(overview satisfies Overview, null, 2));
  else {
    const { contactsText } = await import('./contacts-text.ts');
    print(plain(contactsText(overview)));
    if (loaded.warnings.length > 0) await sayDiagnostics(loaded.warnings);
  }
  return exits.done;
}

/** The id of who is meant. @throws Problem with the nearest right name where there is nobody such */
async function named(contacts: Contacts, who: string): Promise<string> {
  const { whoIs } = await import('../contacts/order.ts');
  const { personNamed } = await import('../contacts/model.ts');
  if (whoIs(contacts, who)) return who;
  const person = personNamed(contacts, who);
  if (person) return person.id;
  const { nearest } = await import('../language/nearest.ts');
  const { Problem } = await import('../run/problem.ts');
  const names = [contacts.roles, contacts.audiences, contacts.chains, contacts.people].flatMap(Object.keys);
  const near = nearest(who, names);
  throw new Problem(
    'usage',
    `The contacts have no role, audience, chain or person ${JSON.stringify(who.slice(0, 60))}.`,
    near ? `Did you mean ${near}?` : `There are: ${names.slice(0, 20).join(', ')}.`,
  );
}
