import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { RunSession } from '../run-session.ts';
import { Visitor } from './visitor.ts';

/** More terminals than that are no team. */
const MOST_VISITORS = 32;

/** Where other terminals of this user come in. */
export interface Door {
  /** The run is about to be left: what goes on is still told, and nothing new is done. */
  shut(): void;
  /** Says goodbye to everybody, and lets nobody in any more. Twice is fine. */
  close(): void;
}

/**
 * Lets other terminals take part in a run that this process holds, over the local socket beside its lock (its owner's alone).
 * What they say is done here, as what is typed here; nothing that they send, or do not take, keeps this process from going on.
 */
export function openDoor(session: RunSession, clock: Clock): Door {
  const visitors = new Set<Visitor>();
  let isShut = false;
  let isClosed = false;
  const house = { session, clock, isShut: () => isShut };
  session.receive((socket: Socket) => {
    // Who only knocks, to hear whether anybody is there, is gone by now.
    if (socket.destroyed) return;
    const visitor = new Visitor(socket, house);
    if (isClosed) visitor.end({ is: 'left' });
    else if (visitors.size >= MOST_VISITORS)
      visitor.end({ is: 'turned-away', message: 'Too many terminals take part in this run already.' });
    else {
      visitors.add(visitor);
      socket.once('close', () => visitors.delete(visitor));
    }
  });
  const unsubscribe = session.subscribe(() => {
    for (const visitor of visitors) visitor.notice();
  });
  return {
    shut: () => {
      isShut = true;
    },
    close: () => {
      isShut = true;
      isClosed = true;
      unsubscribe();
      for (const visitor of visitors) visitor.end({ is: 'left' });
    },
  };
}
