import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileJournal } from '../../../src/journal/append.ts';
import type { Payload } from '../../../src/journal/payload.ts';

/** Writes these decisions to a journal in `folder` and returns its path. */
export function journalOf(folder: string, decisions: readonly (readonly Payload[])[], name = 'run.jsonl'): string {
  const path = join(folder, name);
  const journal = createFileJournal(path);
  for (const payloads of decisions) journal.append(journal.head().seq, payloads);
  journal.close();
  return path;
}

/** A journal of `count` entries, each a decision of its own: `{ "type": "noted", "n": 1 }`, … */
export function notes(folder: string, count: number): string {
  return journalOf(
    folder,
    Array.from({ length: count }, (_, index) => [{ type: 'noted', n: index + 1 }]),
  );
}

/** The lines of a journal, with their newlines. */
export function linesAt(path: string): readonly string[] {
  return readFileSync(path, 'utf8').split(/(?<=\n)/);
}

/** Overwrites a journal with other lines, as someone at the disk might. */
export function replaceLines(path: string, lines: readonly string[]): void {
  writeFileSync(path, lines.join(''));
}
