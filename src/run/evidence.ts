import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { Evidence } from '../engine/entries.ts';
import { EvidenceTooLargeError, MAX_EVIDENCE_BYTES, putEvidence } from '../journal/evidence.ts';
import { StoreError } from '../journal/failure.ts';
import type { Store } from '../journal/store.ts';
import { withHome } from './home.ts';
import type { Session } from './session.ts';

const EXCERPT = 120;

/** Between what a program printed and what it printed on standard error, in what is kept of both. */
export const ERRORS_BELOW = '--- standard error ---';

type Mask = <T>(said: T) => T;
/** What is to be kept: a text, a file of this machine, or bytes that came from elsewhere. */
type Given = Parameters<Session['keep']>[0] | Sent;
export type Keep = (given: Given) => Evidence | { readonly problem: string };

/** Bytes that were read elsewhere, with the name of their file. */
export interface Sent {
  readonly bytes: Uint8Array;
  readonly name?: string;
}

/** Keeps evidence in a store, beside the run's journal. */
export function keepIn(store: Store, run: string, mask: Mask): Keep {
  return orProblem((given) => {
    const bytes = masked(bytesOf(given), mask);
    return described(given, bytes, putEvidence(store, run, bytes));
  });
}

/** Gives evidence its hash and keeps nothing: for runs without a disk. */
export function keepNowhere(mask: Mask): Keep {
  return orProblem((given) => {
    const bytes = masked(bytesOf(given), mask);
    return described(given, bytes, { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length });
  });
}

/** Reads what is to be kept where it is, for who keeps it elsewhere. */
export const toSend: (given: Given) => Sent | { readonly problem: string } = orProblem((given) => {
  const bytes = bytesOf(given);
  // Said before it goes anywhere: who keeps it would refuse it as well.
  if (bytes.length > MAX_EVIDENCE_BYTES) throw new EvidenceTooLargeError(bytes.length, MAX_EVIDENCE_BYTES);
  return { bytes, ...named(given) };
});

function orProblem<T>(keep: (given: Given) => T): (given: Given) => T | { readonly problem: string } {
  return (given) => {
    try {
      return keep(given);
    } catch (error) {
      if (error instanceof StoreError || error instanceof EvidenceTooLargeError) return { problem: error.message };
      if (error instanceof Error && 'code' in error && 'file' in given)
        return { problem: unreadable(given.file, error.code) };
      throw error;
    }
  };
}

function described(given: Given, bytes: Buffer, kept: { sha256: string; bytes: number }): Evidence {
  const excerpt = isUtf8(bytes) ? firstLine(bytes.toString('utf8', 0, EXCERPT * 8)) : '';
  return { ...kept, ...named(given), ...(excerpt && { excerpt }) };
}

function named(given: Given): { name?: string } {
  if ('file' in given) return { name: basename(given.file) };
  return 'name' in given && given.name !== undefined ? { name: given.name } : {};
}

/** The first line that says something: a bracket says nothing, as long as there is more. */
function firstLine(text: string): string {
  const lines = text.split(/\r?\n/).map((one) => one.trim());
  const line = lines.find((one) => one !== ERRORS_BELOW && /[\p{L}\p{N}]/u.test(one));
  const characters = [...(line ?? lines.find((one) => one !== '') ?? '')];
  return characters.length > EXCERPT ? `${characters.slice(0, EXCERPT - 1).join('')}…` : characters.join('');
}

/** Bytes that are no text are kept as they are: what a secret looks like in them is not to be known. */
function masked(bytes: Buffer, mask: Mask): Buffer {
  if (!isUtf8(bytes)) return bytes;
  const text = bytes.toString('utf8');
  const without = mask(text);
  return without === text ? bytes : Buffer.from(without);
}

function bytesOf(given: Given): Buffer {
  if ('bytes' in given) return Buffer.from(given.bytes);
  if ('text' in given) return Buffer.from(given.text);
  // Without O_NONBLOCK, opening a named pipe would wait for its other end for ever.
  const fd = openSync(withHome(given.file), constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'EISDIR' });
    if (stats.size > MAX_EVIDENCE_BYTES) throw new EvidenceTooLargeError(stats.size, MAX_EVIDENCE_BYTES);
    return readUpTo(fd, stats.size);
  } finally {
    closeSync(fd);
  }
}

/** The file's first `size` bytes, fewer where it became shorter. One read may give less than it was asked for. */
function readUpTo(fd: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let length = 0;
  for (let read = -1; read !== 0 && length < size; length += read)
    read = readSync(fd, bytes, length, size - length, length);
  return bytes.subarray(0, length);
}

function unreadable(file: string, code: unknown): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no file ${file}.`;
  if (code === 'EISDIR') return `${file} is not a regular file.`;
  if (code === 'EACCES' || code === 'EPERM') return `${file} may not be read by you.`;
  return `${file} could not be read (${String(code)}).`;
}
