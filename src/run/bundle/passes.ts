import { closeSync, constants, readSync } from 'node:fs';
import { openRegular } from '../../journal/disk.ts';

/** Whether a file is a bundle, or passes for one: by its name, or by beginning as what is packed with gzip. @throws StoreError */
export function passesForBundle(path: string): boolean {
  if (/\.t(?:ar\.)?gz$/i.test(path)) return true;
  const fd = openRegular('check the journal', path, constants.O_RDONLY);
  const magic = Buffer.alloc(2);
  try {
    readSync(fd, magic, 0, 2, 0);
    return magic.toString('hex') === '1f8b';
  } finally {
    closeSync(fd);
  }
}
