import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { sha256 } from '../../engine/definition.ts';
import { storeError } from '../../journal/failure.ts';
import { Problem } from '../problem.ts';
import { writeWhole } from '../write.ts';

const sorts = ['playbook', 'catalogue', 'settings'] as const;
/** What must be trusted before anything of it is run. */
export type TrustSort = (typeof sorts)[number];

const line = z.strictObject({
  v: z.literal(1),
  did: z.enum(['trust', 'forget']),
  sort: z.enum(sorts),
  id: z.string(),
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  when: z.string(),
  by: z.string(),
});
type Line = z.output<typeof line>;

/** A content that somebody trusted. */
export interface TrustRecord {
  readonly sort: TrustSort;
  /** A playbook's or a catalogue's id; of settings, the file's path. */
  readonly id: string;
  /** Where it lay. */
  readonly file: string;
  readonly sha256: string;
  /** ISO 8601 UTC. */
  readonly when: string;
  readonly by: string;
}

export interface TrustRecords {
  /** In the order in which they were trusted; without what was forgotten since. */
  readonly records: readonly TrustRecord[];
  /** Why the list cannot be relied on, so that nothing is trusted. */
  readonly problem?: { readonly message: string; readonly isDamage: boolean };
}

/** The list is written line by line, each with one call: those who write at the same time take nothing from each other. */
function listIn(folder: string): string {
  return join(folder, 'records.jsonl');
}

/** What is trusted. A list that is damaged, or that others may write, is said, and trusts nothing. Never throws. */
export function readRecords(folder: string): TrustRecords {
  const path = listIn(folder);
  if (!existsSync(path)) return { records: [] };
  const open = opennessOf(folder) ?? opennessOf(path);
  if (open) {
    const message = `${open.said}, so nothing is trusted. Look at it, then: ${open.mend}`;
    return { records: [], problem: { message, isDamage: false } };
  }
  try {
    if (!statSync(path).isFile()) throw new Error('it is not a regular file');
    return { records: standing(linesOf(readFileSync(path, 'utf8'))) };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    return { records: [], problem: { message: `${path} is damaged, so nothing is trusted (${why}).`, isDamage: true } };
  }
}

/** Adds a content to what is trusted, and keeps its text. Returns what a person must be told. @throws Problem, StoreError */
export function addRecord(folder: string, record: TrustRecord, text: string): string[] {
  const told = makeReady(folder);
  writeWhole(textIn(folder, record.sha256), text, 0o600);
  append(folder, lineOf('trust', record));
  return told;
}

/** Takes contents from what is trusted, and their texts with them. @throws Problem, StoreError */
export function forgetRecords(folder: string, forgotten: readonly TrustRecord[], when: string, by: string): void {
  makeReady(folder);
  for (const record of forgotten) append(folder, lineOf('forget', { ...record, when, by }));
  const left = new Set(readRecords(folder).records.map(({ sha256 }) => sha256));
  for (const { sha256 } of forgotten) if (!left.has(sha256)) rmSync(textIn(folder, sha256), { force: true });
}

/** The text of a content that was trusted; null where it is not there any more, or is another. */
export function keptText(folder: string, hash: string): string | null {
  try {
    const text = readFileSync(textIn(folder, hash), 'utf8');
    return sha256(text) === hash ? text : null;
  } catch {
    return null;
  }
}

function lineOf(did: Line['did'], { sort, id, file, sha256, when, by }: TrustRecord): Line {
  return { v: 1, did, sort, id, file, sha256, when, by };
}

function textIn(folder: string, hash: string): string {
  return join(folder, `${hash}.yaml`);
}

function linesOf(text: string): Line[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('its last line is not whole');
  return text
    .split('\n')
    .slice(0, -1)
    .map((one, index) => {
      try {
        return line.parse(JSON.parse(one));
      } catch {
        throw new Error(`line ${index + 1}`);
      }
    });
}

function standing(lines: readonly Line[]): TrustRecord[] {
  const records = new Map<string, TrustRecord>();
  for (const { v: _, did, ...record } of lines) {
    const key = JSON.stringify([record.sort, record.id, record.sha256]);
    // Trusted again, it is the last one that was.
    records.delete(key);
    if (did === 'trust') records.set(key, record);
  }
  return [...records.values()];
}

/** The folder is there, and its list can be added to. A damaged list is set aside, and a new one begun. */
function makeReady(folder: string): string[] {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storeError(`create the folder ${folder}`, folder, error);
  }
  const open = opennessOf(folder);
  if (open) throw new Problem('not-allowed', `${open.said}.`, open.mend);
  const { problem } = readRecords(folder);
  if (!problem) return [];
  if (!problem.isDamage) throw new Problem('not-allowed', problem.message);
  const aside = nameAside(folder);
  try {
    renameSync(listIn(folder), aside);
  } catch (error) {
    // Somebody else has set it aside at the same time.
    if (existsSync(listIn(folder))) throw storeError(`set ${listIn(folder)} aside`, folder, error);
  }
  return [`${problem.message} It was set aside as ${aside}, and a new list begun.`];
}

function nameAside(folder: string): string {
  for (let count = 1; ; count += 1) {
    const path = join(folder, `records-damaged-${count}.jsonl`);
    if (!lstatSync(path, { throwIfNoEntry: false })) return path;
  }
}

function append(folder: string, entry: Line): void {
  const path = listIn(folder);
  try {
    const fd = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    try {
      if (!fstatSync(fd).isFile()) throw new Error('it is not a regular file');
      const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
      // Half a line would make the list damaged, which is said when it is read.
      if (writeSync(fd, bytes) < bytes.length) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw storeError(`write ${path}`, path, error);
  }
}

/** Whoever can write the list decides what this user runs. Null where nobody else can. */
function opennessOf(path: string): { readonly said: string; readonly mend: string } | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return null;
  const me = process.getuid?.();
  if (me !== undefined && stats.uid !== me && stats.uid !== 0)
    return { said: `${path} belongs to another user`, mend: `chown ${me} ${path}` };
  if ((stats.mode & 0o022) === 0) return null;
  return { said: `${path} may be written by others than you`, mend: `chmod go-w ${path}` };
}
