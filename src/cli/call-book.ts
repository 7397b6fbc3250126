import type { CallBook } from '../run/contacts.ts';
import { plain, say, sayDiagnostics } from './output.ts';
import type { Settings } from './settings.ts';

/** Who can be called from here; undefined where no contacts are set up. What is wrong in them keeps nobody from an incident: it is said. */
export async function callBook({ contacts }: Pick<Settings, 'contacts'>): Promise<CallBook | undefined> {
  if (contacts.value === null) return undefined;
  const { loadContacts } = await import('../run/contacts.ts');
  const { Problem } = await import('../run/problem.ts');
  const { fromHere } = await import('../run/trust.ts');
  try {
    const { contacts: known } = loadContacts(contacts.value, fromHere(contacts.value));
    return { contacts: known, carriers: {} };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(plain(`${error.message} It goes on without contacts.`));
    await sayDiagnostics(error.diagnostics);
    return undefined;
  }
}
