import { type Clock, realClock, shiftedClock } from '../run/clock.ts';
import type { LoadedScenario } from '../run/content.ts';
import { openImprovements } from '../run/improvements.ts';
import { checkRoles, openDrill } from '../run/open.ts';
import { resumeRun } from '../run/resume.ts';
import type { RunSession } from '../run/run-session.ts';
import { summaryText } from '../run/summary-text.ts';
import { keepTime } from '../run/timer.ts';
import { playRun } from '../tui/play.tsx';
import type { DrillFlags } from './drill-flags.ts';
import { exits } from './exit.ts';
import { inColor, plain, print } from './output.ts';
import { writeReport } from './report-file.ts';
import type { Settings } from './settings.ts';
import { headlessStart, typist } from './surroundings.ts';

/** A drill on the terminal, from its briefing on. Returns the exit code. */
export async function terminalDrill(content: LoadedScenario, settings: Settings, flags: DrillFlags): Promise<number> {
  checkRoles(content, Object.keys(flags.as ?? {}));
  const clock = wallClock();
  const improvements = openImprovements(settings.store.value, content.playbook.id);
  const person = speakerOf(settings, flags);
  const session = await openDrill(settings.store.value, {
    content,
    roles: flags.as ?? {},
    clock,
    paused: true,
    typedBy: typist(),
    by: { person },
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(flags.speed !== undefined && { speed: flags.speed }),
  });
  return onScreen({ session, clock, person, store: settings.store.value, fresh: true, improvements });
}

/** A run that was left, on the terminal again. Returns the exit code. */
export async function terminalResume(run: string, settings: Settings): Promise<number> {
  const clock = wallClock();
  const session = await resumeRun(settings.store.value, run, { clock: () => clock, typedBy: typist });
  const fresh = neverBegan(session);
  const { person, store } = settings;
  return onScreen({ session, clock, person: person.value, store: store.value, fresh, improvements: [] });
}

interface OnScreen {
  readonly session: RunSession;
  readonly clock: Clock;
  /** Who is at the keyboard. */
  readonly person: string;
  readonly store: string;
  readonly fresh: boolean;
  readonly improvements: readonly string[];
}

async function onScreen({ session, clock, person, store, fresh, improvements }: OnScreen): Promise<number> {
  session.onLeave(keepTime(session, clock));
  const report = () => writeReport(store, session);
  try {
    await playRun({
      session,
      you: { person },
      fresh,
      improvements,
      options: { color: inColor(process.stdout) },
      onReport: report,
    });
  } finally {
    session.leave();
  }
  const written = session.state.stage === 'play' ? null : report();
  print(plain(summaryText(session, written)).trimEnd());
  return exits.done;
}

/** Who is named first speaks first, unless it was said who is at this keyboard. */
function speakerOf({ person }: Settings, { as = {} }: DrillFlags): string {
  return person.from === 'default' ? (Object.values(as)[0] ?? person.value) : person.value;
}

/** It was left while the briefing was read: the clock has never run by anybody's word. */
function neverBegan({ entries }: RunSession): boolean {
  const anchors = entries.flatMap((entry) => (entry.type === 'time.anchored' ? [entry] : []));
  return (
    anchors[0]?.running === false &&
    anchors.every(({ why }) => why === 'opened' || why === 'recovered' || why === 'paused')
  );
}

function wallClock(): Clock {
  const start = headlessStart();
  return start === null ? realClock : shiftedClock(start);
}
