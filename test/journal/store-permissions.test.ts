import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStore } from '../../src/journal/store.ts';
import { testFolder } from '../helpers/journal/folder.ts';
import { bundle, start } from '../helpers/journal/process.ts';

/**
 * Root may do everything, so the store is then used by a process of another user; anyone else is refused as they are.
 */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

interface Attempts {
  readonly read: { readonly kind: string; readonly message: string };
  readonly write: { readonly kind: string; readonly message: string };
}

async function attempts(dir: string, uid: number | undefined): Promise<Attempts> {
  const prober = start(bundle('prober.ts'), [dir], uid);
  const said = await prober.line();
  await prober.ended;
  return JSON.parse(said ?? '{}');
}

/** A folder that the process which will use it owns. */
function ownFolder(): string {
  const outer = testFolder();
  chmodSync(outer, 0o777);
  const folder = join(outer, 'own');
  mkdirSync(folder);
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  return folder;
}

describe('given a store of one’s own that may not be written', () => {
  it('when it is used, then reading is fine, writing is refused with what to change, and nothing is made', async () => {
    const dir = ownFolder();
    chmodSync(dir, 0o500);
    const { read, write } = await attempts(dir, isRoot ? NOBODY : undefined);
    expect(read.kind).toBe('fine');
    expect(write.kind).toBe('not-permitted');
    expect(write.message).toMatch(/does not permit it\. Change its mode \(chmod u\+rwX\), or choose another folder\.$/);
    expect(readdirSync(dir)).toEqual([]);
    chmodSync(dir, 0o700);
  });

  it('when it may not even be read, then that is said too', async () => {
    const dir = ownFolder();
    chmodSync(dir, 0o000);
    const { read, write } = await attempts(dir, isRoot ? NOBODY : undefined);
    expect([read.kind, write.kind]).toEqual(['not-permitted', 'not-permitted']);
    chmodSync(dir, 0o700);
  });
});

describe('given a store of another user', () => {
  it('when it is used, then reading and writing are refused, and whose it is is said', async () => {
    // As anyone but root, the one folder sure to be another's and closed is a store inside root's home.
    const dir = isRoot ? createStore(join(open(testFolder()), 'store')).dir : '/root/store';
    const { read, write } = await attempts(dir, isRoot ? NOBODY : undefined);
    expect([read.kind, write.kind]).toEqual(['not-yours', 'not-yours']);
    expect(write.message).toMatch(/belongs to another user \(uid 0\)\. Choose a folder of your own\.$/);
  });

  it('when its place is in a folder of another, then it is refused in the same way and not made', async () => {
    const dir = isRoot ? join(readable(testFolder()), 'store') : '/breakglass-test-store';
    const { write } = await attempts(dir, isRoot ? NOBODY : undefined);
    expect(write.kind).toBe('not-yours');
    expect(existsSync(dir)).toBe(false);
  });
});

function open(folder: string): string {
  chmodSync(folder, 0o777);
  return folder;
}

function readable(folder: string): string {
  chmodSync(folder, 0o755);
  return folder;
}
