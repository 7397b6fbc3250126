import { closeSync, constants } from 'node:fs';
import { openRegular } from '../../journal/disk.ts';
import type { Envelope } from '../../journal/envelope.ts';
import { sha256 } from '../../journal/envelope.ts';
import { Problem } from '../problem.ts';
import type { Stored } from '../session.ts';
import { Chain } from './chain.ts';
import { documentsOf } from './documents.ts';
import { type FileSort, JOURNAL, MANIFEST, type Manifest } from './manifest.ts';
import { readBundle } from './read.ts';
import { referencesIn } from './references.ts';
import { checkSignature, type Signed } from './signature.ts';

/** What is compared with what was kept elsewhere. */
export interface Against {
  /** A file of allowed signers, as ssh-keygen reads it. */
  readonly signer?: string;
  /** A head, 64 hex digits. */
  readonly head?: string;
}

/** What a whole bundle turned out to be. */
export interface Verified {
  readonly manifest: Manifest;
  /** The manifest's own hash. */
  readonly hash: string;
  readonly signed: Signed;
  /** The entry whose head was given. */
  readonly headAt: number | null;
}

/**
 * Verifies a bundle: every file against the manifest, the journal's chain, the evidence and the texts against the journal, the signature.
 * Nothing is unpacked on the disk. @throws Problem of kind `integrity` that names the first thing that is wrong
 */
export async function verifyBundle(path: string, against: Against): Promise<Verified> {
  const fd = openRegular('read the bundle', path, constants.O_RDONLY);
  try {
    const journal = new JournalFacts(against.head?.trim().toLowerCase());
    const { manifest, text, signature } = await readBundle(fd, (chunk) => journal.chain.write(chunk));
    journal.compare(manifest);
    const signed = await checkSignature(text, signature, against.signer);
    return { manifest, hash: sha256(text), signed, headAt: journal.headAt() };
  } finally {
    closeSync(fd);
  }
}

/** What a journal says of itself and of the files beside it, gathered as it comes by. */
class JournalFacts {
  readonly chain: Chain;
  readonly #wanted: string | undefined;
  #first: Stored | null = null;
  #found: number | null = null;
  readonly #kept = new Map<string, { readonly bytes: number; readonly entry: number }>();

  constructor(wanted: string | undefined) {
    this.#wanted = wanted;
    this.chain = new Chain(JOURNAL, (entry) => this.#take(entry));
  }

  #take(envelope: Envelope): void {
    const entry = envelope as unknown as Stored;
    this.#first ??= entry;
    if (entry.hash === this.#wanted) this.#found = entry.seq;
    for (const { sha256: hash, bytes } of referencesIn(entry))
      if (!this.#kept.has(hash)) this.#kept.set(hash, { bytes, entry: entry.seq });
  }

  /** @throws Problem where the manifest says otherwise than the journal */
  compare(manifest: Manifest): void {
    const { head } = this.chain.position;
    const opened = this.#first;
    if (opened?.type !== 'run.opened') throw wrong(`${JOURNAL} does not begin as a run does.`);
    if (head.seq !== manifest.head.entry || head.hash !== manifest.head.hash)
      throw wrong(
        `${JOURNAL} ends at entry ${head.seq} (${head.hash}), and ${MANIFEST} says entry ${manifest.head.entry} (${manifest.head.hash}): entries were cut off, or put behind it.`,
      );
    if (this.chain.torn !== manifest.torn)
      throw wrong(
        `After the last entry of ${JOURNAL} stand ${this.chain.torn} bytes, and ${MANIFEST} says ${manifest.torn}.`,
      );
    if (opened.run !== manifest.run || opened.kind !== manifest.kind || opened.tool !== manifest.opened)
      throw wrong(`${MANIFEST} says another run, kind or version than the first entry of ${JOURNAL}.`);
    this.#compareEvidence(manifest);
    compareTexts(manifest, documentsOf(opened));
    const single: readonly FileSort[] = ['journal', 'verifier', 'read-me'];
    for (const sort of single)
      if (manifest.files.filter(({ what }) => what === sort).length !== 1)
        throw wrong(`${MANIFEST} lists no ${sort}, or several.`);
  }

  headAt(): number | null {
    if (this.#wanted === undefined) return null;
    if (this.#found === null)
      throw wrong(
        'No entry of its journal has the head that was given: the end of the journal was cut off, it was rewritten, or it is another run’s.',
      );
    return this.#found;
  }

  #compareEvidence({ files }: Manifest): void {
    const there = new Map(files.filter(({ what }) => what === 'evidence').map((file) => [file.path, file]));
    for (const [hash, { bytes, entry }] of this.#kept) {
      const file = there.get(`evidence/${hash}`);
      if (!file) throw wrong(`evidence/${hash} is missing: entry ${entry} says that it is kept.`);
      if (file.sha256 !== hash || file.bytes !== bytes)
        throw wrong(`evidence/${hash} is not what entry ${entry} says it is.`);
      there.delete(file.path);
    }
    const [extra] = there.keys();
    if (extra !== undefined) throw wrong(`${extra} is in no entry of the journal: it was put in.`);
  }
}

const texts: readonly FileSort[] = ['playbook', 'scenario', 'clue', 'catalogue', 'clocks'];

function compareTexts({ files }: Manifest, documents: ReturnType<typeof documentsOf>): void {
  const there = new Map(files.filter(({ what }) => texts.includes(what)).map((file) => [file.path, file]));
  for (const { path, what, text, name } of documents) {
    const file = there.get(path);
    if (!file) throw wrong(`${path} is missing: the first entry of the journal holds it.`);
    if (file.sha256 !== sha256(text) || file.what !== what || file.name !== name)
      throw wrong(`${path} is not what the first entry of the journal holds.`);
    there.delete(path);
  }
  const [extra] = there.keys();
  if (extra !== undefined) throw wrong(`${extra} is not in the first entry of the journal: it was put in.`);
}

function wrong(message: string): Problem {
  return new Problem('integrity', message);
}
