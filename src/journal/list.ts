import { closeSync, constants, fstatSync, lstatSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { checkAlone, checkLine, isFault } from './check.ts';
import { openRegular } from './disk.ts';
import { type Envelope, GENESIS, MAX_LINE_BYTES } from './envelope.ts';
import { errorCode, storeError } from './failure.ts';
import { linesOf } from './lines.ts';
import type { Store } from './store.ts';

/**
 * What a look at both ends of a journal shows; its middle was not looked at.
 * - `whole` it begins and ends with a whole decision
 * - `empty` it holds no entry yet
 * - `torn` it ends in a decision that was not finished: a crash, or a write that is under way
 * - `damaged` its first or its last line is not the entry it should be
 * - `unreadable` the file could not be read, or is a link
 */
export type RunState = 'whole' | 'empty' | 'torn' | 'damaged' | 'unreadable';

/** One run of a store. `size` in bytes, `modified` in milliseconds since 1970. */
export interface RunSummary {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly modified: number;
  readonly state: RunState;
  /** Its first entry, if that is whole. */
  readonly first?: Envelope;
  /** The last entry of its last whole decision, if that can be told from the end of the file. */
  readonly last?: Envelope;
}

const SUFFIX = '.jsonl';
const TAIL_BYTES = 64 * 1024;

/**
 * The runs of a store, the one changed last first. Reads the first line and the end of each file, whatever its length;
 * a damaged run is listed as such and hides no other. A store without runs gives none.
 * @throws StoreError when the folder cannot be read
 */
export function listRuns(store: Store): readonly RunSummary[] {
  return runNames(store)
    .map((name) => summarise(name, join(store.runs, name + SUFFIX)))
    .filter((run) => run !== undefined)
    .sort((a, b) => b.modified - a.modified || (a.name < b.name ? -1 : 1));
}

function runNames(store: Store): readonly string[] {
  try {
    return readdirSync(store.runs)
      .filter((name) => name.endsWith(SUFFIX) && !name.startsWith('.'))
      .map((name) => name.slice(0, -SUFFIX.length));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw storeError('list the runs', store.runs, error);
  }
}

/** Undefined when the run was removed meanwhile. */
function summarise(name: string, path: string): RunSummary | undefined {
  try {
    const { size, mtimeMs } = lstatSync(path);
    return { name, path, size, modified: mtimeMs, ...bothEnds(path) };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw storeError('list the runs', path, error);
  }
}

type BothEnds = Pick<RunSummary, 'state' | 'first' | 'last'>;

function bothEnds(path: string): BothEnds {
  let fd: number;
  try {
    fd = openRegular('list the run', path, constants.O_RDONLY);
  } catch {
    return { state: 'unreadable' };
  }
  try {
    return endsOf(fd, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
}

function endsOf(fd: number, size: number): BothEnds {
  const line = linesOf(fd, 0, size).next();
  if (line.done === true) return { state: size === 0 ? 'empty' : 'torn' };
  const first = checkLine(line.value, GENESIS);
  const end = lookAtEnd(fd, size);
  const damaged = isFault(first) || end.state === 'damaged';
  return {
    state: damaged ? 'damaged' : end.state,
    ...(isFault(first) ? {} : { first }),
    ...(end.last === undefined ? {} : { last: end.last }),
  };
}

/** Looks at more and more of the end, until it holds the last entry of a decision. */
function lookAtEnd(fd: number, size: number): Pick<RunSummary, 'state' | 'last'> {
  for (let wanted = TAIL_BYTES; ; wanted *= 4) {
    const from = Math.max(0, size - wanted);
    const end = lastOf(readFrom(fd, from, size - from), from === 0);
    if (end !== undefined) return end;
    if (from === 0) return { state: 'torn' };
    if (wanted > MAX_LINE_BYTES) return { state: 'damaged' };
  }
}

/** Undefined when `bytes` do not reach back far enough. */
function lastOf(bytes: Buffer, isWholeFile: boolean): Pick<RunSummary, 'state' | 'last'> | undefined {
  let end = bytes.lastIndexOf(0x0a);
  if (bytes.length - end > MAX_LINE_BYTES + 1) return { state: 'damaged' };
  let torn = end !== bytes.length - 1;
  while (end >= 0) {
    const newline = end === 0 ? -1 : bytes.lastIndexOf(0x0a, end - 1);
    if (newline === -1 && !isWholeFile) return undefined;
    const entry = checkAlone(bytes.subarray(newline + 1, end));
    if (entry === undefined) return { state: 'damaged' };
    if (entry.more === undefined) return { state: torn ? 'torn' : 'whole', last: entry };
    torn = true;
    end = newline;
  }
  return undefined;
}

function readFrom(fd: number, from: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  for (let count = -1; count !== 0 && filled < length; filled += count) {
    count = readSync(fd, bytes, filled, length - filled, from + filled);
  }
  return bytes.subarray(0, filled);
}
