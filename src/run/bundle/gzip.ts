import { once } from 'node:events';
import { fstatSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw, createInflateRaw } from 'node:zlib';
import { Problem } from '../problem.ts';

/** Of gzip: deflate, no name, no time, packed as small as can be, on a system that is not told. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
const TRAILER_BYTES = 8;
const CHUNK = 64 * 1024;

/** Packs bytes as they come. The same bytes are packed the same by the same zlib. */
export async function* packed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield HEADER;
  const deflate = createDeflateRaw({ level: 9 });
  let sum = 0;
  let length = 0;
  const feeding = (async () => {
    for await (const chunk of source) {
      sum = crc32(chunk, sum);
      length += chunk.length;
      if (!deflate.write(chunk)) await once(deflate, 'drain');
    }
    deflate.end();
  })();
  feeding.catch((error: unknown) => deflate.destroy(error instanceof Error ? error : new Error(String(error))));
  yield* deflate;
  await feeding;
  yield trailerOf(sum, length);
}

/**
 * Unpacks an open file that `packed` wrote, to the byte: another header, a wrong sum, or anything behind its end is said.
 * @throws Problem of kind `integrity`
 */
export async function* unpacked(fd: number): AsyncGenerator<Uint8Array> {
  const size = fstatSync(fd).size;
  const least = HEADER.length + TRAILER_BYTES;
  if (size < least || !bytesAt(fd, 0, HEADER.length).equals(HEADER)) throw notPacked(fd, size);
  const inflate = createInflateRaw();
  const end = size - TRAILER_BYTES;
  const input = Readable.from(bytesBetween(fd, HEADER.length, end));
  input.on('error', (error) => inflate.destroy(error));
  input.pipe(inflate);
  let sum = 0;
  let length = 0;
  try {
    for await (const chunk of inflate) {
      sum = crc32(chunk, sum);
      length += chunk.length;
      yield chunk;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? damaged() : error;
  } finally {
    input.destroy();
    inflate.destroy();
  }
  const whole = HEADER.length + inflate.bytesWritten === end;
  if (!whole || !bytesAt(fd, end, TRAILER_BYTES).equals(trailerOf(sum, length))) throw damaged();
}

function* bytesBetween(fd: number, start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; ) {
    const chunk = bytesAt(fd, at, Math.min(CHUNK, end - at));
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
  }
}

function trailerOf(sum: number, length: number): Buffer {
  const trailer = Buffer.alloc(TRAILER_BYTES);
  trailer.writeUInt32LE(sum, 0);
  trailer.writeUInt32LE(length % 2 ** 32, 4);
  return trailer;
}

function bytesAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, position));
}

function damaged(): Problem {
  return new Problem(
    'integrity',
    'What is packed in it is damaged: it was changed or cut, or something was put behind it.',
    'Get it again from who made it.',
  );
}

function notPacked(fd: number, size: number): Problem {
  if (size === 0) return new Problem('integrity', 'It is empty.', 'Get it again from who made it.');
  if (bytesAt(fd, 0, 2).equals(HEADER.subarray(0, 2)))
    return new Problem(
      'integrity',
      'It was packed by another program, or its first bytes were changed.',
      'If somebody packed it anew, unpack it and run: node verify.mjs',
    );
  return new Problem('integrity', 'It is not packed with gzip, so it is no bundle.', 'Name a .bundle.tar.gz file.');
}
