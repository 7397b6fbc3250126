import { checkLine, isFault } from './check.ts';
import type { Envelope, Head } from './envelope.ts';
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

/** Goes along a journal line by line, and checks every byte against the chain. Holds one decision at a time. */
export class Walk {
  readonly #path: string;
  #head: Head;
  #offset: number;
  #entries: Envelope[] = [];
  #position: Position;

  /** @param path for messages only */
  constructor(path: string, from: Position) {
    this.#path = path;
    this.#head = from.head;
    this.#offset = from.offset;
    this.#position = from;
  }

  /** After the last whole decision. */
  get position(): Position {
    return this.#position;
  }

  /** Where the next line begins. */
  get offset(): number {
    return this.#offset;
  }

  /** How many entries of a decision that is not whole came after the last one that is. */
  get unfinished(): number {
    return this.#entries.length;
  }

  /** Takes a line without its newline. Returns the decision that it ends, if it ends one. @throws IntegrityError */
  take(line: Uint8Array): Decision | null {
    const entry = checkLine(line, this.#head);
    if (isFault(entry)) throw this.#damage(entry.kind, this.#head.seq + 1, entry.message);
    const promised = this.#entries.at(-1)?.more;
    if (promised !== undefined && promised - 1 !== (entry.more ?? 0)) {
      const message = `Entry ${entry.seq} does not belong to the decision that is unfinished there.`;
      throw this.#damage('decision', entry.seq, message);
    }
    this.#head = entry;
    this.#offset += line.length + 1;
    this.#entries.push(entry);
    if (entry.more !== undefined) return null;
    this.#position = { head: entry, offset: this.#offset };
    const decision = { entries: this.#entries, position: this.#position };
    this.#entries = [];
    return decision;
  }

  #damage(kind: ProblemKind, seq: number, message: string): IntegrityError {
    return new IntegrityError(this.#path, { kind, seq, line: seq, offset: this.#offset, message });
  }
}
