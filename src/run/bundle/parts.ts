import { closeSync, constants, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Entry } from '../../engine/entries.ts';
import { openRegular } from '../../journal/disk.ts';
import { type Envelope, sha256 } from '../../journal/envelope.ts';
import { evidenceState, readEvidence } from '../../journal/evidence.ts';
import { StoreError } from '../../journal/failure.ts';
import type { Store } from '../../journal/store.ts';
import { Problem } from '../problem.ts';
import type { Stored } from '../session.ts';
import { Chain } from './chain.ts';
import { documentsOf } from './documents.ts';
import { type FileSort, JOURNAL, type ListedFile } from './manifest.ts';
import { type Reference, referencesIn } from './references.ts';

/** A file that goes into a bundle. Evidence is read when it is packed: it may be large. */
export interface Part extends ListedFile {
  read(): Uint8Array;
}

/** A file of bytes that are at hand. */
export function partOf(path: string, what: FileSort, content: string | Uint8Array, name?: string): Part {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const named = name === undefined ? {} : { name };
  return { path, what, ...named, bytes: bytes.length, sha256: sha256(bytes), read: () => bytes };
}

/** The texts that the run was opened with. */
export function documentParts(opened: Entry<'run.opened'>): Part[] {
  return documentsOf(opened).map(({ path, what, text, name }) => partOf(path, what, text, name));
}

/**
 * The journal to the byte, up to the last of the entries that were read: what a running process has added since belongs to the next
 * bundle. What a crash left behind them is a part of the file, and goes along.
 * @throws Problem of kind `integrity` where it is not the journal that was read any more
 */
export function journalPart(file: string, entries: readonly Stored[]): { part: Part; torn: number } {
  const fd = openRegular('read the journal', file, constants.O_RDONLY);
  let bytes: Buffer;
  try {
    bytes = readFileSync(fd);
  } finally {
    closeSync(fd);
  }
  const last = entries.at(-1);
  let count = 0;
  let hash = '';
  const chain = new Chain(file, (entry: Envelope) => {
    count += 1;
    if (count === last?.seq) hash = entry.hash;
  });
  chain.write(bytes);
  if (hash !== last?.hash) throw new Problem('integrity', `${file} was changed while it was read.`, 'Try it again.');
  const grown = count > last.seq;
  const end = grown ? endOfLine(bytes, last.seq) : bytes.length;
  return { part: partOf(JOURNAL, 'journal', bytes.subarray(0, end)), torn: grown ? 0 : chain.torn };
}

function endOfLine(bytes: Buffer, line: number): number {
  let end = 0;
  for (let count = 0; count < line; count += 1) end = bytes.indexOf('\n', end) + 1;
  return end;
}

/**
 * Everything that the entries say is kept beside the journal, each file once.
 * @throws Problem of kind `integrity` that names every one that is missing or not what it was
 */
export function evidenceParts(file: string, entries: readonly Stored[]): Part[] {
  const kept = new Map<string, Reference & { readonly entry: number }>();
  for (const entry of entries)
    for (const one of referencesIn(entry))
      if (!kept.has(one.sha256)) kept.set(one.sha256, { ...one, entry: entry.seq });
  const place = placeOf(file);
  const wrong = [...kept.values()].flatMap((one) => {
    const state = evidenceState(place.store, place.run, one);
    return state === 'whole'
      ? []
      : [`entry ${one.entry}: ${one.sha256} ${state === 'missing' ? 'is missing' : 'was changed'}`];
  });
  if (wrong.length > 0) throw notWhole(join(place.store.evidence, place.run), wrong);
  return [...kept.values()].map(({ sha256: hash, bytes, entry }) => ({
    path: `evidence/${hash}`,
    what: 'evidence',
    bytes,
    sha256: hash,
    read: () => readAgain(place, { sha256: hash, bytes }, entry),
  }));
}

interface Place {
  readonly store: Store;
  readonly run: string;
}

/** Evidence lies in the journal's store; beside a journal that came out of a bundle, as it lay in there. */
function placeOf(file: string): Place {
  const folder = dirname(file);
  const dir = dirname(folder);
  const run = basename(file, '.jsonl');
  const inStore = { dir, runs: folder, evidence: join(dir, 'evidence'), reports: join(dir, 'reports') };
  const beside = join(folder, 'evidence');
  if (!existsSync(join(inStore.evidence, run)) && existsSync(beside))
    return { store: { ...inStore, evidence: folder }, run: 'evidence' };
  return { store: inStore, run };
}

function readAgain({ store, run }: Place, one: Reference, entry: number): Buffer {
  try {
    return readEvidence(store, run, one);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw notWhole(join(store.evidence, run), [`entry ${entry}: ${one.sha256} was changed or taken away meanwhile`]);
  }
}

function notWhole(folder: string, wrong: readonly string[]): Problem {
  const shown = wrong.slice(0, 10).join('\n  ');
  const more = wrong.length > 10 ? `\n  and ${wrong.length - 10} more` : '';
  return new Problem(
    'integrity',
    `The evidence in ${folder} is not what the journal says it is:\n  ${shown}${more}`,
    'No bundle was made. Put back what is missing from a copy; the journal says what it must be.',
  );
}
