import { dirname, resolve } from 'node:path';
import type { Contacts } from '../contacts/model.ts';
import type { BrokenBook, CallBook } from '../run/contacts.ts';
import type { TrustDocument } from '../run/trust.ts';
import { plain, say, sayDiagnostics } from './output.ts';
import { type Settings, userFile } from './settings.ts';

type Reach = Pick<Settings, 'contacts' | 'tell'>;

/** Who can be called from here; undefined where no contacts are set up. What is wrong in them keeps nobody from an incident. */
export async function callBook(settings: Reach): Promise<CallBook | BrokenBook | undefined> {
  const { isTrusted, text } = await lookedAt(settings);
  const contacts = await contactsHere(settings, text);
  if (!contacts) return undefined;
  if ('broken' in contacts) return contacts;
  const { carriersOf } = await import('../run/outbox/addresses.ts');
  return { contacts, carriers: isTrusted ? carriersOf(settings.tell.value) : {} };
}

/** Whom messages may be sent to by contacts: null where there are none, or where nobody has looked at them. */
export async function addressBook(settings: Reach): Promise<Contacts | null> {
  if (settings.contacts.value === null || Object.keys(settings.tell.value).length === 0) return null;
  const { isTrusted, text } = await lookedAt(settings);
  // The very text that was looked at: the file may be another one by now.
  if (isTrusted) {
    const contacts = await contactsHere(settings, text);
    return contacts && 'broken' in contacts ? null : contacts;
  }
  const { fromHere, trustHint } = await import('../run/trust.ts');
  const file = fromHere(settings.contacts.value);
  say(plain(`Nobody is sent anything by ${file}: it is not trusted. ${trustHint([file])}`));
  return null;
}

/** What has to be trusted before anything is sent by contacts; null for those of this user's own. */
export async function contactsDocument({ contacts }: Pick<Settings, 'contacts'>): Promise<TrustDocument | null> {
  const { value: file, from } = contacts;
  const own = userFile(process.env);
  if (file === null || from === own || dirname(resolve(file)) === dirname(own)) return null;
  const { readText, statOf } = await import('../run/files.ts');
  const path = resolve(file);
  if (!statOf(path)?.isFile()) return null;
  return { sort: 'settings', id: path, text: readText(path), file: path, shipped: false };
}

/** A folder that somebody happens to stand in must not decide who reads of an incident. */
async function lookedAt(settings: Reach): Promise<{ isTrusted: boolean; text?: string }> {
  const { trustOf } = await import('../run/trust.ts');
  const document = await contactsDocument(settings);
  return document === null ? { isTrusted: true } : { isTrusted: trustOf(document).trusted, text: document.text };
}

async function contactsHere(
  { contacts }: Pick<Settings, 'contacts'>,
  text?: string,
): Promise<Contacts | BrokenBook | null> {
  if (contacts.value === null) return null;
  const { loadContacts } = await import('../run/contacts.ts');
  const { Problem } = await import('../run/problem.ts');
  const { fromHere } = await import('../run/trust.ts');
  try {
    return loadContacts(contacts.value, fromHere(contacts.value), text).contacts;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(plain(`${error.message} It goes on without contacts.`));
    await sayDiagnostics(error.diagnostics);
    const [first] = error.diagnostics;
    if (!first) return { broken: error.message };
    const { placeOf } = await import('../language/format.ts');
    return { broken: `${placeOf(first.source, first.range)}: ${first.message}.` };
  }
}
