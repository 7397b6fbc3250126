import type { State } from '../engine/state.ts';
import { wallOf } from '../engine/time.ts';
import type { Play } from '../scenario/model.ts';
import { PlayClock } from './clock.ts';
import type { LoadedScenario } from './content.ts';
import { everyRole, openInMemory } from './open.ts';
import { Player } from './player.ts';
import { Problem } from './problem.ts';

/** A play that needs more turns than this is one that repeats something for weeks, second by second: it must end somewhere. */
export const MOST_TURNS = 20_000;

/** Plays a play in memory, and leaves the run as it is once play is over; null where it takes more than MOST_TURNS. */
export function playOut(content: LoadedScenario, play: Play): State | null {
  const clock = new PlayClock(content.scenario.starts ?? 0);
  const session = openInMemory({ content, roles: everyRole(content), clock, typedBy: `play:${play.id}` });
  const player = new Player(session, play, session.now());
  let turns = 0;
  for (let at = player.next(); at !== null; at = player.next()) {
    turns += 1;
    if (turns > MOST_TURNS) return null;
    clock.moveTo(wallOf(session.state, at) ?? clock.wall());
    session.dispatch({ type: 'wake' });
    if (session.state.stage === 'play') player.act(at);
  }
  return session.state;
}

/** Every play of a scenario, played out. @throws Problem where one of them takes too long */
export function playAllOut(content: LoadedScenario): { readonly play: Play; readonly state: State }[] {
  return content.scenario.plays.map((play) => {
    const state = playOut(content, play);
    if (state === null)
      throw new Problem(
        'input',
        `The play ${play.id} of ${content.scenario.id} takes more than ${MOST_TURNS} turns.`,
        'Give what repeats a longer time between its turns.',
      );
    return { play, state };
  });
}
