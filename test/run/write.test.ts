import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../../src/journal/failure.ts';
import { writeWhole } from '../../src/run/write.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function refusal(path: string): StoreError {
  try {
    writeWhole(path, 'x');
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('it was written');
}

describe('writing a file whole', () => {
  it('makes the folders that are missing, and leaves no draft', () => {
    const path = join(folder, 'a', 'b', 'report.md');
    writeWhole(path, 'one');
    writeWhole(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['report.md']);
  });

  it.each([
    ['the folder', ['notes.txt', 'report.md']],
    ['a folder above it', ['notes.txt', 'out', 'report.md']],
  ])('given a file in the place of %s, says so and leaves the file', (_, parts) => {
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const refused = refusal(join(folder, ...parts));
    expect(refused).toMatchObject({ kind: 'not-a-folder' });
    expect(refused.message).toContain('a part of its path is a file. Choose another folder.');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  // Where the kernel makes the folders, Node's own recursive mkdir goes on for ever.
  it('given a folder in which none can be made, says so and ends', () => {
    expect(refusal('/proc/breakglass/report.md').path).toBe('/proc/breakglass');
  });
});
