import { describe, expect, it } from 'vitest';
import type { Holder } from '../../src/journal/holder.ts';
import { LockHeldError } from '../../src/journal/lock.ts';
import { inTurn } from '../../src/run/in-turn.ts';

const holder = (pid: number): Holder => ({ pid, host: 'here', user: 'mara', started: '', socket: `s-${pid}` });
const heldBy = (pid: number, certain = true) => new LockHeldError('run', holder(pid), 'run.lock-1', certain);

/** Takes a run that each of these holds in turn, one a try; tells how it came out after how many tries and pauses. */
async function taking(holders: readonly Error[]) {
  let tries = 0;
  let pauses = 0;
  const act = async () => {
    const held = holders[tries];
    tries += 1;
    if (held) throw held;
    return 'done';
  };
  const pause = async () => {
    pauses += 1;
  };
  const came = await inTurn(act, pause).catch((error: unknown) => error);
  return { came, tries, pauses };
}

describe('taking a run for a moment', () => {
  it('given that it is free, takes it at once', async () => {
    expect(await taking([])).toEqual({ came: 'done', tries: 1, pauses: 0 });
  });

  it('given one who is done soon, waits', async () => {
    expect(await taking([heldBy(1), heldBy(1), heldBy(1)])).toEqual({ came: 'done', tries: 4, pauses: 3 });
  });

  it('given one who stays, gives up and says who', async () => {
    const stays = heldBy(1);
    expect(await taking(Array.from({ length: 100 }, () => stays))).toEqual({ came: stays, tries: 60, pauses: 59 });
  });

  it('given a queue that moves on, waits for its end, however long it is', async () => {
    const queue = Array.from({ length: 6 }, (_, pid) => Array.from({ length: 15 }, () => heldBy(pid))).flat();
    expect(await taking(queue)).toMatchObject({ came: 'done', tries: 91 });
  });

  it('given a holder of whom nobody can tell whether it lives, does not wait', async () => {
    const unsure = heldBy(1, false);
    expect(await taking([unsure])).toEqual({ came: unsure, tries: 1, pauses: 0 });
  });

  it('given another failure, does not try again', async () => {
    const failure = new Error('the disk');
    expect(await taking([failure])).toEqual({ came: failure, tries: 1, pauses: 0 });
  });
});
