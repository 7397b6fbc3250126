import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { type Clock, realClock, standingClock } from '../run/clock.ts';
import { inTurn } from '../run/in-turn.ts';
import { Problem } from '../run/problem.ts';
import { readRun } from '../run/replay.ts';
import { resumeRun } from '../run/resume.ts';
import type { RunSession } from '../run/run-session.ts';
import { journalFile } from '../run/store.ts';
import { requireTrust } from '../run/trust.ts';
import { writeWhole } from '../run/write.ts';
import { openTracker } from '../tracker/open.ts';
import { type Place, placeOf } from '../tracker/place.ts';
import { refreshImprovements, type Sending, type Sent, sendImprovements } from '../tracker/send.ts';
import { withTasks } from '../tracker/task-list.ts';
import { worksOf } from '../tracker/works.ts';
import { exits } from './exit.ts';
import { orJoin } from './or-join.ts';
import { plain, print, say } from './output.ts';
import type { EverywhereFlags, Settings } from './settings.ts';
import { headlessStart, typist } from './surroundings.ts';

const words: Readonly<Record<Sent['how'], string>> = {
  there: 'is there already',
  found: 'was there already, and is noted now',
  made: 'was made',
  maybe: 'MAY BE THERE',
  later: 'is NOT THERE yet',
  refused: 'was NOT TAKEN',
};

/** Puts the improvements of runs where they are to go. Returns the exit code. */
export async function sendTo(
  runs: readonly string[],
  to: string,
  flags: EverywhereFlags,
  settings: Settings,
): Promise<number> {
  const place = placeOf(to);
  if ('problem' in place) throw new Problem('usage', place.problem, place.mend);
  if (place.kind === 'file') return writeTasks(runs, place.path, flags, settings);
  requireTrust(settings.untrusted);
  const clock = clockHere();
  const opened = await opening(place, settings, clock);
  const all: (Sent & { readonly run: string; readonly tracker: string })[] = [];
  for (const run of runs) {
    const sent = await withRun(run, settings, clock, (session) =>
      sendImprovements({ session, ...opened, ...surroundings(settings, clock) }),
    );
    for (const one of sent) {
      all.push({ run, tracker: place.name, ...one });
      if (!flags.json) tell(run, place.name, one);
    }
    if (sent.length === 0) say(plain(`${run} has no improvement.`));
  }
  if (flags.json) print(JSON.stringify(all));
  return all.some(({ how }) => how === 'maybe' || how === 'later' || how === 'refused') ? exits.unmet : exits.done;
}

/** Asks every tracker of the runs how things stand there, and writes it down. Returns the exit code. */
export async function refresh(runs: readonly string[], settings: Settings): Promise<number> {
  requireTrust(settings.untrusted);
  const clock = clockHere();
  let exit: number = exits.done;
  for (const run of runs) {
    const names = trackersIn(journalFile(settings.store.value, run));
    if (names.length === 0) continue;
    await withRun(run, settings, clock, async (session) => {
      for (const place of names) {
        const opened = await opening(place, settings, clock);
        const troubles = await refreshImprovements({ session, ...opened, ...surroundings(settings, clock) });
        for (const one of troubles) {
          exit = exits.unmet;
          say(plain(`${run}, ${one.improvement}: ${place.name} could not be asked. ${reasons(one)}`));
        }
      }
    });
  }
  return exit;
}

function trackersIn(file: string): Named[] {
  const { state } = readRun(file);
  const names = Object.values(state.improvements).flatMap(({ tracked }) => Object.keys(tracked ?? {}));
  return [...new Set(names)].flatMap((name) => {
    const place = placeOf(name);
    return 'name' in place ? [place] : [];
  });
}

type Named = Extract<Place, { name: string }>;

async function opening(place: Named, { trackers, secrets, ca }: Settings, clock: Clock) {
  return openTracker(place, {
    settings: trackers.value,
    sources: secrets.value,
    environment: process.env,
    now: () => clock.wall(),
    ...(ca.value !== null && { authorities: ca.value }),
  });
}

function surroundings({ person }: Settings, clock: Clock): Pick<Sending, 'by' | 'now' | 'pause'> {
  const pause = async (milliseconds: number) => {
    if (milliseconds >= 5_000)
      say(`It is waited for ${Math.ceil(milliseconds / 1000)} s, as was asked for. Ctrl-C ends that.`);
    await after(milliseconds);
  };
  return { by: { person: person.value }, now: () => clock.wall(), pause };
}

function clockHere(): Clock {
  const now = headlessStart();
  return now === null ? realClock : standingClock(now);
}

async function withRun<T>(
  run: string,
  settings: Settings,
  clock: Clock,
  work: (session: RunSession) => Promise<T>,
): Promise<T> {
  const session = await orJoin(run, settings, () =>
    inTurn(() => resumeRun(settings.store.value, run, { clock: () => clock, typedBy: typist })),
  );
  for (const notice of session.notices) say(plain(notice));
  try {
    return await work(session);
  } finally {
    if (session.state.run?.kind === 'exercise' && session.state.stage === 'play') session.dispatch({ type: 'leave' });
    session.leave();
  }
}

function tell(run: string, tracker: string, one: Sent): void {
  const { improvement, how, issue, url } = one;
  const link = [issue, url].flatMap((part) => part ?? []).join(' ');
  const isThere = how === 'there' || how === 'found' || how === 'made';
  const line = `${run}, ${improvement}: ${words[how]} in ${tracker}${link === '' ? '' : `: ${link}`}`;
  if (isThere) print(plain(line));
  else say(plain(`${line}. ${reasons(one)}`));
}

function reasons({ why, mend }: Sent): string {
  return [why === undefined ? undefined : `${why}.`, mend].filter((part) => part !== undefined).join(' ');
}

function writeTasks(runs: readonly string[], file: string, { json }: EverywhereFlags, settings: Settings): number {
  const works = runs.flatMap((run) => {
    const { state, entries } = readRun(journalFile(settings.store.value, run));
    const own = worksOf(state, entries);
    if (own.length === 0) say(plain(`${run} has no improvement: none was agreed in it.`));
    return own;
  });
  const before = readIfThere(file);
  const { text, added } = withTasks(before, works);
  if (text !== before) writeWhole(file, text);
  if (json) print(JSON.stringify({ file, tasks: works.length, added: added.length }));
  else print(plain(`${file}: ${added.length} added, ${works.length - added.length} there already.`));
  return exits.done;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return '';
    throw new Problem(
      'usage',
      `${file} could not be read (${code}).`,
      'Name a Markdown file that you may read and write.',
    );
  }
}
