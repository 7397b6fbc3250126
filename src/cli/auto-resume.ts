import type { State } from '../engine/state.ts';
import { PlayClock } from '../run/clock.ts';
import { Problem } from '../run/problem.ts';
import { resumeRun } from '../run/resume.ts';
import { playOut } from './auto-run.ts';
import type { Settings } from './settings.ts';
import { headlessStart } from './surroundings.ts';

/** Goes on with a played run, by the play that was playing it. Returns the exit code. */
export async function autoResume(run: string, name: string, settings: Settings, json: boolean): Promise<number> {
  const clock = new PlayClock(0);
  const session = await resumeRun(settings.store.value, run, {
    clock: (state) => {
      clock.moveTo(wallAt(state));
      return clock;
    },
    typedBy: () => `play:${name}`,
  });
  const play = session.state.definition.scenario?.plays.find(({ id }) => id === name);
  if (!play) {
    session.leave();
    throw new Problem('integrity', `The run ${run} says that the play ${name} was playing it, and has no such play.`);
  }
  const recovered = session.entries.findLastIndex(
    (entry) => entry.type === 'time.anchored' && entry.why === 'recovered',
  );
  const driver = { how: 'at-once', clock } as const;
  return playOut({ session, play, driver, store: settings.store, json, told: Math.max(0, recovered) });
}

/** Where the wall clock of a play stands, as `drill --auto` has it: T was when BREAKGLASS_NOW says, or the drill ends now. */
function wallAt(state: State): number {
  const start = headlessStart() ?? Date.now() - (state.definition.scenario?.duration ?? 0);
  return Math.max(start + state.at, state.clock.wall);
}
