import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreError, storeError } from '../../src/journal/failure.ts';
import { createStore, journalPath, openStore, probeStore } from '../../src/journal/store.ts';
import { testFolder } from '../helpers/journal/folder.ts';

describe('given no store yet', () => {
  it('when it is created, then it and its three folders are there, for its owner alone', () => {
    const dir = join(testFolder(), 'data', 'breakglass');
    const store = createStore(dir);
    expect(store).toEqual({
      dir,
      runs: join(dir, 'runs'),
      evidence: join(dir, 'evidence'),
      reports: join(dir, 'reports'),
    });
    for (const folder of [join(dir, '..'), ...Object.values(store)]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
  });

  it('when it is opened to read, then it is said to be missing, and is not made', () => {
    const dir = join(testFolder(), 'none');
    expect(() => openStore(dir)).toThrow(expect.objectContaining({ name: 'StoreError', kind: 'missing', path: dir }));
    expect(existsSync(dir)).toBe(false);
  });

  it('when its path is relative, then the store knows it in full', () => {
    const dir = testFolder();
    expect(openStore(relative(process.cwd(), dir)).dir).toBe(dir);
  });
});

describe('given a store', () => {
  it('when it is created again, then what is in it stays', () => {
    const dir = testFolder();
    const { runs } = createStore(dir);
    writeFileSync(join(runs, 'kept.jsonl'), '');
    createStore(dir);
    expect(readdirSync(runs)).toEqual(['kept.jsonl']);
  });

  it('when it is probed, then nothing of that stays', () => {
    const { runs } = probeStore(testFolder());
    expect(readdirSync(runs)).toEqual([]);
  });

  it('when it is reached through a link, then it is fine: only journals are never followed', () => {
    const folder = testFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    probeStore(join(folder, 'link'));
    expect(readdirSync(join(folder, 'real')).sort()).toEqual(['evidence', 'reports', 'runs']);
  });

  it('when the path of a run is asked for, then its name is checked', () => {
    const store = createStore(testFolder());
    expect(journalPath(store, 'drill')).toBe(join(store.runs, 'drill.jsonl'));
    expect(() => journalPath(store, '../evidence/drill')).toThrow(/cannot be the name of a run/);
  });
});

describe('given something else where the store should be', () => {
  it.each([
    ['a file', (folder: string) => folder],
    ['a file on the way to it', (folder: string) => join(folder, 'deeper')],
  ])('when it is %s, then it is no folder, and nothing is made', (_, where) => {
    const file = join(testFolder(), 'file');
    writeFileSync(file, 'text');
    for (const open of [openStore, createStore, probeStore]) {
      expect(() => open(where(file))).toThrow(expect.objectContaining({ name: 'StoreError', kind: 'not-a-folder' }));
    }
  });

  it('when one of its three folders is a file, then that is said, and folders made on the way are gone again', () => {
    const dir = testFolder();
    writeFileSync(join(dir, 'reports'), 'text');
    expect(() => createStore(dir)).toThrow(
      `Could not open the store: ${join(dir, 'reports')} is a file, not a folder.`,
    );
    expect(readdirSync(dir)).toEqual(['reports']);
  });

  it('when it is a dangling link, then it is missing', () => {
    const link = join(testFolder(), 'link');
    symlinkSync('/nowhere/at/all', link);
    expect(() => createStore(link)).toThrow(expect.objectContaining({ kind: 'missing' }));
  });
});

describe('what the system refuses, in words', () => {
  const systemError = (code: string) => Object.assign(new Error(`${code}: injected`), { code });

  it.each([
    [
      'ENOSPC',
      'no-space',
      'Could not keep it: no space is left for PATH. Free some space, or choose a folder on another disk.',
    ],
    ['EDQUOT', 'no-space', /no space is left/],
    [
      'EROFS',
      'read-only',
      'Could not keep it: PATH is on a read-only file system. Choose a folder that can be written.',
    ],
    ['EISDIR', 'not-a-file', /is not a regular file/],
    ['EIO', 'failed', /^Could not keep it: PATH: EIO: injected\.$/],
  ])('given %s, then it is of kind %s and says what to do', (code, kind, said) => {
    const path = testFolder();
    const { message, ...error } = storeError('keep it', path, systemError(code));
    expect(error).toMatchObject({ kind, path });
    const without = message.replaceAll(path, 'PATH');
    if (typeof said === 'string') expect(without).toBe(said);
    else expect(without).toMatch(said);
  });

  it('given EACCES at something of one’s own, then its mode is what to change', () => {
    const folder = testFolder();
    chmodSync(folder, 0o500);
    const error = storeError('keep it', join(folder, 'deeper', 'file'), systemError('EACCES'));
    expect(error).toMatchObject({ kind: 'not-permitted', message: expect.stringContaining('chmod u+rwX') });
  });

  it('given an error of the store already, then it stays as it is', () => {
    const error = new StoreError('no-space', '/x', 'text');
    expect(storeError('keep it', '/y', error)).toBe(error);
  });
});
