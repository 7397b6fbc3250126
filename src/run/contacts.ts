import type { Contacts, Way } from '../contacts/model.ts';
import { readContacts } from '../contacts/reader.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import { readText } from './files.ts';
import { Problem } from './problem.ts';

export interface LoadedContacts {
  readonly file: string;
  readonly contacts: Contacts;
  readonly warnings: readonly Diagnostic[];
}

/** Contacts as calls are made by them. */
export interface CallBook {
  readonly contacts: Contacts;
  /** The channel that carries a message to a person, by the way in which it comes to them. */
  readonly carriers: Readonly<Partial<Record<Way, string>>>;
}

/** There are contacts, and they cannot be read. */
export interface BrokenBook {
  /** Why, and where. */
  readonly broken: string;
}

/** Contacts out of a file. @throws Problem with everything that is wrong in it */
export function loadContacts(file: string, shown: string = file, text: string = readText(file, shown)): LoadedContacts {
  const { contacts, diagnostics } = readContacts({ file: shown, text });
  if (contacts) return { file, contacts, warnings: diagnostics };
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  throw new Problem('input', `${shown} is not valid.`, undefined, errors);
}

/** Said where contacts are wanted and there are none. */
export function noContacts(folder: string): Problem {
  return new Problem(
    'usage',
    `Nobody is named to be called: there is no contacts.yaml here or in ${folder}.`,
    'Begin with an example: breakglass contacts --example > contacts.yaml',
  );
}
