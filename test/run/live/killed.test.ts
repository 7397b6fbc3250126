import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { instanceOf } from '../../../src/engine/state.ts';
import { realClock } from '../../../src/run/clock.ts';
import { createLive } from '../../../src/run/live.ts';
import { resumeRun } from '../../../src/run/resume.ts';
import { bundle, start } from '../../helpers/journal/process.ts';
import { folder, ref } from './given.ts';

const KILLS = 100;
/** Runs at the same time: they share a machine. */
const AT_ONCE = 4;

/** How often the action ran: it writes one character each time. */
function countedIn(file: string): number {
  return existsSync(file) ? readFileSync(file, 'utf8').length : 0;
}

/** Goes on with the run as a person would who does nothing: what would run by itself would run now. */
async function resumed(dir: string, run: string) {
  const session = await resumeRun(dir, run, {
    clock: () => realClock,
    typedBy: () => 'test',
    live: async (definition) =>
      createLive({ sources: {}, environment: { PATH: process.env.PATH } }, definition.playbook, []),
  });
  session.dispatch({ type: 'wake' });
  await session.quiet();
  const { state } = session;
  session.leave();
  return instanceOf(state, ref);
}

describe('given a responder who is killed with -9 at any moment while an action runs', () => {
  it(`of ${KILLS}, none ran it twice, and what was journaled is what happened`, { timeout: 600_000 }, async () => {
    const script = bundle('../live/responder.ts');
    const outcomes = new Map<string, number>();
    const one = async (number: number) => {
      const dir = folder();
      const counter = join(dir, 'counter');
      const responder = start(script, [dir, counter]);
      const run = (await responder.line()) ?? '';
      // From before it is asked for to after it has ended.
      await pause((number * 37) % 90);
      responder.kill('SIGKILL');
      await responder.ended;
      // What it was starting when it was killed holds its socket until it has become another program.
      const instance = await vi.waitFor(() => resumed(dir, run), { timeout: 20_000 });
      // A command that was started goes on to its end without the program: it is not killed with it.
      await pause(60);
      const status = instance?.status ?? 'none';
      outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
      const count = countedIn(counter);
      expect({ number, status, count: count <= 1 }).toEqual({ number, status, count: true });
      if (status === 'done') expect(count).toBe(1);
      if (status === 'ready') expect(count).toBe(0);
      expect(['ready', 'outcome-unknown', 'done']).toContain(status);
    };
    for (let from = 0; from < KILLS; from += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => one(from + index)));
    // The moments were such that something was cut off in its middle at all.
    expect(outcomes.get('outcome-unknown') ?? 0).toBeGreaterThan(0);
  });
});
