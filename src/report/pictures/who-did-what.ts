import type { Report } from '../model.ts';
import type { TimelineSort } from '../timeline.ts';
import { count, inWords } from '../words.ts';
import { fromT, type Scale, timeScale } from './axis.ts';
import { label } from './label.ts';
import type { KeyEntry, Lane, Picture } from './picture.ts';

/** Roles with a lane of their own; what the others did is told together. */
const MOST_ROLES = 9;
/** Things of one sort in one lane that are closer than this are one mark. */
const BINS = 120;

type Sort = TimelineSort | 'moved' | 'stopped';

/** Of two at one place the first is on top. */
const sorts: readonly Sort[] = ['decision', 'communication', 'event', 'stopped', 'moved'];
const plural: Readonly<Record<Sort, string>> = {
  decision: 'decisions',
  communication: 'messages',
  event: 'events',
  moved: 'moves',
  stopped: 'moves that were stopped',
};
const looks: Readonly<Record<Sort, Pick<KeyEntry, 'look' | 'tone'>>> = {
  decision: { look: 'diamond', tone: 'purple' },
  communication: { look: 'square', tone: 'green' },
  event: { look: 'circle', tone: 'blue' },
  moved: { look: 'triangle', tone: 'red' },
  stopped: { look: 'cross', tone: 'ink' },
};

interface Doing {
  readonly lane: string;
  readonly sort: Sort;
  readonly at: number;
}

type Told = Pick<Report, 'overview' | 'attack' | 'timeline'>;

/** Who did what when: a lane for each role, one for what came by itself, and one for the attacker. */
export function whoDidWhat(report: Told): Picture | null {
  const doings = [...teamsOf(report), ...othersOf(report)];
  // A report for some audiences tells no timeline: the attacker alone would be half of a picture.
  if (report.timeline.length === 0) return null;
  const [from, to] = endsOf(doings);
  const { played } = report.overview;
  const scale = timeScale(Math.min(0, from), Math.max(to, played), played);
  const lanes = grouped(doings);
  const shown = sorts.filter((sort) => doings.some((doing) => doing.sort === sort));
  const rows = [...lanes].flatMap(([name, own]) =>
    shown.flatMap((sort) => {
      const times = own.filter((doing) => doing.sort === sort);
      const [first, last] = endsOf(times);
      return times.length === 0 ? [] : [[name, plural[sort], String(times.length), fromT(first), fromT(last)]];
    }),
  );
  const totals = [...lanes].map(([name, own]) => `${name} ${own.length}`);
  const when = fromT(from) === fromT(to) ? `at ${fromT(from)}` : `between ${fromT(from)} and ${fromT(to)}`;
  return {
    id: 'who-did-what',
    mark: report.overview.mark,
    title: 'Who did what, and when',
    alt: `${count(doings.length, 'entry', 'entries')} ${when}, by who they are of: ${inWords(totals)}.`,
    table: { headers: ['Who', 'What', 'How many', 'First', 'Last'], rows },
    drawing: {
      form: 'lanes',
      isCounted: true,
      key: shown.map((sort) => ({ ...looks[sort], words: plural[sort] })),
      panels: [
        {
          title: null,
          axis: scale.axis,
          lanes: [...lanes].map(([name, own]) => laneOf(name, own, shown, scale)),
        },
      ],
    },
  };
}

function laneOf(name: string, own: readonly Doing[], shown: readonly Sort[], scale: Scale): Lane {
  const bins = new Map<string, { place: number; key: number; count: number }>();
  for (const { sort, at } of own) {
    const key = shown.indexOf(sort);
    const bin = Math.round(scale.place(at) * BINS);
    const mark = bins.get(`${bin} ${key}`) ?? { place: bin / BINS, key, count: 0 };
    mark.count += 1;
    bins.set(`${bin} ${key}`, mark);
  }
  const marks = [...bins.values()].sort((a, b) => a.place - b.place || a.key - b.key);
  return { name, note: String(own.length), marks, bars: [] };
}

/** What the timeline tells from the opening to the end of play. */
function teamsOf({ timeline, overview }: Told): Doing[] {
  const titles = new Map<string, string>();
  return timeline.flatMap(({ at, who, sort }) => {
    if (at > overview.played) return [];
    const role = who?.role ?? '';
    const lane = who === null ? 'the run itself' : (titles.get(role) ?? titleOf(who.roleTitle, role));
    if (who !== null) titles.set(role, lane);
    return [{ lane, sort, at }];
  });
}

function titleOf(title: string | undefined, role: string): string {
  return label(title ?? role, 28) || 'no role';
}

function othersOf({ attack }: Told): Doing[] {
  if (!attack) return [];
  const lane = attack.attacker ? 'the attacker' : 'what went on';
  return attack.rows.flatMap(({ side, what, at, again }): Doing[] => {
    if (side === 'team') return [];
    if (what !== 'blocked') return [{ lane, sort: 'moved', at }];
    const one = { lane, sort: 'stopped', at } as const;
    return again ? [one, ...Array.from({ length: again.times }, () => ({ ...one, at: again.until }))] : [one];
  });
}

/** By lane, those of roles by how much there is in them; what is of no role comes last. */
function grouped(doings: readonly Doing[]): Map<string, readonly Doing[]> {
  const lanes = new Map<string, Doing[]>();
  for (const doing of doings) {
    const own = lanes.get(doing.lane);
    if (own) own.push(doing);
    else lanes.set(doing.lane, [doing]);
  }
  const last = ['no role', 'the run itself', 'what went on', 'the attacker'];
  const roles = [...lanes].filter(([name]) => !last.includes(name)).sort((a, b) => b[1].length - a[1].length);
  const kept = roles.length > MOST_ROLES ? roles.slice(0, MOST_ROLES - 1) : roles;
  const others = roles.slice(kept.length).flatMap(([, own]) => own);
  return new Map([
    ...kept,
    ...(others.length > 0 ? [[`${roles.length - kept.length} other roles`, others] as const] : []),
    ...last.flatMap((name) => {
      const own = lanes.get(name);
      return own ? [[name, own] as const] : [];
    }),
  ]);
}

function endsOf(doings: readonly Doing[]): [first: number, last: number] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at } of doings) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return [first, last];
}
