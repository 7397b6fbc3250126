import { labelOf, type Open } from '../../engine/queries.ts';
import { type Acted, type Instance, runningOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { cut } from '../../language/fit.ts';
import { widthOf } from '../../language/width.ts';
import { length, momentText } from '../clock.ts';
import type { Context } from '../context.ts';
import type { Canvas } from '../frame.ts';
import { columnsOf, cutLine, type Line, type Span, span } from '../lines.ts';
import { windowAround } from '../list.ts';
import { nowView } from '../now.ts';
import { plainLine } from '../plain.ts';
import type { Symbols } from '../theme.ts';
import { ageOf } from './now.ts';

const signs = {
  ready: 'ready',
  active: 'active',
  'awaiting-approval': 'approval',
  running: 'running',
  'outcome-unknown': 'unknown',
  failed: 'failed',
  retracted: 'reopened',
} as const;

function signOf(open: Open, symbols: Symbols): string {
  const status = open.instance?.status;
  return status !== undefined && status in signs ? symbols[signs[status as keyof typeof signs]] : symbols.unknown;
}

/** What else is open, with owner, age and what it waits for; only what is near the one in NOW where there is more. */
export function otherLines(c: Context, canvas: Canvas, height: number): Line[] {
  const { list, at } = nowView(c);
  const places = list.map((_, place) => place).filter((place) => place !== at);
  if (places.length === 0 || height < 1) return [];
  if (height === 1)
    return [
      [
        span(' OTHERS', 'strong'),
        span(`  ${places.length} not in sight${canvas.isSmall ? '' : `: ${arrowsTo(at, list.length)} at them`}`, 'dim'),
      ],
    ];
  const room = height - 1;
  const { from, to } = windowAround(places.length, Math.max(0, places.findIndex((place) => place > at) - 1), room);
  const rows = places.slice(from, to).flatMap((place) => {
    const open = list[place];
    return open ? [{ open, place, label: labelOfOpen(open, c), detail: detailOf(open, c) }] : [];
  });
  const name = nameWidth(rows, canvas);
  const hidden = places.length - (to - from);
  return [
    [span(' OTHERS', 'strong'), span(hidden > 0 ? `  ${places.length}, ${hidden} not in sight` : '', 'dim')],
    ...rows.map((row) => otherLine(row, name, canvas)),
  ];
}

/** The arrows that lead to the others: at an end of the list one of them goes nowhere. */
function arrowsTo(at: number, count: number): string {
  if (at > 0 && at < count - 1) return 'up and down look';
  return at > 0 ? 'up looks' : 'down looks';
}

interface Other {
  readonly open: Open;
  readonly place: number;
  readonly label: string;
  readonly detail: string;
}

function labelOfOpen(open: Open, c: Context): string {
  const asks = c.state.injects[open.inject ?? '']?.shown?.from ?? '';
  return plainLine(open.ref ? labelOf(c.state, open.ref) : `answer ${asks}`);
}

/** Columns for the names: as many as the longest takes, where what is said behind it has room too. */
function nameWidth(rows: readonly Other[], { columns }: Canvas): number {
  if (columns < 72) return columns - 16;
  const room = columns - 17;
  const longest = (of: (row: Other) => string) => Math.max(0, ...rows.map((row) => widthOf(of(row))));
  const spare = room - longest(({ detail }) => detail);
  return Math.max(
    Math.floor(room / 2),
    Math.min(
      longest(({ label }) => label),
      spare,
    ),
  );
}

function otherLine({ open, place, label, detail }: Other, name: number, canvas: Canvas): Line {
  const { columns, theme } = canvas;
  const owner = plainLine(open.owner ?? 'nobody');
  const wide = columns >= 72;
  const number = String(place + 1).padStart(2);
  const cells = columnsOf(
    [
      [` ${number} ${signOf(open, theme.symbols)}`, theme.symbols.ready.length > 1 ? 24 : 6],
      [owner, 9],
      [label, name],
    ],
    theme.symbols.more,
  );
  const behind: Span[] = wide
    ? [span(`  ${detail}`, open.why === 'overdue' || open.why === 'unknown' ? 'warn' : 'dim')]
    : [];
  return cutLine([...cells, ...behind], columns, theme.symbols.more);
}

function given(instance: Instance, { state }: Context): string {
  const needed = stepOf(state, instance.step)?.approvals ?? 1;
  return needed < 2 ? '' : ` (${instance.approval?.given?.length ?? 0} of ${needed})`;
}

/** Columns for the last line of what runs beside others. */
const LAST_LINE = 32;

function lastLine({ cancelled, lines }: Acted): string {
  if (cancelled) return ', told to stop';
  const last = plainLine(lines.at(-1) ?? '');
  return last === '' ? '' : `: ${cut(last, LAST_LINE, '...')}`;
}

function detailOf(open: Open, c: Context): string {
  const { instance } = open;
  if (!instance) return `asked ${length(c.now - (c.state.injects[open.inject ?? '']?.deliveredAt ?? c.now))} ago`;
  const step = stepOf(c.state, instance.step);
  const unheld =
    step?.role !== undefined && c.state.roles[step.role] === undefined ? `   nobody holds ${step.role}` : '';
  if (instance.status === 'outcome-unknown') return 'OUTCOME UNKNOWN';
  if (instance.status === 'failed') return `FAILED: ${plainLine(instance.reason ?? '')}`;
  const acting = runningOf(instance);
  if (acting) return `runs ${length(c.now - acting.at)}${lastLine(acting)}`;
  if (instance.status === 'running')
    return `runs until ${momentText(c.state, instance.running?.until ?? c.now, c.now)}`;
  if (instance.status === 'awaiting-approval')
    return `waits for ${step?.approval ?? 'the lead'} ${length(c.now - (instance.approval?.at ?? c.now))}${given(instance, c)}`;
  const overdue = instance.overdueAt === undefined ? '' : 'OVERDUE ';
  const asks = instance.asks?.length ? `   needs ${instance.asks.join(', ')}` : '';
  const evidence = step?.evidence ? '   evidence needed' : '';
  return `${overdue}${ageOf(open, c)}${asks}${evidence}${unheld}`;
}
