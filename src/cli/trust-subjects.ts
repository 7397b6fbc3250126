import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { loadContacts } from '../run/contacts.ts';
import { readText } from '../run/files.ts';
import { Problem } from '../run/problem.ts';
import { changesBetween } from '../run/trust/changes.ts';
import { keptText, readRecords, type TrustRecord } from '../run/trust/records.ts';
import { readSubjects, type TrustSubject } from '../run/trust/subject.ts';
import { lastTrusted, type TrustDocument, type Trusted, trustFolder, trustIn } from '../run/trust.ts';
import { contactsDocument } from './call-book.ts';
import { say } from './output.ts';
import { type Settings, settingsFileName, userFile } from './settings.ts';
import { deedsOf } from './settings-deeds.ts';
import { readSettingsFile } from './settings-file.ts';

/** What somebody is asked to trust, beside what they trusted before. */
export interface Pending {
  readonly subject: TrustSubject;
  readonly trust: Trusted;
  /** The last content of the same sort and id that was trusted. */
  readonly before: TrustRecord | null;
  /** What changed since; null where there is nothing to compare with. */
  readonly changes: readonly string[] | null;
}

/** The files that are named, or else those that the settings of this folder name. @throws Problem */
export async function subjectsOf(files: readonly string[], settings: Settings): Promise<TrustSubject[]> {
  const own = await contactsDocument(settings);
  const told = own && Object.keys(settings.tell.value).length > 0 ? [own.file] : [];
  const named =
    files.length > 0 ? files : [...settings.untrusted.map(({ file }) => file), ...settings.actions.value, ...told];
  if (named.length === 0)
    throw new Problem(
      'usage',
      'The settings here name nothing that needs trust.',
      'Name a playbook or a catalogue of your own.',
    );
  const seen = new Set<string>();
  return named
    .flatMap((file) => {
      if (basename(file) === settingsFileName) return [settingsSubject(file)];
      return isContactsFile(file) ? [contactsSubject(file)] : readSubjects(file);
    })
    .filter(({ document: { file, shipped } }) => !shipped && !seen.has(file) && seen.add(file));
}

/** Holds subjects to what is trusted. */
export async function pending(subjects: readonly TrustSubject[]): Promise<Pending[]> {
  const folder = trustFolder();
  const records = readRecords(folder);
  if (records.problem) say(records.problem.message);
  return Promise.all(
    subjects.map(async (subject) => {
      const trust = trustIn(records, subject.document);
      const before = trust.trusted ? null : lastTrusted(subject.document, records);
      const text = before && keptText(folder, before.sha256);
      const changes = text === null ? null : await changesBetween(text, subject.document.text);
      return { subject, trust, before, changes };
    }),
  );
}

function settingsSubject(path: string): TrustSubject {
  const file = whereItLies(path);
  if (file === userFile(process.env))
    throw new Problem('usage', `${path} is your own, so it needs no trust.`, 'Name a file of a working folder.');
  const { said, text } = readSettingsFile(file);
  const document: TrustDocument = { sort: 'settings', id: file, text, file, shipped: false };
  return { document, deeds: deedsOf(said), secrets: Object.keys(said.secrets ?? {}) };
}

function isContactsFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile() && /^contacts:/m.test(readText(path));
}

/** Contacts say whom messages go to: each of their addresses is shown. */
function contactsSubject(path: string): TrustSubject {
  const file = whereItLies(path);
  const { contacts } = loadContacts(file, path);
  const people = Object.values(contacts.people).map(({ name, phone, email }) => ({
    of: `contact ${name}`,
    does: `is told at ${[email, phone].filter((way) => way !== undefined).join(', ') || 'nothing'}`,
  }));
  const lists = Object.values(contacts.audiences).flatMap(({ id, email }) =>
    email.length === 0 ? [] : [{ of: `audience ${id}`, does: `is told at ${email.join(', ')}` }],
  );
  const document: TrustDocument = { sort: 'settings', id: file, text: readText(file), file, shipped: false };
  return { document, deeds: [...people, ...lists], secrets: [] };
}

/** As whoever stands in its folder finds it. */
function whereItLies(path: string): string {
  const folder = dirname(resolve(path));
  return join(existsSync(folder) ? realpathSync(folder) : folder, basename(path));
}
