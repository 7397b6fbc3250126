import { checkLine, isFault } from './check.ts';
import { type Envelope, GENESIS, type Head, headOf } from './envelope.ts';
import { linesOf } from './lines.ts';
import { IntegrityError, type ProblemKind } from './problem.ts';

/** A place between two decisions: the entry before it, and the byte where the next one begins. */
export interface Position {
  readonly head: Head;
  readonly offset: number;
}

/** The entries of one decision, and the place after them. */
export interface Decision {
  readonly entries: readonly Envelope[];
  readonly position: Position;
}

/** Where every journal begins. */
export const START: Position = { head: GENESIS, offset: 0 };

/**
 * How a journal ends. `torn`: a crash, or a write that is still under way, left `bytes` bytes from `offset` on that are
 * no whole decision; `entries` of them are whole lines of a decision whose last entry is missing.
 */
export type Tail =
  | { readonly state: 'complete' }
  | { readonly state: 'torn'; readonly offset: number; readonly bytes: number; readonly entries: number };

/** Where reading ended (after the last whole decision), and what stands behind that. */
export interface ScanEnd {
  readonly position: Position;
  readonly tail: Tail;
}

/**
 * Reads a journal decision by decision, checking every byte against the chain. Linear; holds one decision at a time.
 * Reads from `from` to byte `end`, or to what the file holds now. A torn tail is not yielded but returned.
 * @param path for messages only
 * @throws IntegrityError at the first damage
 */
export function* scan(fd: number, path: string, from: Position = START, end?: number): Generator<Decision, ScanEnd> {
  const lines = linesOf(fd, from.offset, end);
  let position = from;
  let head = from.head;
  let offset = from.offset;
  let entries: Envelope[] = [];
  for (let line = lines.next(); ; line = lines.next()) {
    if (line.done === true) return endAt(position, offset + line.value, entries.length);
    const entry = checkLine(line.value, head);
    if (isFault(entry)) throw damage(path, entry.kind, head.seq + 1, offset, entry.message);
    const promised = entries.at(-1)?.more;
    if (promised !== undefined && promised - 1 !== (entry.more ?? 0)) throw miscounted(path, entry.seq, offset);
    head = entry;
    offset += line.value.length + 1;
    entries.push(entry);
    if (entry.more !== undefined) continue;
    position = { head, offset };
    yield { entries, position };
    entries = [];
  }
}

function endAt(last: Position, fileEnd: number, entries: number): ScanEnd {
  const position = { head: headOf(last.head), offset: last.offset };
  const bytes = fileEnd - position.offset;
  if (bytes === 0) return { position, tail: { state: 'complete' } };
  return { position, tail: { state: 'torn', offset: position.offset, bytes, entries } };
}

function miscounted(path: string, seq: number, offset: number): IntegrityError {
  return damage(
    path,
    'decision',
    seq,
    offset,
    `Entry ${seq} does not belong to the decision that is unfinished there.`,
  );
}

function damage(path: string, kind: ProblemKind, seq: number, offset: number, message: string): IntegrityError {
  return new IntegrityError(path, { kind, seq, line: seq, offset, message });
}
