import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, fsyncSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Disk, openRegular, realDisk, removeIfThere, syncFolder, writeAll } from './disk.ts';
import { sha256 } from './envelope.ts';
import { StoreError, storeError } from './failure.ts';
import { checkRunName } from './names.ts';
import { makeFolder, type Store } from './store.ts';

/** Most bytes of one piece of evidence, unless told otherwise. */
export const MAX_EVIDENCE_BYTES = 32 * 1024 * 1024;

/** A piece of evidence that is kept: its hash (64 hex digits, also its file name) and its length. */
export interface Evidence {
  readonly sha256: string;
  readonly bytes: number;
}

/** The piece is larger than may be kept. Nothing was written. */
export class EvidenceTooLargeError extends Error {
  override readonly name = 'EvidenceTooLargeError';
  readonly bytes: number;
  readonly maxBytes: number;

  constructor(bytes: number, maxBytes: number) {
    super(
      `The evidence has ${bytes} bytes; at most ${maxBytes} are kept. ` +
        'Keep it elsewhere, and put its place and its SHA-256 into a note.',
    );
    this.bytes = bytes;
    this.maxBytes = maxBytes;
  }
}

/**
 * Keeps a piece of evidence beside the run's journal, under its hash: whole or not at all, and on the medium when this
 * returns. The same bytes are kept once; a kept file that was changed since is replaced.
 * @throws EvidenceTooLargeError, RunNameError, StoreError
 */
export function putEvidence(
  store: Store,
  run: string,
  bytes: Uint8Array,
  options: { readonly maxBytes?: number; readonly disk?: Disk } = {},
): Evidence {
  checkRunName(run);
  const maxBytes = options.maxBytes ?? MAX_EVIDENCE_BYTES;
  if (bytes.length > maxBytes) throw new EvidenceTooLargeError(bytes.length, maxBytes);
  const evidence = { sha256: sha256(bytes), bytes: bytes.length };
  if (evidenceState(store, run, evidence) === 'whole') return evidence;
  const folder = join(store.evidence, run);
  makeFolder(folder);
  writeWhole(folder, evidence.sha256, bytes, options.disk ?? realDisk);
  return evidence;
}

/** Where a piece of evidence is kept. @throws RunNameError, StoreError when `hash` is not 64 lower-case hex digits */
export function evidencePath(store: Store, run: string, hash: string): string {
  checkRunName(run);
  if (/^[0-9a-f]{64}$/.test(hash)) return join(store.evidence, run, hash);
  const message = `Evidence is kept under its SHA-256, and ${JSON.stringify(hash.slice(0, 80))} is none.`;
  throw new StoreError('missing', store.evidence, message);
}

/** Whether a piece of evidence is there and unchanged. */
export function evidenceState(store: Store, run: string, evidence: Evidence): 'whole' | 'changed' | 'missing' {
  const path = evidencePath(store, run, evidence.sha256);
  try {
    const bytes = readLimited(path, evidence.bytes);
    return bytes !== undefined && sha256(bytes) === evidence.sha256 ? 'whole' : 'changed';
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'missing') return 'missing';
    if (error instanceof StoreError && (error.kind === 'link' || error.kind === 'not-a-file')) return 'changed';
    throw error;
  }
}

/** The bytes of a piece of evidence. @throws StoreError when it is missing, or is not what it was when it was kept */
export function readEvidence(store: Store, run: string, evidence: Evidence): Buffer {
  const path = evidencePath(store, run, evidence.sha256);
  const bytes = readLimited(path, evidence.bytes);
  if (bytes !== undefined && sha256(bytes) === evidence.sha256) return bytes;
  const message = `The evidence ${path} was changed after it was kept: its bytes do not give its name.`;
  throw new StoreError('failed', path, message);
}

/** Undefined when the file has another length, so that a swapped file of any size is never read whole. */
function readLimited(path: string, length: number): Buffer | undefined {
  const fd = openRegular('read the evidence', path, constants.O_RDONLY);
  try {
    return fstatSync(fd).size === length ? readFileSync(fd) : undefined;
  } finally {
    closeSync(fd);
  }
}

function writeWhole(folder: string, name: string, bytes: Uint8Array, disk: Disk): void {
  const draft = join(folder, `.draft-${randomBytes(8).toString('hex')}`);
  const doing = 'keep the evidence';
  const fd = openRegular(doing, draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
  try {
    writeAll(disk, fd, bytes);
    fsyncSync(fd);
    renameSync(draft, join(folder, name));
    syncFolder(folder);
  } catch (error) {
    removeIfThere(draft);
    throw storeError(doing, folder, error);
  } finally {
    closeSync(fd);
  }
}
