import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Why a file or a folder of the store could not be used. */
export type StoreFailure =
  | 'missing'
  | 'taken'
  | 'not-a-folder'
  | 'not-a-file'
  | 'link'
  | 'read-only'
  | 'not-yours'
  | 'not-permitted'
  | 'no-space'
  | 'failed';

/**
 * The disk refused something. `kind` is for programs, `message` for people: it says what was attempted, where, and
 * what to do next. `path` is the file or folder meant; `cause` the system's own error.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreFailure;
  readonly path: string;

  constructor(kind: StoreFailure, path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.path = path;
  }
}

/** The system's error code (`ENOSPC`, `EACCES`, …), or undefined when `error` is not a system error. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const KINDS: Readonly<Record<string, StoreFailure>> = {
  ENOENT: 'missing',
  EEXIST: 'taken',
  ENOTDIR: 'not-a-folder',
  EISDIR: 'not-a-file',
  ELOOP: 'link',
  EMLINK: 'link',
  EROFS: 'read-only',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
};

/**
 * Turns what the system threw while `doing` something ("open the journal") at `path` into a StoreError.
 * A StoreError passes through unchanged.
 */
export function storeError(doing: string, path: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const known = KINDS[errorCode(error) ?? ''] ?? 'failed';
  const owner = known === 'not-permitted' ? foreignOwner(path) : undefined;
  const kind = owner === undefined ? known : 'not-yours';
  return new StoreError(kind, path, `Could not ${doing}: ${reason(kind, path, owner, error)}`, error);
}

function reason(kind: StoreFailure, path: string, owner: number | undefined, error: unknown): string {
  switch (kind) {
    case 'missing':
      return `there is nothing at ${path}. Check the name and the folder.`;
    case 'taken':
      return `${path} exists already. Choose another name.`;
    case 'not-a-folder':
      return `${path} is not a folder, or a part of its path is a file. Choose another folder.`;
    case 'not-a-file':
      return `${path} is not a regular file. Name a journal file.`;
    case 'link':
      return `${path} is a symbolic link, and a journal is never read or written through one. Name the file itself.`;
    case 'read-only':
      return `${path} is on a read-only file system. Choose a folder that can be written.`;
    case 'not-yours':
      return `${path} belongs to another user (uid ${owner}). Choose a folder of your own.`;
    case 'not-permitted':
      return `${path} does not permit it. Change its mode (chmod u+rwX), or choose another folder.`;
    case 'no-space':
      return `no space is left for ${path}. Free some space, or choose a folder on another disk.`;
    case 'failed':
      return `${path}: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** The uid that owns `path`, or its nearest existing folder, when that is not the user of this process. */
function foreignOwner(path: string): number | undefined {
  const mine = process.getuid?.();
  for (let at = path; ; at = dirname(at)) {
    const stats = statOrNothing(at);
    if (stats !== undefined) return stats.uid === mine ? undefined : stats.uid;
    if (dirname(at) === at) return undefined;
  }
}

function statOrNothing(path: string): { uid: number } | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
