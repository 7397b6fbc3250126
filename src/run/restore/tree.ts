import { Problem } from '../problem.ts';
import { distrust, folderOf, type Path, shownShort } from './paths.ts';

export interface FileEntry {
  readonly kind: 'file';
  /** SHA-256, 64 hex digits. */
  readonly digest: string;
  /** Bytes; left out where it is not known. */
  readonly size?: number;
  /** Whether its owner may execute it; left out where it is not known. */
  readonly executable?: boolean;
}

/** What lies at a path, as far as it is compared. Owners, times and permissions but the executable bit are not. */
export type Entry =
  | FileEntry
  | { readonly kind: 'folder' }
  /** A symbolic link, which is never followed; where it leads, as its bytes. */
  | { readonly kind: 'link'; readonly target: string }
  /** A named pipe, a socket, a device with its numbers. */
  | { readonly kind: 'special'; readonly what: string };

/** What lies below a root, path by path. */
export interface Tree {
  readonly entries: ReadonlyMap<Path, Entry>;
  /** It lists files and their digests alone: of folders, links and executable bits it says nothing. */
  readonly contentOnly: boolean;
}

/** More would not fit in memory, and a hostile archive could go on for ever. */
const MOST_ENTRIES = 2_000_000;

/** Collects what an archive or a manifest lists, and refuses what no honest one has. */
export class Listing {
  readonly entries = new Map<Path, Entry>();

  /**
   * Notes what lies at a path; the root itself is no entry. The folders above it are there with it.
   * @throws Problem where the path is listed before as something else, or lies below something that is no folder
   */
  add(path: Path, entry: Entry): void {
    if (path === '') {
      if (entry.kind === 'folder') return;
      throw new Problem('input', `Its root is no folder, but ${described(entry)}.`, distrust);
    }
    this.#addFolderOf(path);
    const before = this.entries.get(path);
    if (before?.kind === 'folder' && entry.kind === 'folder') return;
    if (before) throw new Problem('input', `It lists ${shownShort(path)} twice: which one counts is open.`, distrust);
    this.#set(path, entry);
  }

  #addFolderOf(path: Path): void {
    const folder = folderOf(path);
    if (folder === '') return;
    const above = this.entries.get(folder);
    if (above?.kind === 'folder') return;
    if (above) {
      const what = `${shownShort(path)} below ${shownShort(folder)}, which is ${described(above)}`;
      throw new Problem('input', `It lists ${what}.`, distrust);
    }
    this.#addFolderOf(folder);
    this.#set(folder, { kind: 'folder' });
  }

  #set(path: Path, entry: Entry): void {
    if (this.entries.size >= MOST_ENTRIES) throw tooMany();
    this.entries.set(path, entry);
  }
}

/** @returns the refusal of a tree that has more entries than are compared at once */
export function tooMany(): Problem {
  return new Problem(
    'input',
    `There are more than ${MOST_ENTRIES.toLocaleString('en')} entries.`,
    'Compare one folder after the other.',
  );
}

export function isTooMany(entries: number): boolean {
  return entries > MOST_ENTRIES;
}

/** What lies below one folder of a tree, with paths from there. @throws Problem where nothing does */
export function below(tree: Tree, folder: Path): Tree {
  if (folder === '') return tree;
  const start = `${folder}/`;
  const entries = new Map<Path, Entry>();
  for (const [path, entry] of tree.entries) if (path.startsWith(start)) entries.set(path.slice(start.length), entry);
  if (entries.size > 0) return { ...tree, entries };
  const tops = [...tree.entries.keys()].filter((path) => !path.includes('/')).slice(0, 5);
  throw new Problem(
    'usage',
    `It holds nothing below ${shownShort(folder)}.`,
    tops.length > 0 ? `At its top: ${tops.map(shownShort).join(', ')}.` : 'It is empty.',
  );
}

/** How much there is: files, and the bytes in them as far as they are known. */
export function sizeOf(tree: Tree): { readonly files: number; readonly bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const entry of tree.entries.values()) {
    if (entry.kind !== 'file') continue;
    files += 1;
    bytes += entry.size ?? 0;
  }
  return { files, bytes };
}

/** An entry in a few words. */
export function described(entry: Entry): string {
  if (entry.kind === 'folder') return 'a folder';
  if (entry.kind === 'link') return `a link to ${shownShort(entry.target)}`;
  if (entry.kind === 'special') return `a ${entry.what}`;
  const size = entry.size === undefined ? '' : `${entry.size.toLocaleString('en')} bytes, `;
  return `a file, ${size}sha256:${entry.digest}`;
}
