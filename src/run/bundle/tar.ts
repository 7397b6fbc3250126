import { Problem } from '../problem.ts';
import type { Chunks } from './chunks.ts';

const BLOCK = 512;
/** The end of an archive: two blocks of zeros. */
const END = Buffer.alloc(2 * BLOCK);
/** Every file's time, 1980-01-01: when a bundle was made is not in it, and some tools warn of older ones. */
const TIME = 315_532_800;
/** How long a name may be in a header of this form. */
const MOST_NAME = 100;
const FOLDER_AT = 345;
const MOST_FOLDER = 155;

/** Where what a file holds goes as it comes by. */
export interface Sink {
  write(chunk: Uint8Array): void;
  end(): void;
}

/** The header of a file in a tar archive (ustar): nobody's, readable by all, of one fixed time. */
export function headerOf(name: string, bytes: number): Buffer {
  // The folder has a field of its own, so that what is in it has all of the other.
  const slash = name.indexOf('/');
  const rest = name.slice(slash + 1);
  if (Buffer.byteLength(rest) > MOST_NAME || slash > MOST_FOLDER)
    throw new RangeError(`${name} is too long a name for an archive.`);
  const header = Buffer.alloc(BLOCK);
  header.write(rest, 0, 'utf8');
  header.write(name.slice(0, Math.max(0, slash)), FOLDER_AT, 'utf8');
  header.write('0000644\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  header.write(`${octal(bytes)}\0`, 124, 'latin1');
  header.write(`${octal(TIME)}\0`, 136, 'latin1');
  header.write('        0', 148, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  header.write('root', 265, 'latin1');
  header.write('root', 297, 'latin1');
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** What comes after a file's bytes, up to the next block. */
export function paddingOf(bytes: number): Buffer {
  return Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);
}

/** What ends an archive. */
export function endOfArchive(): Buffer {
  return Buffer.from(END);
}

/**
 * Reads an archive as `headerOf` writes it, and nothing else: no links, no folders, no other owner, no way out of its folder, nothing after
 * its end. Holds a block at a time.
 * @throws Problem of kind `integrity`
 */
export async function readArchive(chunks: Chunks, open: (name: string, bytes: number) => Sink): Promise<void> {
  for (;;) {
    const header = await chunks.block(BLOCK);
    if (header.length < BLOCK) throw broken('It ends before the end of its archive: it was cut.');
    if (header.every((byte) => byte === 0)) break;
    const { name, bytes } = told(header);
    const sink = open(name, bytes);
    for (let left = bytes; left > 0; ) {
      const chunk = await chunks.some(left);
      if (chunk.length === 0) throw broken(`It ends within ${shown(name)}: it was cut.`);
      sink.write(chunk);
      left -= chunk.length;
    }
    const padding = await chunks.block(paddingOf(bytes).length);
    if (!padding.equals(paddingOf(bytes))) throw broken(`After ${shown(name)} stands what belongs to no file.`);
    sink.end();
  }
  const rest = await chunks.block(BLOCK + 1);
  if (!rest.equals(END.subarray(0, BLOCK)))
    throw broken('It does not end as an archive ends, or goes on after its end.');
}

/** What a header says, where it is one as they are written here. */
function told(header: Buffer): { name: string; bytes: number } {
  const [folder, rest] = [textAt(header, FOLDER_AT, MOST_FOLDER), textAt(header, 0, MOST_NAME)];
  const name = folder === '' ? rest : `${folder}/${rest}`;
  const type = String.fromCharCode(header[156] ?? 0);
  const bytes = /^[0-7]{11}\0$/.test(header.toString('latin1', 124, 136))
    ? Number.parseInt(header.toString('latin1', 124, 135), 8)
    : null;
  if (header.toString('latin1', 257, 262) !== 'ustar')
    throw broken('It is no bundle: what is packed in it is not a tar archive of its form.');
  const odd = kinds[type];
  if (odd !== undefined) throw broken(`${shown(name)} in it is ${odd}. A bundle holds files alone.`);
  const parts = name.split('/');
  if (name.includes('\\') || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new Problem(
      'integrity',
      `${shown(name)} in it leads out of its folder, or is no plain path. Do not unpack it.`,
    );
  if (bytes === null || !header.equals(headerOf(name, bytes))) {
    const hint = 'If somebody packed it anew, unpack it and run: node verify.mjs';
    throw new Problem('integrity', `The header of ${shown(name)} in it is not as breakglass writes it.`, hint);
  }
  return { name, bytes };
}

function textAt(header: Buffer, at: number, length: number): string {
  return header
    .subarray(at, at + length)
    .toString('utf8')
    .replace(/\0.*$/s, '');
}

const kinds: Readonly<Record<string, string>> = {
  1: 'a hard link',
  2: 'a symbolic link',
  3: 'a device',
  4: 'a device',
  5: 'a folder of its own',
  6: 'a named pipe',
  7: 'of a kind that is not read',
  g: 'a header of another program',
  x: 'a header of another program',
  K: 'a name that is too long',
  L: 'a name that is too long',
  S: 'a sparse file',
};

function octal(number: number): string {
  return number.toString(8).padStart(11, '0');
}

/** A name from an archive, as text. */
export function shown(name: string): string {
  return JSON.stringify(name.slice(0, MOST_NAME));
}

function broken(message: string): Problem {
  return new Problem('integrity', message, 'It is not whole, or it is no bundle: get it again from who made it.');
}
