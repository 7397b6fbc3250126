import type { ClockReport } from './clocks.ts';
import { type ImprovementReport, isOpen } from './improvements.ts';
import type { Report } from './model.ts';

/** RFC 5545, 3.1: a line has at most 75 octets, without its end. */
const MOST_OCTETS = 75;
const HOUR_BEFORE = '-PT1H';

type Dated = Pick<Report, 'clocks' | 'overview'> & Partial<Pick<Report, 'improvements'>>;

/**
 * The deadlines that have a time, as an iCalendar file (RFC 5545): an event at each, with an alarm an hour before one that still runs; and, where they are
 * given, the improvements that are to be done by a day, each an event of that whole day, which more calendars show than a VTODO. Each keeps its UID, and
 * its SEQUENCE grows, so that a file made later takes the place of an earlier one. Times are UTC. There is no METHOD: nobody is invited to anything.
 */
export function toIcs({ clocks, improvements = [], overview }: Dated): string {
  const mark = overview.mark === 'LIVE' ? '' : `${overview.mark}: `;
  const deadlines = clocks.flatMap((clock) => eventOf(clock, overview.run, mark));
  const days = improvements.flatMap((one) => dayOf(one, overview.run, mark));
  const events = [...deadlines, ...days];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Breakglass//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const words: Readonly<Partial<Record<ClockReport['status'], string>>> = {
  met: 'met: ',
  missed: 'MISSED: ',
  stopped: 'stopped: ',
  'not-applicable': 'does not apply: ',
};

function eventOf(clock: ClockReport, run: string, mark: string): string[] {
  const { started, dueTime, ended, notApplicable, status } = clock;
  if (!started || dueTime === null) return [];
  const last = [started, ended, notApplicable?.moment].flatMap((moment) => moment ?? []);
  const revised = last.reduce((a, b) => (b.entry > a.entry ? b : a));
  const isOff = status === 'stopped' || status === 'not-applicable';
  const summary = `${mark}${words[status] ?? ''}${clock.short === clock.title || clock.short === clock.clock ? '' : `${clock.short}: `}${clock.title}`;
  return [
    'BEGIN:VEVENT',
    `UID:${clock.clock}.${uidSafe(run)}@breakglass.invalid`,
    `DTSTAMP:${utc(revised.recorded)}`,
    `SEQUENCE:${revised.entry}`,
    `DTSTART:${utc(dueTime)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(describe(clock, run))}`,
    `STATUS:${isOff ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    ...(status === 'running' ? alarmOf(summary) : []),
    'END:VEVENT',
  ];
}

/** RFC 5545, 3.6.1: of an event of a whole day without an end, the day is its length. */
function dayOf(one: ImprovementReport, run: string, mark: string): string[] {
  const { improvement, text, owner, due, from, dropped, tracked, moment, revised } = one;
  if (due === null) return [];
  const isDone = dropped === null && !isOpen(one);
  const summary = `${mark}${dropped === null ? '' : 'dropped: '}${isDone ? 'done: ' : ''}${text}`;
  const lines = [
    `To be done by ${owner ?? 'somebody: nobody has it yet'}`,
    ...(from === null ? [] : [`It came of: ${from}`]),
    ...tracked.flatMap(({ url }) => url ?? []),
    ...(dropped === null ? [] : [`Dropped: ${dropped}`]),
    `Run ${run}, ${improvement}.`,
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${improvement}.${uidSafe(run)}@breakglass.invalid`,
    `DTSTAMP:${utc((revised ?? moment).recorded)}`,
    `SEQUENCE:${(revised ?? moment).entry}`,
    `DTSTART;VALUE=DATE:${due.replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(lines.join('\n'))}`,
    `STATUS:${dropped === null ? 'CONFIRMED' : 'CANCELLED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function alarmOf(summary: string): string[] {
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(`In an hour: ${summary}`)}`,
    `TRIGGER:${HOUR_BEFORE}`,
    'END:VALARM',
  ];
}

function describe({ source, determined, owner, about, notApplicable }: ClockReport, run: string): string {
  const who = determined?.who ? ` (${determined.who.person})` : '';
  return [
    source,
    ...(determined ? [`Started by: ${determined.how}${who}`] : []),
    ...(notApplicable ? [`Does not apply: ${notApplicable.reason}`] : []),
    ...(owner === null ? [] : [`For: ${owner}`]),
    ...(about ? [about.wording] : []),
    `Run ${run}. Not legal advice.`,
  ].join('\n');
}

/** `20260305T081200Z`; a form of UTC that every calendar reads alike. */
function utc(iso: string): string {
  return `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function uidSafe(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/g, '-');
}

/** RFC 5545, 3.3.11: what a TEXT escapes. Control characters, which it cannot hold, are left out. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n');
}

/** RFC 5545, 3.1: what is longer goes on in a line that begins with a space, and no character is cut in two. */
function folded(line: string): string {
  const rows: string[] = [];
  let row = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > MOST_OCTETS) {
      rows.push(row);
      row = ' ';
      octets = 1;
    }
    row += character;
    octets += size;
  }
  return [...rows, row].join('\r\n');
}
