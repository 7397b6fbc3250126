import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program, usingProgram } from '../helpers/cli.ts';

usingProgram();

/** The files that Node loads before the first line of one of them runs: what is `import()`ed is not among them. */
function loadedAtStart(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, name = ''] of text.matchAll(/(?:^|[;\n])(?:import|export)[^;("']*?["'](\.\/[^"']+)["']/g)) {
    loadedAtStart(join(dirname(file), name), seen);
  }
  return seen;
}

describe('the program that is built', () => {
  it('loads next to nothing before it knows what is asked for', () => {
    const files = [...loadedAtStart(program)];
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(files.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(4096);
  });

  it('loads neither the screens nor the documents to read a command line', () => {
    const [main = ''] = readFileSync(program, 'utf8').match(/main-[A-Z0-9]+\.js/) ?? [];
    const bytes = [...loadedAtStart(join(dirname(program), main))].reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(200_000);
  });

  it('loads nothing that only a run asks for to show the home screen', () => {
    const parts = readdirSync(dirname(program)).filter((name) => /^(?:show-)?home-[A-Z0-9]+\.js$/.test(name));
    expect(parts).toHaveLength(2);
    const files = parts.flatMap((name) => [...loadedAtStart(join(dirname(program), name))]);
    const texts = files.map((file) => readFileSync(file, 'utf8'));
    // Of the forms, the engine's decisions, and what reads documents.
    for (const words of ['There is no form ', 'is being sent', 'a tab cannot indent'])
      expect(texts.filter((text) => text.includes(words))).toEqual([]);
  });
});
