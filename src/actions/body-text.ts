import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, constants as zlib } from 'node:zlib';
import { type Exchange, MOST_BYTES } from './exchange.ts';

/** An answer's text as UTF-8, uncompressed, as far as it is read. */
export async function bodyText({ headers, body, cut }: Exchange): Promise<{ bytes: Uint8Array; cut: boolean }> {
  const plain = await uncompressed(one(headers['content-encoding']), body);
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(one(headers['content-type']))?.[1];
  return { bytes: asUtf8(plain.bytes, charset), cut: cut || plain.cut };
}

/** Nothing compressed is asked for; some servers send it all the same. */
async function uncompressed(encoding: string, body: Buffer): Promise<{ bytes: Buffer; cut: boolean }> {
  const inflate = inflaterOf(encoding.trim().toLowerCase());
  if (!inflate) return { bytes: body, cut: false };
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of Readable.from([body]).pipe(inflate)) {
      chunks.push(chunk);
      length += chunk.length;
      // A few bytes can be told to be gigabytes.
      if (length > MOST_BYTES) return { bytes: Buffer.concat(chunks).subarray(0, MOST_BYTES), cut: true };
    }
  } catch {
    return { bytes: body, cut: false };
  }
  return { bytes: Buffer.concat(chunks), cut: false };
}

function inflaterOf(encoding: string) {
  // What broke off is shown as far as it came.
  const finishFlush = zlib.Z_SYNC_FLUSH;
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip({ finishFlush });
  if (encoding === 'deflate') return createInflate({ finishFlush });
  if (encoding === 'br') return createBrotliDecompress({ finishFlush: zlib.BROTLI_OPERATION_FLUSH });
  return undefined;
}

function asUtf8(bytes: Buffer, charset = 'utf-8'): Uint8Array {
  if (/^(utf-?8|us-ascii)$/i.test(charset)) return bytes;
  try {
    return Buffer.from(new TextDecoder(charset).decode(bytes));
  } catch {
    return bytes;
  }
}

function one(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : (header?.join(', ') ?? '');
}
