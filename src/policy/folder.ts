import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../run/problem.ts';
import { writeWhole } from '../run/write.ts';
import type { PolicyFile } from './bundle.ts';

/** Writes policies into a folder. What is there with another content is nobody's to overwrite but its owner's. @throws Problem, StoreError */
export function writePolicies(folder: string, files: readonly PolicyFile[]): string[] {
  const paths = files.map(({ path }) => join(folder, path));
  const others = files.flatMap(({ text }, index) => {
    const path = paths[index] ?? '';
    const there = textAt(path);
    return there !== null && there !== text ? [path] : [];
  });
  if (others.length > 0)
    throw new Problem(
      'usage',
      `There is something else at ${others[0]}${others.length > 1 ? `, and at ${others.length - 1} more` : ''}.`,
      'Nothing was written. Name an empty folder with --out, or move what is there.',
    );
  for (const [index, { text }] of files.entries()) writeWhole(paths[index] ?? '', text);
  return paths;
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new Problem(
      'usage',
      `${path} is there, and cannot be read (${String(code)}).`,
      'Name another folder with --out.',
    );
  }
}
