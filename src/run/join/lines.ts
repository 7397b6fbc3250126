/** Longest line between a joiner and the holder, in bytes. */
export const MAX_LINE_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;

/** Cuts what comes over a socket into lines. Holds back no more than one line of the longest. */
export class Lines {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #parts: Buffer[] = [];
  #length = 0;

  /** The lines that are whole now, without their ends. Null: one of them is too long, or no text; nothing after it counts. */
  add(chunk: Buffer): string[] | null {
    const lines: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const line = this.#hold(chunk.subarray(from, end)) ? this.#decoded() : null;
      if (line === null) return null;
      lines.push(line);
      from = end + 1;
    }
    return this.#hold(chunk.subarray(from)) ? lines : null;
  }

  #hold(part: Buffer): boolean {
    this.#length += part.length;
    if (this.#length > MAX_LINE_BYTES) return false;
    if (part.length > 0) this.#parts.push(part);
    return true;
  }

  #decoded(): string | null {
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    try {
      return this.#decoder.decode(bytes);
    } catch {
      return null;
    }
  }
}
