import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runningOf } from '../../../src/engine/state.ts';
import { bundle, start } from '../../helpers/journal/process.ts';
import { type Doom, doom, moments } from '../../helpers/live/doom.ts';
import { isolate, marking, openResponse } from '../../helpers/live/responding.ts';
import { journaled, leftAlone, ran, takenAgain } from './again.ts';
import { ada, folder, needed, ref } from './given.ts';

/** Runs at the same time: they share a machine. */
const AT_ONCE = 2;

interface Place {
  readonly dir: string;
  readonly counter: string;
}

const place = (): Place => {
  const dir = folder();
  return { dir: join(dir, 'store'), counter: join(dir, 'counter') };
};

/** The run of a store; empty where none was begun. */
function runIn(dir: string): string {
  const runs = join(dir, 'runs');
  const names = existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith('.jsonl')) : [];
  return names[0]?.replace(/\.jsonl$/, '') ?? '';
}

/** A responder of its own, killed with -9 there. Its last words: none where it was killed. */
async function killed(
  script: string,
  { dir, counter }: Place,
  { nth, moment }: Doom,
  run = '',
): Promise<string | undefined> {
  const responder = start(script, [dir, counter, String(nth), moment, run]);
  const said = await responder.line();
  await responder.ended;
  return said;
}

/** A responder in this process, whose disk fails there and takes nothing more from then on. */
async function stopped({ dir, counter }: Place, at: Doom): Promise<void> {
  const { lift } = doom(at, () => {
    throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
  });
  try {
    const session = await openResponse(dir, counter, marking(counter));
    isolate(session);
    await session.quiet();
    session.leave();
  } catch (error) {
    // It fails to open only where the opening itself could not be written.
    expect({ at, name: (error as Error).name }).toEqual({ at: { ...at, nth: 1 }, name: 'Problem' });
  } finally {
    lift();
  }
}

const never: Doom = { nth: 0, moment: 'before' };

/** How many writes to the journal an action takes from the opening to its end, where nothing goes wrong. */
async function writesOf(): Promise<number> {
  const here = place();
  const { writes, lift } = doom(never, () => {});
  const session = await openResponse(here.dir, here.counter, marking(here.counter));
  isolate(session);
  await session.quiet();
  lift();
  session.leave();
  expect(ran(here.counter)).toBe(1);
  return writes();
}

function doomsOf(writes: number, which: readonly Doom['moment'][]): Doom[] {
  const nths = Array.from({ length: writes }, (_, at) => at + 1);
  return nths.flatMap((nth) => which.map((moment) => ({ nth, moment })));
}

/** What a run comes to that was cut off: how it stands, and how often its action ran. Whatever was the case, it runs no more. */
async function comesTo({ dir, counter }: Place, at: Doom): Promise<string> {
  const before = ran(counter);
  const run = runIn(dir);
  if (run === '') return `no run ${before}`;
  const session = await takenAgain(dir, run).catch((error: Error) => error);
  if (session instanceof Error) {
    // Cut off before the first entry was whole: there is nothing to go on with.
    expect({ at, said: session.message }).toEqual({
      at,
      said: expect.stringContaining('does not hold the whole opening'),
    });
    return `no run ${before}`;
  }
  await leftAlone(session);
  const instance = session.state.steps.isolate?.thing;
  const status = instance?.status ?? 'no step';
  expect(instance && runningOf(instance)).toBeUndefined();
  const asked = journaled(session).filter((entry) => entry.type === 'action.requested' && entry.call === 'do').length;
  // Whatever ran was asked for first, once; and to take the run again ran nothing.
  expect({ at, asked, now: ran(counter) }).toEqual({
    at,
    asked: status === 'ready' || status === 'no step' ? 0 : 1,
    now: before,
  });
  if (status === 'outcome-unknown') {
    expect(session.dispatch({ type: 'run-action', ...ref, hash: '' }, ada)).not.toBeNull();
    expect(session.dispatch({ type: 'look', ...ref }, ada)).toBeNull();
    await session.quiet();
    expect({ at, status: needed(session, ref).status }).toEqual({
      at,
      status: before === 1 ? 'done' : 'outcome-unknown',
    });
  }
  expect({ at, now: ran(counter) }).toEqual({ at, now: before });
  session.leave();
  return `${status} ${before}`;
}

describe('given a run that is cut off at any write to its journal', () => {
  it('by a disk that fails: nothing ran twice, and what is journaled agrees with what happened', async () => {
    const found = new Set<string>();
    for (const at of doomsOf(await writesOf(), moments)) {
      const here = place();
      await stopped(here, at);
      found.add(await comesTo(here, at));
    }
    // Nothing done and known so, done or not and unknown, done and known so: there is nothing else.
    expect([...found].toSorted()).toEqual([
      'done 1',
      'no run 0',
      'no step 0',
      'outcome-unknown 0',
      'outcome-unknown 1',
      'ready 0',
    ]);
  });

  it('by kill -9: the same', { timeout: 120_000 }, async () => {
    const script = bundle('../live/doomed.ts');
    const found = new Set<string>();
    const dooms = doomsOf(await writesOf(), ['before', 'flushed']);
    const one = async (at: Doom) => {
      const here = place();
      expect(await killed(script, here, at)).toBeUndefined();
      found.add(await comesTo(here, at));
    };
    for (let next = 0; next < dooms.length; next += AT_ONCE)
      await Promise.all(dooms.slice(next, next + AT_ONCE).map(one));
    expect([...found].toSorted()).toEqual([
      'done 1',
      'no run 0',
      'no step 0',
      'outcome-unknown 0',
      'outcome-unknown 1',
      'ready 0',
    ]);
  });

  it('and again, by kill -9, when it is taken up: nothing runs, and it asks all the same', {
    timeout: 120_000,
  }, async () => {
    const script = bundle('../live/doomed.ts');
    const cut = place();
    // The third write is the request.
    await killed(script, cut, { nth: 4, moment: 'before' });
    expect(ran(cut.counter)).toBe(1);
    const run = runIn(cut.dir);
    const copy = (): Place => {
      const dir = join(folder(), 'store');
      cpSync(cut.dir, dir, { recursive: true, filter: (path) => !path.endsWith('.sock') });
      return { dir, counter: cut.counter };
    };
    const writes = Number(await killed(script, copy(), never, run));
    expect(writes).toBeGreaterThan(0);
    for (const at of doomsOf(writes, moments)) {
      const here = copy();
      expect(await killed(script, here, at, run)).toBeUndefined();
      expect(await comesTo(here, at)).toBe('outcome-unknown 1');
    }
  });
});
