import type { Mask } from './mask.ts';

/** How much of an output is kept from its beginning, characters. Larger answers of APIs are asked for in pages. */
export const HEAD = 4 * 1024 * 1024;
/** How much of its end. */
const TAIL = 64 * 1024;
/** Bytes of the end that are masked to keep that much of it. What they begin with may be the rest of a secret, and goes. */
const LAST = 1024 * 1024;
const UNSURE = 448 * 1024;
const BLOCK = 64 * 1024;
/** A line that is longer is passed on in parts. */
const LONGEST_LINE = 16 * 1024;

/** An output as it comes: bytes in, masked text out. Its memory has a limit, whatever comes. */
export interface Output {
  write(chunk: Uint8Array): void;
  /** All that came, as far as it is kept; to be asked once, when nothing more will come. */
  end(): { readonly text: string; readonly cut: boolean };
  readonly bytes: number;
}

/**
 * Keeps the first `head` characters of an output and the last 64 Ki, masked and without control sequences. Lines are
 * passed on as they come until the beginning is full. What comes then is counted, and only its end is looked at.
 */
export function createOutput(mask: Mask, head: number, onLines?: (lines: readonly string[]) => void): Output {
  const stream = mask.stream();
  const lines = createLines(onLines);
  const last = createLast();
  let text = '';
  let bytes = 0;
  const append = (more: string): void => {
    text += more;
    lines.write(more);
  };
  return {
    get bytes() {
      return bytes;
    },
    write(chunk) {
      bytes += chunk.byteLength;
      if (text.length < head + TAIL) append(stream.write(chunk));
      else last.push(chunk);
    },
    end() {
      if (!last.gap) {
        append(stream.write(last.bytes()) + stream.end());
        lines.end();
        return text.length <= head + TAIL ? { text, cut: false } : cutText(text, text.slice(-TAIL), head, bytes);
      }
      append(stream.end());
      lines.end();
      const fresh = mask.stream();
      const end = fresh.write(last.bytes()) + fresh.end();
      return cutText(text, end.slice(Math.max(UNSURE, end.length - TAIL)), head, bytes);
    },
  };
}

function cutText(text: string, end: string, head: number, bytes: number): { text: string; cut: boolean } {
  const begins = text.slice(0, cutAt(text, head));
  const ends = end.replace(/^[\udc00-\udfff]/, '');
  return { text: `${begins}\n[… of ${bytes} bytes, the middle is not kept …]\n${ends}`, cut: true };
}

/** Where a text is cut so that no character is cut in its middle. */
function cutAt(text: string, at: number): number {
  return at < text.length && /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
}

/** The last bytes of what is pushed, in blocks: a million chunks of one byte take no more room than one of a million. */
function createLast() {
  const blocks: Uint8Array[] = [];
  let block: Uint8Array[] = [];
  let filled = 0;
  let gap = false;
  return {
    /** Something was pushed that is no longer there. */
    get gap() {
      return gap;
    },
    push(chunk: Uint8Array) {
      block.push(chunk);
      filled += chunk.byteLength;
      if (filled < BLOCK) return;
      blocks.push(Buffer.concat(block));
      block = [];
      filled = 0;
      while (blocks.slice(1).reduce((sum, one) => sum + one.byteLength, 0) >= LAST) {
        blocks.shift();
        gap = true;
      }
    },
    bytes: () => Buffer.concat([...blocks, ...block]),
  };
}

/** Cuts what comes in pieces into lines. */
function createLines(onLines: (lines: readonly string[]) => void = () => {}) {
  let rest = '';
  return {
    write(more: string) {
      const lines = (rest + more).split('\n').flatMap(parts);
      rest = lines.pop() ?? '';
      if (lines.length > 0) onLines(lines);
    },
    end() {
      if (rest !== '') onLines([rest]);
    },
  };
}

function parts(line: string): string[] {
  if (line.length <= LONGEST_LINE) return [line];
  const found: string[] = [];
  for (let from = 0, to = 0; from < line.length; from = to) {
    to = cutAt(line, from + LONGEST_LINE);
    found.push(line.slice(from, to));
  }
  return found;
}
