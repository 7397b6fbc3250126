import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import { Problem } from '../problem.ts';
import { device, isExecutable } from './folder-tree.ts';
import { bytesOf, distrust, type Path, pathNamed, shownShort } from './paths.ts';
import { type Entry, Listing, type Tree } from './tree.ts';

const BLOCK = 512;

/**
 * The tree that a tar stream holds, every file of it hashed as it comes by. Nothing is written, no link is followed, and
 * memory is that of one block and of the list.
 * @throws Problem where it is no tar, is torn, or holds what cannot be compared or what no honest tar has
 */
export async function readTar(stream: Readable): Promise<Tree> {
  const listing = new Listing();
  const tail = new Tail();
  // Names are taken as their bytes. What comes in a pax header is text already.
  const entries = extract({ filenameEncoding: 'latin1' } as object);
  let reading = Promise.resolve();
  entries.on('entry', (header, content, next) => {
    // It is told by `entries` too, and one that nobody listens to would end the process.
    content.on('error', () => {});
    reading = take(header, content, listing).then(() => {
      tail.endOfEntry(content.offset, header.size);
      next();
    });
    reading.catch(next);
  });
  try {
    await pipeline(stream, tail.meter(), entries);
    await reading;
  } catch (error) {
    // What is wrong with an entry is the reason, if that came to light first in what it broke.
    const reason = await reading.then(
      () => error,
      (odd: unknown) => (odd instanceof Problem ? odd : error),
    );
    throw reason instanceof Problem ? reason : notRead(reason, tail);
  }
  if (!tail.isWhole()) throw tail.bytes === 0 ? notTar(tail) : torn();
  return { entries: listing.entries, contentOnly: false };
}

async function take(header: Header, content: AsyncIterable<unknown>, listing: Listing): Promise<void> {
  const path = pathNamed(named(header, 'path'));
  refuseSparse(header, path);
  if (!Number.isSafeInteger(header.size) || header.size < 0) throw odd(path, 'has no size that a file can have');
  const isFile = isFileType(header);
  if (header.size > 0 && !isFile) throw odd(path, 'has content, though it is no file');
  const entry = isFile ? await readContent(header, content) : entryOf(header, path, listing);
  listing.add(path, entry);
}

/** Whether content follows. Old tools write a folder as a file whose name ends with a slash. */
function isFileType({ type, name }: Header): boolean {
  return (type === 'file' && !name.endsWith('/')) || type === 'contiguous-file';
}

async function readContent(header: Header, content: AsyncIterable<unknown>): Promise<Entry> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk as Uint8Array);
  return { kind: 'file', digest: hash.digest('hex'), size: header.size, executable: isExecutable(header.mode) };
}

function entryOf(header: Header, path: Path, listing: Listing): Entry {
  switch (header.type) {
    case 'directory':
    case 'file':
      return { kind: 'folder' };
    case 'symlink':
      return { kind: 'link', target: named(header, 'linkpath') };
    case 'link':
      return linked(path, pathNamed(named(header, 'linkpath')), listing);
    case 'fifo':
      return { kind: 'special', what: 'named pipe' };
    case 'block-device':
      return { kind: 'special', what: device('block', header.devmajor, header.devminor) };
    case 'character-device':
      return { kind: 'special', what: device('character', header.devmajor, header.devminor) };
    default:
      throw odd(
        path,
        'is of a kind that is not read',
        'Sparse files, parts of an archive and the like are not compared.',
      );
  }
}

/** A hard link is one more name of a file that came before it. */
function linked(path: Path, target: Path, listing: Listing): Entry {
  const entry = listing.entries.get(target);
  if (entry?.kind === 'file' || entry?.kind === 'special') return entry;
  throw odd(path, `is a hard link to ${shownShort(target)}, which is no file before it`);
}

/** The bytes of a name, or of where a link leads. */
function named(header: Header, key: 'path' | 'linkpath'): string {
  const pax = paxOf(header)[key];
  if (!pax) return (key === 'path' ? header.name : header.linkname) ?? '';
  // Its bytes were read as text, and what they were cannot be told any more.
  if (pax.includes('\ufffd')) throw notText(pax);
  return bytesOf(pax);
}

function notText(name: string): Problem {
  const shown = shownShort(bytesOf(name));
  return new Problem('input', `A name in it is not UTF-8, and cannot be compared: ${shown}`, 'Compare by other means.');
}

function refuseSparse(header: Header, path: Path): void {
  const isSparse = Object.keys(paxOf(header)).some((key) => /^(?:GNU\.sparse\.|SCHILY\.realsize$)/.test(key));
  if (isSparse)
    throw odd(path, 'is written as a sparse file, which is not read', 'Write the archive without --sparse.');
}

function paxOf({ pax }: Header): Readonly<Record<string, string>> {
  return (pax ?? {}) as Readonly<Record<string, string>>;
}

function odd(path: Path, what: string, hint: string = distrust): Problem {
  return new Problem('input', `${shownShort(path) || 'Its root'} in it ${what}.`, hint);
}

function torn(): Problem {
  return new Problem('input', 'It ends before the end of the archive.', 'It is not whole: nothing can be told by it.');
}

function notRead(error: unknown, tail: Tail): Problem {
  const message = error instanceof Error ? error.message : String(error);
  if (/unexpected end/i.test(message)) return tail.bytes < BLOCK ? notTar(tail) : torn();
  if (/tar header|Invalid header|exceeds max/i.test(message)) return notTar(tail);
  return new Problem('failed', `It could not be read: ${message}`);
}

function notTar(tail: Tail): Problem {
  if (tail.bytes === 0)
    return new Problem('input', 'Nothing came.', 'It must print a tar archive on its standard output.');
  if (tail.isPacked) return new Problem('input', 'It is compressed.', 'Let it print the tar archive as it is.');
  const where = tail.bytes <= BLOCK ? 'It is no tar archive.' : 'It is no tar archive, or is damaged.';
  return new Problem('input', where, 'It must print a tar archive on its standard output, and nothing else.');
}

/** Watches for the end of an archive, which a torn one lacks: two blocks of zeros after the last entry. */
class Tail {
  bytes = 0;
  isPacked = false;
  #zeros = 0;
  #end = 0;

  /** Passes everything through. */
  meter(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _, done) => {
        if (this.bytes === 0) this.isPacked = /^(?:1f8b|28b52ffd|fd377a58|425a68)/.test(chunk.toString('hex', 0, 4));
        this.bytes += chunk.length;
        let last = chunk.length - 1;
        while (last >= 0 && chunk[last] === 0) last -= 1;
        this.#zeros = last < 0 ? this.#zeros + chunk.length : chunk.length - 1 - last;
        done(null, chunk);
      },
    });
  }

  /** An entry ends whose header began at this byte. */
  endOfEntry(header: number, size: number): void {
    this.#end = header + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }

  isWhole(): boolean {
    const after = this.bytes - this.#end;
    return after >= 2 * BLOCK && this.#zeros >= after;
  }
}
