import { type Envelope, GENESIS, MAX_LINE_BYTES } from '../../journal/envelope.ts';
import { IntegrityError } from '../../journal/problem.ts';
import { type Position, Walk } from '../../journal/walk.ts';
import { Problem } from '../problem.ts';

const NEWLINE = 0x0a;

/** Checks a journal as its bytes come by, whatever the pieces, and hands over its entries. Holds one decision at a time. */
export class Chain {
  readonly #path: string;
  readonly #walk: Walk;
  readonly #each: (entry: Envelope) => void;
  #parts: Uint8Array[] = [];
  #held = 0;
  #bytes = 0;

  constructor(path: string, each: (entry: Envelope) => void) {
    this.#path = path;
    this.#walk = new Walk(path, { head: GENESIS, offset: 0 });
    this.#each = each;
  }

  /** After the last whole decision so far. */
  get position(): Position {
    return this.#walk.position;
  }

  /** Bytes so far that belong to no whole decision. */
  get torn(): number {
    return this.#bytes - this.#walk.position.offset;
  }

  /** @throws Problem of kind `integrity` at the first damage */
  write(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      this.#hold(chunk.subarray(from, end));
      this.#take();
      from = end + 1;
    }
    // A copy: what comes by is overwritten by what comes after it.
    this.#hold(Uint8Array.from(chunk.subarray(from)));
    if (this.#held > MAX_LINE_BYTES) this.#take();
  }

  #hold(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#held += part.length;
  }

  #take(): void {
    const [only] = this.#parts;
    const line = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#held = 0;
    try {
      for (const entry of this.#walk.take(line)?.entries ?? []) this.#each(entry);
    } catch (error) {
      if (!(error instanceof IntegrityError)) throw error;
      const { line: number, message } = error.problem;
      throw new Problem('integrity', `${this.#path}, line ${number}: ${message}`);
    }
  }
}
