import { existsSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, vi } from 'vitest';
import type { State } from '../../../src/engine/state.ts';
import { evidenceState } from '../../../src/journal/evidence.ts';
import { readJournal } from '../../../src/journal/read.ts';
import { openStore } from '../../../src/journal/store.ts';
import { type Clock, realClock } from '../../../src/run/clock.ts';
import { createLive } from '../../../src/run/live.ts';
import { replay } from '../../../src/run/replay.ts';
import { resumeRun } from '../../../src/run/resume.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import type { Stored } from '../../../src/run/session.ts';

/** Takes a live run again that was left or cut off, as the program does: with hands. Left when the test is over. */
export async function takenAgain(
  dir: string,
  run: string,
  { environment = {}, clock = realClock }: { environment?: NodeJS.ProcessEnv; clock?: Clock } = {},
): Promise<RunSession> {
  const parts = { sources: {}, environment: { PATH: process.env.PATH, ...environment } };
  const session = await resumeRun(dir, run, {
    clock: (_: State) => clock,
    typedBy: () => 'test',
    live: async (definition) =>
      createLive(
        parts,
        definition.playbook,
        [...definition.actions.values()].map(({ catalogue }) => catalogue),
      ),
  });
  onTestFinished(async () => {
    await session.quiet(true);
    session.leave();
  });
  return session;
}

/** What a person who does nothing would see come about: whatever runs by itself has run after it. */
export async function leftAlone(session: RunSession): Promise<void> {
  session.dispatch({ type: 'wake' });
  await session.quiet();
}

/** How often an action ran that adds a character to a file each time. */
export function ran(counter: string): number {
  return existsSync(counter) ? readFileSync(counter, 'utf8').length : 0;
}

/** What is in a run's journal. */
export function journaled(session: { readonly journal: string }): readonly Stored[] {
  return readJournal(session.journal).entries as unknown as readonly Stored[];
}

/** Resolves once something is so; looked at again and again, for at most twenty seconds. */
export function so(test: () => void): Promise<void> {
  return vi.waitFor(test, { interval: 5, timeout: 20_000 });
}

/** Whether a process runs; one that nobody has buried does not. */
export function isAlive(id: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${id}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** What must be so of every live run: its journal is whole, gives the state that is shown, and what it names is kept. */
export function expectWhole(session: RunSession & { readonly dir: string }): void {
  const text = readFileSync(session.journal, 'utf8');
  const lines = text.trimEnd().split('\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in it
  expect(/[\u0000-\u0009\u000b-\u001f]/.exec(text)?.[0]).toBeUndefined();
  // Not all who read JSON take half a character.
  for (const line of lines) expect(/\p{Cs}/u.test(textsIn(JSON.parse(line)).join('\n'))).toBe(false);
  const { entries, state } = replay(session.journal, readJournal(session.journal).entries);
  expect(lines).toHaveLength(entries.length);
  expect({ ...state, definition: null }).toEqual({ ...session.state, definition: null });
  const store = openStore(session.dir);
  for (const entry of entries)
    if (entry.type === 'action.finished' && entry.evidence)
      expect(evidenceState(store, session.run, entry.evidence)).toBe('whole');
}

function textsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => [name, ...textsIn(value)]);
}
