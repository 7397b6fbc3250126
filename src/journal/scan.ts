import { GENESIS, headOf } from './envelope.ts';
import { linesOf } from './lines.ts';
import { type Decision, type Position, Walk } from './walk.ts';

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
  const walk = new Walk(path, from);
  for (let line = lines.next(); ; line = lines.next()) {
    if (line.done === true) return endAt(walk.position, walk.offset + line.value, walk.unfinished);
    const decision = walk.take(line.value);
    if (decision !== null) yield decision;
  }
}

function endAt(last: Position, fileEnd: number, entries: number): ScanEnd {
  const position = { head: headOf(last.head), offset: last.offset };
  const bytes = fileEnd - position.offset;
  if (bytes === 0) return { position, tail: { state: 'complete' } };
  return { position, tail: { state: 'torn', offset: position.offset, bytes, entries } };
}
