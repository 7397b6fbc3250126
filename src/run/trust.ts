import { join, relative } from 'node:path';
import { sha256 } from '../engine/definition.ts';
import { configFolder } from './home.ts';
import { Problem } from './problem.ts';
import { readRecords, type TrustRecord, type TrustRecords, type TrustSort } from './trust/records.ts';

/** A text that decides what is run, as it was read. */
export interface TrustDocument {
  readonly sort: TrustSort;
  /** A playbook's or a catalogue's id; of settings, the file's path. */
  readonly id: string;
  readonly text: string;
  readonly file: string;
  /** It came with Breakglass. */
  readonly shipped: boolean;
}

/** Whether a content may be run; where not, whether an earlier version of it might. */
export type Trusted = { readonly trusted: true } | { readonly trusted: false; readonly known: boolean };

/**
 * The folder of what this user trusts. Not in the store: a working folder's settings choose the store, and would so choose
 * what is trusted.
 */
export function trustFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(configFolder(environment), 'trust');
}

/** Whether what a document says was trusted: the very text, wherever it lies. Settings are trusted where they lie. */
export function trustOf(document: TrustDocument, folder = trustFolder()): Trusted {
  return document.shipped ? { trusted: true } : trustIn(readRecords(folder), document);
}

/**
 * Refuses to go on with anything that is not trusted.
 * @throws Problem of kind `not-allowed` that names all of it, and the command that trusts it
 */
export function requireTrust(documents: readonly TrustDocument[], folder = trustFolder()): void {
  const own = documents.filter(({ shipped }) => !shipped);
  if (own.length === 0) return;
  const records = readRecords(folder);
  const refused = own.flatMap((document) => {
    const trust = trustIn(records, document);
    return trust.trusted ? [] : [{ file: fromHere(document.file), known: trust.known }];
  });
  if (refused.length === 0) return;
  const names = refused.map(({ file, known }) => (known ? `${file} (changed since it was trusted)` : file));
  const are = names.length === 1 ? 'is' : 'are';
  const damage = records.problem ? `${records.problem.message} ` : '';
  throw new Problem(
    'not-allowed',
    `${damage}${names.join(', ')} ${are} not trusted, so nothing was run.`,
    trustHint(refused.map(({ file }) => file)),
  );
}

/** What to do about files that are not trusted. */
export function trustHint(files: readonly string[]): string {
  return `See what would be run, and trust it: breakglass trust ${files.map(quoted).join(' ')}`;
}

/** The last content of the same sort and id that was trusted; null where none was. */
export function lastTrusted({ sort, id }: TrustDocument, { records }: TrustRecords): TrustRecord | null {
  return records.findLast((record) => record.sort === sort && record.id === id) ?? null;
}

/** The same as trustOf, of a list that was read. */
export function trustIn(records: TrustRecords, document: TrustDocument): Trusted {
  const { sort, id, text } = document;
  const hash = sha256(text);
  // Programs beside settings are part of what they say, so the same words elsewhere say another thing.
  const isSame = (record: TrustRecord) =>
    record.sort === sort && record.sha256 === hash && (sort !== 'settings' || record.id === id);
  if (records.records.some(isSame)) return { trusted: true };
  return { trusted: false, known: lastTrusted(document, records) !== null };
}

/** A file as it is named from the working folder. */
export function fromHere(file: string): string {
  const way = relative(process.cwd(), file);
  return way === '' || way.startsWith('..') ? file : way;
}

/** As one word for a shell. */
function quoted(word: string): string {
  return /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
