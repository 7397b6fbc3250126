import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_FILE, readInside, readText } from '../../src/run/files.ts';
import { Problem } from '../../src/run/problem.ts';
import { makeFifo } from '../helpers/fifo.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problemOf(read: () => string): Problem {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('reading a document', () => {
  it('gives its text as it is', () => {
    writeFileSync(join(folder, 'a.yaml'), 'naïve: "✓"\r\n');
    expect(readText(join(folder, 'a.yaml'))).toBe('naïve: "✓"\r\n');
  });

  it('given nothing there, says so as a usage problem', () => {
    expect(problemOf(() => readText(join(folder, 'none.yaml')))).toMatchObject({ kind: 'usage' });
  });

  it('given a folder, says so', () => {
    expect(problemOf(() => readText(folder))).toMatchObject({
      kind: 'input',
      message: `${folder} is a folder, not a file.`,
    });
  });

  it('given a file over the limit, refuses it without reading it, as a diagnostic', () => {
    const file = join(folder, 'big.yaml');
    writeFileSync(file, '');
    truncateSync(file, 50 * 1024 * 1024);
    const problem = problemOf(() => readText(file));
    expect(problem).toMatchObject({ kind: 'input', diagnostics: [{ code: 'file-too-large', severity: 'error' }] });
  });

  it('given a file of exactly the limit, reads it', () => {
    const file = join(folder, 'full.yaml');
    writeFileSync(file, 'a'.repeat(LARGEST_FILE));
    expect(readText(file)).toHaveLength(LARGEST_FILE);
  });

  it('given a named pipe that nobody writes to, does not wait for it', () => {
    const pipe = join(folder, 'pipe');
    makeFifo(pipe);
    expect(problemOf(() => readText(pipe)).message).toContain('is not a regular file');
  });

  it('given a link that leads to itself, says so', () => {
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
    expect(problemOf(() => readText(join(folder, 'loop'))).kind).toBe('input');
  });

  it('given bytes that are not UTF-8, marks them for the reader of the text to refuse', () => {
    writeFileSync(join(folder, 'a'), Buffer.from([0x61, 0xff]));
    expect(readText(join(folder, 'a'))).toBe('a\uFFFD');
  });
});

describe('reading what a document names', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'inside', 'clues'), { recursive: true });
    writeFileSync(join(folder, 'inside', 'clues', 'log.txt'), 'a clue');
    writeFileSync(join(folder, 'secret.txt'), 'a secret');
  });

  it('gives a file below the folder', () => {
    expect(readInside(join(folder, 'inside'), 'clues/log.txt')).toBe('a clue');
  });

  it.each(['../secret.txt', 'clues/../../secret.txt', '/etc/passwd', '..', '.', ''])('refuses %j', (name) => {
    expect(problemOf(() => readInside(join(folder, 'inside'), name)).message).toContain('outside');
  });

  it('refuses a link that leads out of the folder', () => {
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'inside', 'link.txt'));
    expect(problemOf(() => readInside(join(folder, 'inside'), 'link.txt')).message).toContain('outside');
  });

  it('refuses a linked folder that leads out', () => {
    symlinkSync(folder, join(folder, 'inside', 'way-out'));
    expect(problemOf(() => readInside(join(folder, 'inside'), 'way-out/secret.txt')).message).toContain('outside');
  });

  it('follows a link that stays inside', () => {
    symlinkSync('clues/log.txt', join(folder, 'inside', 'short.txt'));
    expect(readInside(join(folder, 'inside'), 'short.txt')).toBe('a clue');
  });

  it('given the folder itself as a link, reads what is in it', () => {
    symlinkSync(join(folder, 'inside'), join(folder, 'linked'));
    expect(readInside(join(folder, 'linked'), 'clues/log.txt')).toBe('a clue');
  });
});
