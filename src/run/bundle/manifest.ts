import type { RunMark } from '../../engine/queries.ts';

/** What a file of a bundle is. */
export type FileSort =
  | 'journal'
  | 'evidence'
  | 'playbook'
  | 'scenario'
  | 'clue'
  | 'catalogue'
  | 'clocks'
  | 'report'
  | 'crosswalk'
  | 'read-me'
  | 'verifier';

const sorts: readonly FileSort[] = [
  'journal',
  'evidence',
  'playbook',
  'scenario',
  'clue',
  'catalogue',
  'clocks',
  'report',
  'crosswalk',
  'read-me',
  'verifier',
];

/** A file of a bundle, as its manifest lists it. */
export interface ListedFile {
  /** From the bundle's folder, with slashes; plain ASCII. */
  readonly path: string;
  readonly what: FileSort;
  /** What it was called where it came from, where that is not its path. */
  readonly name?: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a bundle holds: all but the manifest itself, its signature and SHA256SUMS. */
export interface Manifest {
  readonly format: 1;
  readonly bundle: 'breakglass';
  readonly run: string;
  readonly kind: 'exercise' | 'incident';
  readonly mark: RunMark;
  /** Why the run's report is a draft; null once the run is closed. */
  readonly draft: string | null;
  /** The program and its version that made the bundle, and that opened the run. */
  readonly tool: string;
  readonly opened: string;
  readonly head: { readonly entry: number; readonly hash: string };
  /** Bytes after the last whole decision of the journal, as a crash leaves them; no hash covers them there. */
  readonly torn: number;
  readonly files: readonly ListedFile[];
}

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.json.sig';
export const SUMS = 'SHA256SUMS';
export const JOURNAL = 'journal.jsonl';
/** What the signature is for, so that it is good for nothing else: the namespace of `ssh-keygen -Y sign`. */
export const NAMESPACE = 'breakglass-bundle@v1';

const SHA256 = /^[0-9a-f]{64}$/;
/** Lower and upper case letters, digits, dashes, underscores and dots, in folders that begin with none. */
const PATH = /^(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** The manifest as it stands in the bundle: the same manifest is always the same text. */
export function manifestText(manifest: Manifest): string {
  const { format, bundle, run, kind, mark, draft, tool, opened, head, torn } = manifest;
  const files = manifest.files.map(({ path, what, name, bytes, sha256 }) =>
    name === undefined ? { path, what, bytes, sha256 } : { path, what, name, bytes, sha256 },
  );
  const ordered = { format, bundle, run, kind, mark, draft, tool, opened };
  return `${JSON.stringify({ ...ordered, head: { entry: head.entry, hash: head.hash }, torn, files }, null, 2)}\n`;
}

/** The manifest that a text is, or what is wrong with it, in words. */
export function readManifest(text: string): Manifest | { readonly problem: string } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { problem: 'is not JSON' };
  }
  if (!isRecord(read) || read.bundle !== 'breakglass') return { problem: 'is not the manifest of a breakglass bundle' };
  if (read.format !== 1)
    return { problem: `is of format ${String(read.format).slice(0, 20)}; this program reads format 1` };
  if (!isManifest(read)) return { problem: 'lacks something that a manifest has, or has it in another form' };
  const paths = read.files.map(({ path }) => path);
  if (paths.some((path, index) => index > 0 && !isBefore(paths[index - 1] ?? '', path)))
    return { problem: 'lists its files out of order, or one of them twice' };
  // One writing alone, so that nothing stands in it that nobody checks.
  return manifestText(read) === text ? read : { problem: 'is not written as breakglass writes it' };
}

/** SHA256SUMS: a line a file, by path, as `sha256sum --check` reads it. */
export function sumsText(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const sorted = [...files].sort((a, b) => (isBefore(a.path, b.path) ? -1 : 1));
  return sorted.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
}

/** Whether a path comes before another: by its characters' numbers, the same on every machine. */
export function isBefore(one: string, other: string): boolean {
  return one < other;
}

/** The one folder that everything in the archive of a run lies in. */
export function folderOf(run: string): string {
  return `${plainName(run, 40)}.bundle`;
}

/** What is left of a name in the letters that every system takes; never empty, never beginning with a dot or a dash. */
export function plainName(name: string, most: number): string {
  const plain = name
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[.-]+/, '')
    .slice(0, most);
  return plain === '' ? '_' : plain;
}

function isManifest(read: Record<string, unknown>): read is Record<string, unknown> & Manifest {
  const { run, kind, mark, draft, tool, opened, head, torn, files } = read;
  return (
    [run, tool, opened].every((one) => typeof one === 'string') &&
    (kind === 'exercise' || kind === 'incident') &&
    (mark === 'DRILL' || mark === 'LIVE' || mark === 'REHEARSAL') &&
    (draft === null || typeof draft === 'string') &&
    isRecord(head) &&
    isCount(head.entry) &&
    isHash(head.hash) &&
    isCount(torn) &&
    Array.isArray(files) &&
    files.every(isListed)
  );
}

function isListed(file: unknown): file is ListedFile {
  if (!isRecord(file)) return false;
  const { path, what, name, bytes, sha256 } = file;
  return (
    typeof path === 'string' &&
    PATH.test(path) &&
    path.length <= 90 &&
    ![MANIFEST, SIGNATURE, SUMS].includes(path) &&
    sorts.some((sort) => sort === what) &&
    (name === undefined || typeof name === 'string') &&
    isCount(bytes) &&
    isHash(sha256)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && SHA256.test(value);
}
