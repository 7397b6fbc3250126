import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const folder = new URL('../golden/screens/', import.meta.url);

/** Holds a screen to a committed one; with UPDATE_GOLDEN=1 writes it instead. */
export function holdScreen(name: string, text: string): void {
  const file = new URL(`${name}.txt`, folder);
  const lines = `${text.trimEnd()}\n`;
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, lines);
  }
  const how = 'to look at it and take it over: UPDATE_GOLDEN=1 npx vitest run test/tui';
  expect(existsSync(file) ? readFileSync(file, 'utf8') : null, `${fileURLToPath(file)}; ${how}`).toBe(lines);
}
