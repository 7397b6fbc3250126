import { type Clock, PlayClock, realClock, shiftedClock } from '../run/clock.ts';
import type { LoadedScenario } from '../run/content.ts';
import { checkRoles, everyRole, openDrill, playOf } from '../run/open.ts';
import type { RunSession } from '../run/run-session.ts';
import type { Play } from '../scenario/model.ts';
import { type Driver, playOut } from './auto-run.ts';
import type { DrillFlags } from './drill-flags.ts';
import type { Settings } from './settings.ts';
import { headlessStart } from './surroundings.ts';

/** A drill that a play plays, told in plain lines or as JSON lines. Returns the exit code. */
export async function autoDrill(content: LoadedScenario, settings: Settings, flags: DrillFlags): Promise<number> {
  const play = playOf(content, typeof flags.auto === 'string' ? flags.auto : undefined);
  checkRoles(content, Object.keys(flags.as ?? {}));
  const driver = driverOf(content, flags);
  const open = (clock: Clock): Promise<RunSession> =>
    openDrill(settings.store.value, {
      content,
      roles: { ...everyRole(content), ...flags.as },
      clock,
      typedBy: typistOf(play),
      ...(flags.seed !== undefined && { seed: flags.seed }),
      ...(flags.speed !== undefined && { speed: flags.speed }),
    });
  const session = await open(driver.clock);
  return playOut({ session, play, driver, store: settings.store, json: flags.json === true });
}

/** A play stands where a person would: what is typed is typed by it. */
function typistOf(play: Play): string {
  return `play:${play.id}`;
}

/**
 * With a speed it is a demonstration to watch, by the machine's clock. Without one it is over at once; its wall times
 * are those of a drill that ended now, unless BREAKGLASS_NOW says when it began.
 */
function driverOf({ scenario }: LoadedScenario, flags: DrillFlags): Driver {
  const start = headlessStart();
  if (flags.speed !== undefined) return { how: 'watch', clock: start === null ? realClock : shiftedClock(start) };
  return { how: 'at-once', clock: new PlayClock(start ?? Date.now() - scenario.duration) };
}
