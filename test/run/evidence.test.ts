import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { evidencePath } from '../../src/journal/evidence.ts';
import { createStore, type Store } from '../../src/journal/store.ts';
import { keepIn, keepNowhere } from '../../src/run/evidence.ts';
import { maskOf } from '../../src/run/mask.ts';
import { makeFifo } from '../helpers/fifo.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-evidence-'));
  store = createStore(join(folder, 'store'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mask = maskOf(['TOKEN'], { TOKEN: 'ghp_0123456789' });
const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

function file(content: string | Buffer): string {
  const path = join(folder, 'audit.log');
  writeFileSync(path, content);
  return path;
}

describe('evidence', () => {
  it('of a text is kept under its hash, with its first line to quote', () => {
    const kept = keepIn(store, 'run', mask)({ text: '\n  first line  \nsecond' });
    expect(kept).toEqual({ sha256: hashOf('\n  first line  \nsecond'), bytes: 22, excerpt: 'first line' });
    expect(readFileSync(evidencePath(store, 'run', hashOf('\n  first line  \nsecond')), 'utf8')).toContain('second');
  });

  it.each([
    ['{\n  "keys": [\n', '"keys": ['],
    ['\n--- standard error ---\nHTTP 403: not an admin\n', 'HTTP 403: not an admin'],
    ['[]\n', '[]'],
  ])('of %j is quoted by the first line that says something', (text, excerpt) => {
    expect(keepNowhere(mask)({ text })).toMatchObject({ excerpt });
  });

  it('of a file carries its name, without its folder', () => {
    expect(keepIn(store, 'run', mask)({ file: file('a log\n') })).toEqual({
      sha256: hashOf('a log\n'),
      bytes: 6,
      name: 'audit.log',
      excerpt: 'a log',
    });
  });

  it('of a file may be named from the home of the user', () => {
    file('a log\n');
    vi.stubEnv('HOME', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(keepIn(store, 'run', mask)({ file: '~/audit.log' })).toMatchObject({ name: 'audit.log', bytes: 6 });
  });

  it('of bytes that are no text has nothing to quote', () => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff]);
    expect(keepIn(store, 'run', mask)({ file: file(bytes) })).toEqual({
      sha256: hashOf(bytes),
      bytes: 3,
      name: 'audit.log',
    });
  });

  it('has secrets taken out before it is kept, in a file too', () => {
    const kept = keepIn(store, 'run', mask)({ file: file('used ghp_0123456789 here') });
    expect(kept).toMatchObject({ excerpt: 'used [TOKEN] here' });
    expect(readFileSync(evidencePath(store, 'run', hashOf('used [TOKEN] here')), 'utf8')).toBe('used [TOKEN] here');
  });

  it('has a long first line cut, between characters', () => {
    const kept = keepIn(store, 'run', mask)({ text: '🔑'.repeat(500) });
    expect(kept).toMatchObject({ excerpt: `${'🔑'.repeat(119)}…` });
  });

  it('is the same whether it is kept or not', () => {
    expect(keepNowhere(mask)({ text: 'As the play says.' })).toEqual(
      keepIn(store, 'run', mask)({ text: 'As the play says.' }),
    );
  });

  it.each([
    ['nothing there', () => join(folder, 'none'), 'There is no file'],
    ['a folder', () => folder, 'is not a regular file'],
    ['a named pipe', () => pipe(), 'is not a regular file'],
    ['too large a file', () => large(), 'at most'],
  ])('given %s, says so', (_, path, told) => {
    expect(keepIn(store, 'run', mask)({ file: path() })).toEqual({ problem: expect.stringContaining(told) });
  });
});

function pipe(): string {
  makeFifo(join(folder, 'pipe'));
  return join(folder, 'pipe');
}

function large(): string {
  const path = file('');
  truncateSync(path, 40 * 1024 * 1024);
  return path;
}
