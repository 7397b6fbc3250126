import type { ListedClock } from '../engine/clock-list.ts';
import { storyTime } from '../engine/context.ts';
import type { By } from '../engine/entries.ts';
import type { State } from '../engine/state.ts';
import { periodText } from '../language/period.ts';
import { dateText, dayIn, offsetAt } from '../language/zone.ts';
import { dayAndTime, exerciseTime, length, momentText } from './clock.ts';

/** What is said of a clock on its page: a heading, and lines under it. */
export interface ClockWords {
  readonly title: string;
  readonly status: string;
  /** Little time is left, or it has run out. */
  readonly isPressing: boolean;
  readonly lines: readonly string[];
}

const HOUR = 60 * 60 * 1000;

/** How a clock stands, who started it by which fact, when it is due, and which article says so. */
export function clockWords(listed: ListedClock, state: State, at: number): ClockWords {
  const { clock, now } = listed;
  const left = now.due === null ? null : now.due - at;
  return {
    title: clock.short === clock.title || clock.short === clock.id ? clock.title : `${clock.short}: ${clock.title}`,
    status: statusOf(listed, state, at),
    isPressing: now.status === 'missed' || (now.status === 'running' && left !== null && left < HOUR),
    lines: [
      ...dueLines(listed, state),
      ...startLines(listed, state, at),
      ...outLines(listed, state, at),
      ...aboutLines(listed),
    ],
  };
}

function statusOf({ now, doneAt }: ListedClock, state: State, at: number): string {
  const ended = now.endedAt === undefined ? '' : ` ${momentText(state, now.endedAt, at)}`;
  switch (now.status) {
    case 'not-started':
      return 'not started';
    case 'not-applicable':
      return 'does not apply';
    case 'running':
      return now.due === null ? 'runs, no fixed time' : `${length(Math.max(0, now.due - at))} left`;
    case 'missed':
      return `MISSED${ended}${doneAt === null ? '' : `, done late ${momentText(state, doneAt, at)}`}`;
    default:
      return `${now.status}${ended}`;
  }
}

/** Exercise time in a drill; wall time, in the clock's own zone and in UTC, where it is real. */
function dueLines({ clock, now: { due, status } }: ListedClock, state: State): string[] {
  if (due === null) return status === 'running' ? ['Due: the law has no number; at once, without undue delay.'] : [];
  if (state.run?.kind !== 'incident') return [`Due: ${exerciseTime(due)}`];
  const epoch = storyTime(state, due);
  const zone = clock.term.timezone ?? state.run.timezone;
  const here = offsetAt(zone, epoch) === 0 ? '' : ` (${localTime(zone, epoch)} ${zone})`;
  return [`Due: ${dayAndTime(epoch)}${here}`];
}

/** `2026-03-05 09:12`, as the wall clock of a zone shows it. */
function localTime(zone: string, epoch: number): string {
  const time = new Date(epoch + offsetAt(zone, epoch)).toISOString().slice(11, 16);
  return `${dateText(dayIn(zone, epoch))} ${time}`;
}

function startLines({ clock, now }: ListedClock, state: State, at: number): string[] {
  if (now.startedAt === undefined) {
    const { period } = clock.term;
    const from = clock.about?.countsFrom ?? clock.from;
    return [
      ...(clock.about ? [`Starts when: ${clock.about.startsWhen}`] : []),
      `Time: ${period === null ? 'no fixed time' : periodText(period)}, from: ${from}`,
    ];
  }
  const { determined } = now;
  const since = now.since === undefined ? '' : `, counted from ${clock.from} ${momentText(state, now.since, at)}`;
  const started = `Started: ${momentText(state, now.startedAt, at)}${by(determined?.by)}${since}`;
  return [
    started,
    ...(determined ? [`By: ${determined.how}`] : []),
    ...(determined?.why === undefined ? [] : [`Why: ${determined.why}`]),
  ];
}

function outLines({ now: { ruledOut } }: ListedClock, state: State, at: number): string[] {
  if (!ruledOut) return [];
  return [`Does not apply: ${ruledOut.reason} (${momentText(state, ruledOut.at, at)}${by(ruledOut.by)})`];
}

function aboutLines({ clock: { source, metBy, owner, about } }: ListedClock): string[] {
  return [
    `Article: ${source}`,
    ...(about ? [`It asks: ${about.wording}`, `For: ${about.appliesTo}`] : []),
    ...(about?.note === undefined ? [] : [`Note: ${about.note}`]),
    `Met by: ${metBy}${owner === undefined ? '' : `, for ${owner}`}`,
  ];
}

function by(who: By | undefined): string {
  return who ? `, by ${who.person}${who.role === undefined ? '' : ` (${who.role})`}` : '';
}
