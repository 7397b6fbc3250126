import type { MilestoneFigure } from '../milestones.ts';
import type { Report } from '../model.ts';
import { count, inWords, offset, span } from '../words.ts';
import { lengthScale, type Scale } from './axis.ts';
import { label } from './label.ts';
import type { KeyEntry, Lane, Mark, Panel, Picture } from './picture.ts';

const keys = {
  met: { look: 'circle', tone: 'green', words: 'reached within its target' },
  missed: { look: 'cross', tone: 'red', words: 'reached too late' },
  reached: { look: 'diamond', tone: 'blue', words: 'reached, without a target to compare with' },
  target: { look: 'tick', tone: 'ink', words: 'target' },
  victim: { look: 'open-circle', tone: 'purple', words: 'the victim of the real case' },
} as const satisfies Record<string, KeyEntry>;
type Key = keyof typeof keys;

type Clock = 'known' | 'intruded';
type Figures = Pick<Report, 'overview' | 'milestones'>;

interface Seen {
  readonly key: Key;
  readonly ms: number;
}

/** Milestones against their targets, on the clocks that there are: from when it was known, and from the intrusion. */
export function milestones(report: Figures): Picture | null {
  const all = report.milestones;
  if (all.length === 0 || !all.some(({ at, target }) => at !== null || target)) return null;
  const clocks: readonly Clock[] = report.overview.intrusion ? ['known', 'intruded'] : ['known'];
  const seen = clocks.map((clock) => ({ clock, lanes: all.map((figure) => seenOn(report, clock, figure)) }));
  const used = (Object.keys(keys) as Key[]).filter((key) =>
    seen.some(({ lanes }) => lanes.some((lane) => lane.some((one) => one.key === key))),
  );
  return {
    id: 'milestones',
    mark: report.overview.mark,
    title: 'Milestones against their targets',
    alt: words(report),
    table: {
      headers: ['Milestone', ...clocks.map((clock) => titles[clock]), 'Target', 'Against it'],
      rows: all.map((figure) => [
        label(figure.milestone),
        ...clocks.map((clock) => timeOf(figure, clock)),
        targetOf(figure),
        verdictOf(figure),
      ]),
    },
    drawing: {
      form: 'lanes',
      isCounted: false,
      key: used.map((key) => keys[key]),
      panels: seen.map(({ clock, lanes }) => panelOf(report, clock, lanes, used)),
    },
  };
}

const titles: Readonly<Record<Clock, string>> = { known: 'After known', intruded: 'After intrusion' };

function panelOf(report: Figures, clock: Clock, lanes: readonly (readonly Seen[])[], used: readonly Key[]): Panel {
  const scale = lengthScale(lanes.flatMap((lane) => lane.map(({ ms }) => ms)));
  if (anchorOf(report, clock) === null)
    return { title: `${titles[clock]}: unknown, since nobody knows when that was`, axis: scale.axis, lanes: [] };
  return {
    title: titles[clock],
    axis: scale.axis,
    lanes: report.milestones.map((figure, index) => laneOf(figure, clock, lanes[index] ?? [], scale, used)),
  };
}

function laneOf(
  figure: MilestoneFigure,
  clock: Clock,
  seen: readonly Seen[],
  scale: Scale,
  used: readonly Key[],
): Lane {
  const verdict = figure.at !== null && figure.target ? `, ${verdictOf(figure)}` : '';
  const marks = seen.map(({ key, ms }): Mark => ({ place: scale.place(ms), key: used.indexOf(key), count: 1 }));
  return { name: label(figure.milestone, 24), note: `${timeOf(figure, clock)}${verdict}`, marks, bars: [] };
}

/** What is to be seen of a milestone on one clock, milliseconds from its anchor. */
function seenOn(report: Figures, clock: Clock, figure: MilestoneFigure): Seen[] {
  const anchor = anchorOf(report, clock);
  if (anchor === null) return [];
  const reached = figure.at;
  const aim = aimOf(report, figure);
  const victim = clock === 'known' ? figure.inTheCase : null;
  return [
    ...(reached === null ? [] : [{ key: keyOf(figure), ms: reached - anchor }]),
    ...(aim === null ? [] : [{ key: 'target' as const, ms: aim - anchor }]),
    ...(victim === null ? [] : [{ key: 'victim' as const, ms: victim }]),
  ];
}

function keyOf({ target }: MilestoneFigure): Key {
  return target?.verdict === 'met' || target?.verdict === 'missed' ? target.verdict : 'reached';
}

/** The moment by which it was to be reached, milliseconds from T; null where what it is counted from is not known. */
function aimOf(report: Figures, { target }: MilestoneFigure): number | null {
  if (!target) return null;
  const { from, within } = target;
  const base =
    from === 'known' || from === 'intruded'
      ? anchorOf(report, from)
      : (report.milestones.find(({ milestone }) => milestone === from)?.at ?? null);
  return base === null ? null : base + within;
}

function anchorOf({ overview }: Figures, clock: Clock): number | null {
  const { value } = overview.anchors[clock];
  return value === null ? null : Date.parse(value) - Date.parse(overview.starts);
}

function timeOf({ at, times, fromKnown, fromIntruded }: MilestoneFigure, clock: Clock): string {
  if (at === null) return times.length > 0 ? 'withdrawn' : 'not reached';
  const ms = clock === 'known' ? fromKnown : fromIntruded;
  return ms === null ? 'unknown' : offset(ms);
}

function targetOf({ target }: MilestoneFigure): string {
  return target ? `${span(target.within)} from ${label(target.from)}` : 'none';
}

function verdictOf({ at, target }: MilestoneFigure): string {
  if (!target) return 'no target';
  const { verdict, over } = target;
  if (verdict === 'missed' && over !== null) return `missed by ${span(over, at ?? over)}`;
  return verdict === 'not-reached' ? 'not reached' : verdict;
}

function words({ milestones: all, overview }: Figures): string {
  const reached = all.filter(({ at }) => at !== null).length;
  const targets = all.flatMap(({ target }) => target ?? []);
  const of = (verdict: (typeof targets)[number]['verdict']) => targets.filter((one) => one.verdict === verdict).length;
  const parts = (
    [
      ['met', 'met'],
      ['missed', 'missed'],
      ['not-reached', 'not reached'],
      ['open', 'open'],
      ['unknown', 'unknown'],
    ] as const
  ).flatMap(([verdict, word]) => (of(verdict) > 0 ? [`${of(verdict)} ${word}`] : []));
  const rehearsed = overview.mark === 'REHEARSAL' ? ' These are times of a rehearsal.' : '';
  const against = targets.length > 0 ? ` Of ${count(targets.length, 'target')}: ${inWords(parts)}.` : '';
  return `${reached} of ${count(all.length, 'milestone')} reached.${against}${rehearsed}`;
}
