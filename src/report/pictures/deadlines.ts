import type { ClockReport } from '../clocks.ts';
import type { Report } from '../model.ts';
import { count, inWords, span } from '../words.ts';
import { fromT, lengthScale, type Scale } from './axis.ts';
import { label } from './label.ts';
import type { KeyEntry, Lane, Picture } from './picture.ts';

const keys = {
  met: { look: 'circle', tone: 'green', words: 'done in time' },
  late: { look: 'cross', tone: 'red', words: 'done too late' },
  due: { look: 'tick', tone: 'ink', words: 'due' },
  inTime: { look: 'solid', tone: 'green', words: 'time taken, in time' },
  open: { look: 'hollow', tone: 'ink', words: 'time that there was' },
  over: { look: 'striped', tone: 'red', words: 'time over it' },
} as const satisfies Record<string, KeyEntry>;
type Key = keyof typeof keys;
const order = Object.keys(keys) as Key[];

const states: Readonly<Record<ClockReport['status'], string>> = {
  'not-started': 'not started',
  running: 'running',
  met: 'met',
  missed: 'missed',
  stopped: 'stopped',
  'not-applicable': 'not applicable',
};
const MOST_LANES = 24;

/** A deadline in milliseconds from T. */
interface Run {
  readonly clock: ClockReport;
  readonly since: number;
  readonly due: number | null;
  /** When it was done, or stopped; else the last moment that the report tells of. */
  readonly until: number;
  readonly isDone: boolean;
}

/** Deadlines: from when they ran, when they were due, and whether they were met. */
export function deadlines({ clocks, overview }: Pick<Report, 'clocks' | 'overview'>): Picture | null {
  const runs = clocks.flatMap((clock) => runOf(clock, overview) ?? []);
  if (runs.length === 0) return null;
  const from = Math.min(...runs.map(({ since }) => since));
  const shown = runs.slice(0, MOST_LANES);
  const scale = lengthScale(shown.flatMap(({ due, until }) => [until - from, ...(due === null ? [] : [due - from])]));
  const place: Scale['place'] = (at) => scale.place(at - from);
  const lanes = shown.map((run) => laneOf(run, place));
  const used = order.filter((key) => lanes.some((lane) => lane.keys.includes(key)));
  const left = runs.length - shown.length;
  return {
    id: 'deadlines',
    mark: overview.mark,
    title: 'Deadlines',
    alt: words(clocks),
    table: {
      headers: ['Deadline', 'Started', 'Due', 'Done', 'State'],
      rows: clocks.map((clock) => rowOf(clock, runOf(clock, overview))),
    },
    drawing: {
      form: 'lanes',
      isCounted: false,
      key: used.map((key) => keys[key]),
      panels: [
        {
          title: `Counted from ${fromT(from)}${left > 0 ? `; ${left} more are in the table` : ''}`,
          axis: scale.axis,
          lanes: lanes.map((lane) => lane.drawn((key) => used.indexOf(key))),
        },
      ],
    },
  };
}

function runOf(clock: ClockReport, { starts, played }: Report['overview']): Run | null {
  const { started, since, due, done, ended, status } = clock;
  if (!started || status === 'not-applicable') return null;
  const from = since === null ? started.at : Date.parse(since) - Date.parse(starts);
  const stoppedAt = status === 'stopped' ? (ended?.at ?? null) : null;
  return { clock, since: from, due, until: Math.max(from, done ?? stoppedAt ?? played), isDone: done !== null };
}

function laneOf(
  { clock, since, due, until, isDone }: Run,
  place: Scale['place'],
): { readonly keys: readonly Key[]; drawn(index: (key: Key) => number): Lane } {
  const late = due !== null && until > due;
  const inTime = due === null ? until : Math.min(until, due);
  const bars: [Key, number, number][] = [
    ...(due !== null && due > until ? [['open', until, due] as [Key, number, number]] : []),
    ['inTime', since, inTime],
    ...(late && clock.status !== 'stopped' ? [['over', due, until] as [Key, number, number]] : []),
  ];
  const marks: [Key, number][] = [
    ...(isDone ? [[clock.status === 'missed' || late ? 'late' : 'met', until] as [Key, number]] : []),
    ...(due === null ? [] : [['due', due] as [Key, number]]),
  ];
  return {
    keys: [...bars.map(([key]) => key), ...marks.map(([key]) => key)],
    drawn: (index) => ({
      name: label(clock.short, 24),
      note: noteOf(clock, since),
      bars: bars.map(([key, from, to]) => ({ key: index(key), from: place(from), to: place(to) })),
      marks: marks.map(([key, at]) => ({ key: index(key), place: place(at), count: 1 })),
    }),
  };
}

function noteOf({ status, due, done }: ClockReport, since: number): string {
  const allowed = due === null ? '' : ` of ${span(due - since)}`;
  return done === null ? `${states[status]}${allowed}` : `${states[status]}, ${span(done - since)}${allowed}`;
}

function rowOf(clock: ClockReport, run: Run | null): string[] {
  const { title, started, due, done, status } = clock;
  return [
    label(title, 80),
    run ? fromT(run.since) : started ? fromT(started.at) : 'not started',
    due === null ? (started ? 'without a number' : 'unknown') : fromT(due),
    done === null ? 'not done' : fromT(done),
    states[status],
  ];
}

function words(clocks: readonly ClockReport[]): string {
  const of = (status: ClockReport['status']) => clocks.filter((clock) => clock.status === status).length;
  const parts = (Object.keys(states) as ClockReport['status'][]).flatMap((status) =>
    of(status) > 0 ? [`${of(status)} ${states[status]}`] : [],
  );
  return `${count(clocks.length, 'deadline')}: ${inWords(parts)}.`;
}
