import { createHash } from 'node:crypto';
import { sha256 } from '../../journal/envelope.ts';
import { MAX_EVIDENCE_BYTES } from '../../journal/evidence.ts';
import { Problem } from '../problem.ts';
import { Chunks } from './chunks.ts';
import { unpacked } from './gzip.ts';
import {
  folderOf,
  JOURNAL,
  type ListedFile,
  MANIFEST,
  type Manifest,
  readManifest,
  SIGNATURE,
  SUMS,
  sumsText,
} from './manifest.ts';
import { readArchive, type Sink, shown } from './tar.ts';

/** The largest that is held in memory: a line of the manifest is 200 bytes, and a bundle has a file for each piece of evidence. */
const MOST_HELD = 32 * 1024 * 1024;
const MOST_SIGNATURE = 64 * 1024;
/** The most that a bundle may unpack to: what claims more is made to fill a disk or to take for ever. */
const MOST_ALL = 16 * 1024 * 1024 * 1024;

/** What is in a bundle whose every file is listed, is there, and is what the list says. */
export interface Contents {
  readonly manifest: Manifest;
  /** The manifest to the byte: what a signature is of. */
  readonly text: Buffer;
  readonly signature: Buffer | null;
}

/**
 * Reads a bundle from an open file, from its first byte to its last, and writes nothing. The journal's bytes are handed on as they come by.
 * @throws Problem of kind `integrity` that names the first thing that is wrong
 */
export async function readBundle(fd: number, journal: (chunk: Uint8Array) => void): Promise<Contents> {
  const reading = new Reading(journal);
  await readArchive(new Chunks(unpacked(fd)), (name, bytes) => reading.open(name, bytes));
  return reading.contents();
}

class Reading {
  readonly #journal: (chunk: Uint8Array) => void;
  #folder = '';
  #text: Buffer | null = null;
  #manifest: Manifest | null = null;
  #signature: Buffer | null = null;
  #sums: string | null = null;
  #next = 0;

  constructor(journal: (chunk: Uint8Array) => void) {
    this.#journal = journal;
  }

  open(name: string, bytes: number): Sink {
    const path = this.#pathOf(name);
    if (this.#manifest === null) {
      if (path !== MANIFEST)
        throw wrong(`${MANIFEST} is missing: it is the first file of a bundle, and ${shown(path)} stands there.`);
      return held(path, bytes, MOST_HELD, (content) => this.#begin(content));
    }
    if (this.#sums === null && this.#signature === null && path === SIGNATURE)
      return held(path, bytes, MOST_SIGNATURE, (content) => {
        this.#signature = content;
      });
    if (this.#sums === null) {
      if (path !== SUMS) throw wrong(`${SUMS} is missing, or ${shown(path)} stands before it.`);
      return held(path, bytes, MOST_HELD, (content) => {
        this.#sums = content.toString('latin1');
      });
    }
    return this.#listed(this.#manifest, path, bytes);
  }

  /** @throws Problem where something is missing at the end */
  contents(): Contents {
    if (this.#manifest === null || this.#text === null) throw wrong(`${MANIFEST} is missing.`);
    const missing = this.#manifest.files[this.#next];
    if (this.#sums === null) throw wrong(`${SUMS} is missing.`);
    if (missing) throw wrong(`${missing.path} is missing.`);
    const signed = this.#signature ? [{ path: SIGNATURE, sha256: sha256(this.#signature) }] : [];
    const own = [{ path: MANIFEST, sha256: sha256(this.#text) }, ...signed];
    if (this.#sums !== sumsText([...own, ...this.#manifest.files]))
      throw wrong(
        `${SUMS} is not what it must be for this manifest${this.#signature ? ' and its signature' : ''}: one of them was changed.`,
      );
    return { manifest: this.#manifest, text: this.#text, signature: this.#signature };
  }

  #pathOf(name: string): string {
    const parts = name.split('/');
    const folder = parts[0] ?? '';
    if (this.#folder === '') this.#folder = folder;
    if (folder !== this.#folder || parts.length < 2)
      throw wrong(`${shown(name)} in it lies outside of its folder ${shown(this.#folder)}.`);
    return parts.slice(1).join('/');
  }

  #begin(content: Buffer): void {
    const read = readManifest(content.toString('utf8'));
    if ('problem' in read) throw wrong(`${MANIFEST} ${read.problem}.`);
    if (this.#folder !== folderOf(read.run))
      throw wrong(`Its folder ${shown(this.#folder)} is not that of the run ${shown(read.run)}.`);
    const all = read.files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (all > MOST_ALL) throw wrong(`${MANIFEST} lists ${all} bytes; at most ${MOST_ALL} are read.`);
    const large = read.files.find(
      ({ what, bytes }) => what !== 'journal' && bytes > Math.max(MOST_HELD, MAX_EVIDENCE_BYTES),
    );
    if (large)
      throw wrong(`${large.path} has ${large.bytes} bytes; at most ${MAX_EVIDENCE_BYTES} are kept as evidence.`);
    this.#text = content;
    this.#manifest = read;
  }

  #listed({ files }: Manifest, path: string, bytes: number): Sink {
    const file = files[this.#next];
    if (file?.path !== path) {
      const known = files.findIndex((one) => one.path === path);
      if (known < 0) throw wrong(`${shown(path)} is not in ${MANIFEST}: it was put in, or renamed.`);
      if (file === undefined || known < this.#next) throw wrong(`${path} stands there twice.`);
      throw wrong(`${file.path} is missing.`);
    }
    this.#next += 1;
    if (bytes !== file.bytes)
      throw wrong(`${path} was changed: it has ${bytes} bytes, and ${MANIFEST} says ${file.bytes}.`);
    return hashed(file, path === JOURNAL ? this.#journal : () => {});
  }
}

function held(path: string, bytes: number, most: number, done: (content: Buffer) => void): Sink {
  if (bytes > most) throw wrong(`${path} has ${bytes} bytes; at most ${most} are read.`);
  const parts: Uint8Array[] = [];
  return { write: (chunk) => parts.push(Buffer.from(chunk)), end: () => done(Buffer.concat(parts)) };
}

function hashed({ path, sha256: expected }: ListedFile, pass: (chunk: Uint8Array) => void): Sink {
  const hash = createHash('sha256');
  return {
    write: (chunk) => {
      hash.update(chunk);
      pass(chunk);
    },
    end: () => {
      if (hash.digest('hex') !== expected)
        throw wrong(`${path} was changed: its bytes do not give the hash in ${MANIFEST}.`);
    },
  };
}

function wrong(message: string): Problem {
  return new Problem('integrity', message);
}
