import { nextDue } from '../engine/due.ts';
import { wallOf } from '../engine/time.ts';
import type { Clock } from './clock.ts';
import type { Session } from './session.ts';

/** The longest that one timer waits: timers stand still while the machine sleeps, and its clock may be set anew. Milliseconds. */
const LONGEST = 60_000;
/** Where a wake-up changed nothing, the next one comes no sooner than this, so that no fault becomes a busy loop. */
const BREATH = 1000;

/**
 * Wakes the session when something falls due. A timer is only a wake-up: the engine stamps what fell due with its own
 * time, so being late changes nothing. Returns what stops it.
 */
export function keepTime(session: Session, clock: Clock): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const schedule = (least: number) => {
    clearTimeout(timer);
    const due = stopped || session.broken ? null : nextDue(session.state);
    const wall = due === null ? null : wallOf(session.state, due);
    if (wall !== null) timer = setTimeout(wake, Math.min(LONGEST, Math.max(least, wall - clock.wall())));
  };
  const wake = () => {
    const before = session.entries.length;
    session.dispatch({ type: 'wake' });
    if (session.entries.length === before) schedule(BREATH);
  };
  const unsubscribe = session.subscribe(() => schedule(0));
  schedule(0);
  return () => {
    stopped = true;
    clearTimeout(timer);
    unsubscribe();
  };
}
