import { setFlagsFromString } from 'node:v8';
import { GRACE } from '../actions/process-group.ts';
import { type Clock, realClock, shiftedClock } from '../run/clock.ts';
import type { LoadedScenario } from '../run/content.ts';
import { openImprovements } from '../run/improvements.ts';
import type { Incident } from '../run/incident.ts';
import { openDoor } from '../run/join/door.ts';
import { checkRoles, openDrill } from '../run/open.ts';
import type { Outbox } from '../run/outbox/outbox.ts';
import { resumeRun } from '../run/resume.ts';
import type { RunSession } from '../run/run-session.ts';
import { keepTime } from '../run/timer.ts';
import { type Ended, playRun } from '../tui/play.tsx';
import { callBook } from './call-book.ts';
import type { DrillFlags } from './drill-flags.ts';
import { exits } from './exit.ts';
import { orJoin } from './or-join.ts';
import { inColor, plain, print, say } from './output.ts';
import { writeReport } from './report-file.ts';
import type { Settings } from './settings.ts';
import { summaryText } from './summary-text.ts';
import { headlessStart, typist } from './surroundings.ts';
import { deliver, drillRoutes, lastWords } from './telling.ts';

/** A drill on the terminal, from its briefing on. Returns the exit code. */
export async function terminalDrill(content: LoadedScenario, settings: Settings, flags: DrillFlags): Promise<number> {
  staySmall();
  checkRoles(content, Object.keys(flags.as ?? {}));
  const clock = wallClock();
  const improvements = openImprovements(settings.store.value, content.playbook.id);
  const person = speakerOf(settings, flags, content.definition.lead);
  const session = await openDrill(settings.store.value, {
    content,
    roles: flags.as ?? {},
    clock,
    paused: true,
    typedBy: typist(),
    by: { person },
    routes: await drillRoutes(settings),
    ...(flags.seed !== undefined && { seed: flags.seed }),
    ...(flags.speed !== undefined && { speed: flags.speed }),
  });
  return onScreen({ session, clock, person, settings, fresh: true, improvements });
}

/** A live run on the terminal, from its briefing on. Returns the exit code. */
export async function terminalRespond(incident: Incident, settings: Settings): Promise<number> {
  staySmall();
  const { store, person } = settings;
  const improvements = openImprovements(store.value, incident.content.playbook.id);
  const { openIncident } = await import('../run/incident.ts');
  const { rememberRun } = await import('../run/trust/runs.ts');
  const session = await openIncident(store.value, incident);
  const [opened] = session.entries;
  if (opened?.type === 'run.opened') rememberRun(opened);
  return onScreen({ session, clock: incident.clock, person: person.value, settings, fresh: true, improvements });
}

/** A run that was left, on the terminal again. Returns the exit code. */
export async function terminalResume(run: string, settings: Settings): Promise<number> {
  staySmall();
  const clock = wallClock();
  const session = await orJoin(run, settings, () =>
    resumeRun(settings.store.value, run, {
      clock: () => clock,
      typedBy: typist,
      live: async (definition, opened) => (await import('./live-again.ts')).liveAgain(definition, opened, settings),
    }),
  );
  const fresh = neverBegan(session);
  return onScreen({ session, clock, person: settings.person.value, settings, fresh, improvements: [] });
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface OnScreen {
  readonly session: RunSession;
  readonly clock: Clock;
  /** Who is at the keyboard. */
  readonly person: string;
  readonly settings: Settings;
  readonly fresh: boolean;
  readonly improvements: readonly string[];
}

async function onScreen({ session, clock, person, settings, fresh, improvements }: OnScreen): Promise<number> {
  const { store } = settings;
  const bear = () => {};
  // The screens hear a signal, and end. Another one must not cut short what is written down then: it takes seconds at most.
  for (const signal of endings) process.on(signal, bear);
  session.onLeave(keepTime(session, clock));
  const door = openDoor(session, clock);
  session.onLeave(door.close);
  const outbox = await deliver(session, settings);
  const report = () => writeReport(store.value, session);
  let ended: Ended;
  try {
    ended = await playRun({
      session,
      you: { person },
      fresh,
      improvements,
      book: await callBook(settings),
      options: { color: inColor(process.stdout) },
      onReport: report,
    });
  } finally {
    door.shut();
    if (session.busy) say(`What runs is told to stop, and has ${GRACE / 1000} s for it.`);
    if (outbox) await tellLast(outbox, session, report);
    // What runs is told to end, and what came of it is written down, before the journal is let go of.
    await session.quiet(true);
    // The moment it was left at is written down: else the clock would go on from the last thing that happened.
    session.dispatch({ type: 'leave' });
    session.leave();
    for (const signal of endings) process.off(signal, bear);
  }
  const written = session.state.stage === 'play' ? null : report();
  print(plain(summaryText(session, written, store)).trimEnd());
  return ended === 'interrupted' ? exits.interrupted : exits.done;
}

/** What is told at the end; then nothing goes out any more. */
async function tellLast(outbox: Outbox, session: RunSession, report: () => string): Promise<void> {
  const isClosed = session.state.stage === 'closed';
  if (isClosed) {
    const { tellClosing } = await import('../run/outbox/closing.ts');
    tellClosing(session, report);
  }
  await lastWords(outbox, session, isClosed);
}

/** The lead speaks first, or else who is named first, unless it was said who is at this keyboard. */
function speakerOf({ person }: Settings, { as = {} }: DrillFlags, lead: string): string {
  if (person.from !== 'default') return person.value;
  return as[lead] ?? Object.values(as)[0] ?? person.value;
}

const neverByWord: readonly string[] = ['opened', 'paused', 'left', 'recovered'];

/** It was left while the briefing was read: the clock has never run by anybody's word. */
function neverBegan({ entries }: RunSession): boolean {
  const anchors = entries.flatMap((entry) => (entry.type === 'time.anchored' ? [entry] : []));
  return anchors[0]?.running === false && anchors.every(({ why }) => neverByWord.includes(why));
}

/**
 * V8 lets garbage pile up to what the whole machine could hold before it collects. A run of ten thousand entries needs a
 * hundred megabytes; grown in small steps, the heap stays near that. Set before anything large is read.
 */
export function staySmall(): void {
  setFlagsFromString('--heap-growing-percent=30');
}

function wallClock(): Clock {
  const start = headlessStart();
  return start === null ? realClock : shiftedClock(start);
}
