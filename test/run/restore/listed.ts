import { createHash } from 'node:crypto';
import type { Entry, Tree } from '../../../src/run/restore/tree.ts';

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function file(content: string, executable = false): Entry {
  return { kind: 'file', digest: sha256(content), size: Buffer.byteLength(content), executable };
}

export const folder: Entry = { kind: 'folder' };

export function link(target: string): Entry {
  return { kind: 'link', target };
}

export function tree(entries: Readonly<Record<string, Entry>>, contentOnly = false): Tree {
  return { entries: new Map(Object.entries(entries)), contentOnly };
}
