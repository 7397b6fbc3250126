import { setTimeout as after } from 'node:timers/promises';
import { LockHeldError } from '../journal/lock.ts';

/** How often, and how long after each other (milliseconds), one holder is asked: three seconds in all, since on a busy machine what is short takes one. */
const TRIES = 60;
const PAUSE = 50;

/**
 * Does something short that takes a run, once those who take it as shortly are done: another holder each time is a queue
 * that moves on, and the same one for so long is somebody who stays.
 * @throws what `act` throws: LockHeldError of the one who stays
 */
export async function inTurn<T>(act: () => Promise<T>, pause = () => after(PAUSE)): Promise<T> {
  let holder: string | undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof LockHeldError) || !error.certain) throw error;
      const next = error.holder?.socket;
      if (next !== holder) tries = 1;
      if (tries >= TRIES) throw error;
      holder = next;
    }
    await pause();
  }
}
