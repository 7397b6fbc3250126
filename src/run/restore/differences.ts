import { shownPath } from './paths.ts';
import { described, type Entry, type FileEntry, type Tree } from './tree.ts';

/** How two trees differ at one path. */
export interface Difference {
  /** From the root, as a person reads it. */
  readonly path: string;
  /**
   * `missing`: it is expected and not there; `unexpected`: the other way round; `content`, `target` (of a link),
   * `executable` (the owner's bit), `type` (a file where a link is expected …).
   */
  readonly what: 'missing' | 'unexpected' | 'content' | 'target' | 'executable' | 'type';
  /** In words; left out where it is not there. */
  readonly expected?: string;
  readonly found?: string;
}

/**
 * Every difference between what is expected and what was found, by path. What one of the two says nothing of is not
 * compared.
 */
export function differencesOf(expected: Tree, found: Tree): Difference[] {
  const differences: Difference[] = [];
  const contentOnly = expected.contentOnly || found.contentOnly;
  const isCompared = (entry: Entry) => !contentOnly || entry.kind !== 'folder';
  for (const path of pathsOf(expected, found)) {
    const [wanted, there] = [expected.entries.get(path), found.entries.get(path)];
    const what = difference(wanted, there);
    if (what === null || ![wanted, there].some((entry) => entry && isCompared(entry))) continue;
    differences.push({
      path: shownPath(path),
      what,
      ...(wanted && { expected: words(wanted, what) }),
      ...(there && { found: words(there, what) }),
    });
  }
  return differences;
}

/** All paths of both, sorted by their bytes. */
function pathsOf(one: Tree, other: Tree): string[] {
  return [...new Set([...one.entries.keys(), ...other.entries.keys()])].sort();
}

function difference(expected: Entry | undefined, found: Entry | undefined): Difference['what'] | null {
  if (!expected || !found) return expected ? 'missing' : found ? 'unexpected' : null;
  if (expected.kind === 'file' && found.kind === 'file') return fileDifference(expected, found);
  if (expected.kind === 'link' && found.kind === 'link') return expected.target === found.target ? null : 'target';
  if (expected.kind === 'special' && found.kind === 'special') return expected.what === found.what ? null : 'type';
  return expected.kind === found.kind ? null : 'type';
}

function fileDifference(expected: FileEntry, found: FileEntry): Difference['what'] | null {
  if (expected.digest !== found.digest || differs(expected.size, found.size)) return 'content';
  return differs(expected.executable, found.executable) ? 'executable' : null;
}

/** Whether two values are both known and not the same. */
function differs<T>(one: T | undefined, other: T | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function words(entry: Entry, what: Difference['what']): string {
  if (what !== 'executable' || entry.kind !== 'file') return described(entry);
  return entry.executable ? 'executable' : 'not executable';
}
