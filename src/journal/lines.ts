import { readSync } from 'node:fs';
import { MAX_LINE_BYTES } from './envelope.ts';

const CHUNK = 256 * 1024;
const NEWLINE = 0x0a;

/**
 * Yields the lines of a file from byte `start` up to `end` (or the end of the file), without their newlines.
 * A yielded line is a view that is good until the next one is asked for. A line longer than any entry may be is yielded
 * cut, one byte too long; the caller must then stop. Returns the number of bytes after the last newline.
 */
export function* linesOf(fd: number, start: number, end = Number.POSITIVE_INFINITY): Generator<Uint8Array, number> {
  let buffer: Buffer = Buffer.allocUnsafe(CHUNK);
  let filled = 0;
  let position = start;
  for (;;) {
    const room = Math.min(buffer.length - filled, end - position);
    const count = room > 0 ? readSync(fd, buffer, filled, room, position) : 0;
    if (count === 0) return filled;
    position += count;
    let from = 0;
    let searched = filled;
    filled += count;
    for (;;) {
      const newline = buffer.subarray(0, filled).indexOf(NEWLINE, searched);
      if (newline === -1) break;
      yield buffer.subarray(from, newline);
      from = newline + 1;
      searched = from;
    }
    if (filled - from > MAX_LINE_BYTES) yield buffer.subarray(from, from + MAX_LINE_BYTES + 1);
    buffer = withRoom(buffer, from, filled);
    filled -= from;
  }
}

/** Moves what is left to the front; a line that fills the whole buffer gets one of twice the size. */
function withRoom(buffer: Buffer, from: number, filled: number): Buffer {
  if (from === 0 && filled < buffer.length) return buffer;
  const left = filled - from;
  const target = left * 2 > buffer.length ? Buffer.allocUnsafe(buffer.length * 2) : buffer;
  buffer.copy(target, 0, from, filled);
  return target;
}
