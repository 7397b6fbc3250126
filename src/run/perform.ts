import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { judgePlay } from '../engine/expectations.ts';
import { wallOf } from '../engine/time.ts';
import type { Play } from '../scenario/model.ts';
import type { Clock, PlayClock } from './clock.ts';
import { Player } from './player.ts';
import { Problem } from './problem.ts';
import type { Session } from './session.ts';

/** What a play expected and did not get; `at` is when it came true after all, milliseconds from T. Empty: all as expected. */
export type Failures = ReturnType<typeof judgePlay>;

/** More turns than this has only a play that repeats something for weeks, second by second. */
const MOST_TURNS = 100_000;

/**
 * Plays to the end at once, by moving `clock`, which must be the session's own; then closes the run and judges it.
 * @throws Problem where the play takes more turns than `most`
 */
export function performAtOnce(session: Session, clock: PlayClock, play: Play, most = MOST_TURNS): Failures {
  const player = new Player(session, play, session.now());
  for (const at of turnsOf(player, play, most)) {
    clock.moveTo(wallOf(session.state, at) ?? clock.wall());
    visit(session, player, at);
  }
  return conclude(session, play);
}

/** As performAtOnce, but lets others have their turn in between, so that an interrupt is heard. */
export async function perform(session: Session, clock: PlayClock, play: Play, signal: AbortSignal): Promise<Failures> {
  const player = new Player(session, play, session.now());
  for (const at of turnsOf(player, play)) {
    await turn(undefined, { signal });
    clock.moveTo(wallOf(session.state, at) ?? clock.wall());
    visit(session, player, at);
  }
  return conclude(session, play);
}

/** Plays by the wall clock, at the speed that the session's clock has: a demonstration to watch. */
export async function performLive(session: Session, clock: Clock, play: Play, signal: AbortSignal): Promise<Failures> {
  const player = new Player(session, play, session.now());
  for (const at of turnsOf(player, play)) {
    const wall = wallOf(session.state, at) ?? clock.wall();
    while (clock.wall() < wall) await pause(Math.min(2 ** 31 - 1, wall - clock.wall()), undefined, { signal });
    visit(session, player, at);
  }
  return conclude(session, play);
}

/** The moments at which a play has something to do, milliseconds from T. It must end somewhere. */
function* turnsOf(player: Player, play: Play, most = MOST_TURNS): Generator<number, void> {
  let turns = 0;
  for (let at = player.next(); at !== null; at = player.next()) {
    turns += 1;
    if (turns > most)
      throw new Problem(
        'unmet',
        `The play ${play.id} takes more than ${most} turns.`,
        'Give what repeats a longer time between its turns, or the play a longer `pace`.',
      );
    yield at;
  }
}

function visit(session: Session, player: Player, at: number): void {
  session.dispatch({ type: 'wake' });
  if (session.state.stage === 'play') player.act(at);
  if (session.broken) throw new Problem('store', session.broken);
}

function conclude(session: Session, play: Play): Failures {
  const { state } = session;
  if (state.stage === 'play') throw new Problem('unmet', `The play ${play.id} came to a stand before play ended.`);
  const failures = judgePlay(state, play.expect);
  const { lead } = state.definition;
  if (state.stage === 'hot-wash')
    session.dispatch({ type: 'close' }, { person: state.roles[lead] ?? lead, role: lead });
  if (session.broken) throw new Problem('store', session.broken);
  return failures;
}
