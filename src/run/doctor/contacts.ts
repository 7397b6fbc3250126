import { gapsIn } from '../../contacts/gaps.ts';
import { formatDuration } from '../../language/time.ts';
import type { Playbook } from '../../playbook/model.ts';
import { type LoadedContacts, loadContacts } from '../contacts.ts';
import { Problem } from '../problem.ts';
import { fromHere } from '../trust.ts';
import type { Finding } from './finding.ts';

interface Looked {
  readonly contacts: string | null;
  readonly playbooks: readonly Playbook[];
  /** A playbook was named: the contacts are held to it, and not to themselves. */
  readonly isNamed: boolean;
}

/**
 * Whether somebody is named to be called, and what is lacking. Never more than to be looked at: a run goes on without contacts, and who knows
 * the numbers by heart needs none.
 */
export function contactFindings({ contacts: file, playbooks, isNamed }: Looked, now: number): Finding[] {
  const finding = (state: 'ok' | 'warn', what: string, said: string, mend?: string): Finding => ({
    sort: 'contacts',
    state,
    what,
    said,
    ...(mend !== undefined && { mend }),
  });
  if (file === null) {
    const mend = 'Begin with an example: breakglass contacts --example > contacts.yaml';
    return [finding('warn', 'contacts.yaml', 'is not there: nobody is named to be called', mend)];
  }
  const shown = fromHere(file);
  const loaded = read(file, shown);
  if (loaded instanceof Problem)
    return [
      finding('warn', shown, `cannot be used: ${loaded.message}`, `See what is wrong: breakglass check ${shown}`),
    ];
  const { contacts } = loaded;
  const gaps = gapsIn(contacts, isNamed ? playbooks : null, now);
  if (gaps.length > 0) return gaps.map(({ what, said, mend }) => finding('warn', what, said, mend));
  const count = Object.keys(contacts.people).length;
  const people = count === 1 ? '1 person' : `${count} people`;
  return [finding('ok', shown, `${people}, all looked at in the last ${formatDuration(contacts.staleAfter)}`)];
}

function read(file: string, shown: string): LoadedContacts | Problem {
  try {
    return loadContacts(file, shown);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
