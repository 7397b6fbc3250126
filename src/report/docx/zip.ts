import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** The files of an archive, by name. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Signatures and lengths of the records, as .ZIP File Format Specification 6.3, sections 4.3.7, 4.3.12 and 4.3.16, has them. */
const LOCAL = { signature: 0x04034b50, length: 30 };
const CENTRAL = { signature: 0x02014b50, length: 46 };
const END = { signature: 0x06054b50, length: 22 };
/** The first day that the format knows. The time at which a file was made would make each of them another one. */
const FIRST_DAY = 0x0021;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 20;

/** Reads an archive that a library of ours has just made: no comment, nothing encrypted, no Zip64. */
export function unzipped(archive: Uint8Array): Files {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = bytes.length - END.length;
  if (bytes.readUInt32LE(end) !== END.signature) throw new TypeError('this is no archive, or one with a comment');
  const files = new Map<string, Uint8Array>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + CENTRAL.length, at + CENTRAL.length + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + LOCAL.length + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
    const isFolder = name.endsWith('/');
    if (!isFolder) files.set(name, bytes.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(packed) : packed);
    at += CENTRAL.length + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

/** Puts files into an archive that is the same for the same files. */
export function zipped(files: Files): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const common = commonHeader(content, packed, nameBytes.length);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(LOCAL.signature);
    parts.push(local, common, nameBytes, packed);
    directory.push(centralHeader(common, offset), nameBytes);
    offset += LOCAL.length + nameBytes.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  return Buffer.concat([...parts, listing, endRecord(files.size, listing.length, offset)]);
}

/** What the header of a file and its line in the directory have in common. */
function commonHeader(content: Uint8Array, packed: Uint8Array, nameLength: number): Buffer {
  const header = Buffer.alloc(LOCAL.length - 4);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(DEFLATED, 4);
  header.writeUInt16LE(0, 6);
  header.writeUInt16LE(FIRST_DAY, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

function centralHeader(common: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(CENTRAL.length);
  header.writeUInt32LE(CENTRAL.signature, 0);
  header.writeUInt16LE(VERSION, 4);
  common.copy(header, 6);
  header.writeUInt32LE(offset, 42);
  return header;
}

function endRecord(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(END.length);
  end.writeUInt32LE(END.signature, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
