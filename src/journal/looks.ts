import { closeSync, constants, fstatSync, readSync } from 'node:fs';
import { openRegular } from './disk.ts';

/** So much is looked at from the beginning and from the end. */
const LOOKED_AT = 1024 * 1024;

/** How every entry begins, and how it ends. */
const entryLike = /(?:^|\n)\{"v":\d+,"seq":\d+,|,"prev":"[0-9a-f]{64}","hash":"[0-9a-f]{64}"\}/;

/**
 * Whether a file may be a journal at all, also a damaged one: something in it begins or ends as an entry does. Of what was written over
 * from its beginning to its end nobody can tell. @throws StoreError when the file cannot be opened
 */
export function looksOf(path: string): 'journal' | 'empty' | 'other' {
  const fd = openRegular('read the journal', path, constants.O_RDONLY);
  try {
    const { size } = fstatSync(fd);
    if (size === 0) return 'empty';
    const parts = [0, Math.max(0, size - LOOKED_AT)].map((from) => textAt(fd, from));
    return parts.some((text) => entryLike.test(text)) ? 'journal' : 'other';
  } finally {
    closeSync(fd);
  }
}

function textAt(fd: number, from: number): string {
  const bytes = Buffer.alloc(LOOKED_AT);
  return bytes.toString('latin1', 0, readSync(fd, bytes, 0, LOOKED_AT, from));
}
