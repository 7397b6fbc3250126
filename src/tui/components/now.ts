import { approvalFor } from '../../engine/instructions.ts';
import { labelOf, type Open, textOf } from '../../engine/queries.ts';
import type { Instance } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { exerciseTime, length } from '../clock.ts';
import { type Context, kindWord } from '../context.ts';
import { questionOf } from '../forms/talk.ts';
import type { Canvas } from '../frame.ts';
import { columnsOf, cutLine, ends, type Line, line, paragraph, type Span, span } from '../lines.ts';
import { windowAround, windowFrom } from '../list.ts';
import { nextOf, nowView, requestOf, unread } from '../now.ts';
import { plain, plainLine } from '../plain.ts';
import type { Symbols } from '../theme.ts';

/** The message to players that nobody has put away yet. */
export function bannerLines(c: Context, canvas: Canvas): Line[] {
  const waiting = unread(c);
  const shown = waiting[0] === undefined ? undefined : c.state.injects[waiting[0]]?.shown;
  if (!shown) return [];
  const more = waiting.length > 1 ? ` (1 of ${waiting.length})` : '';
  const head: Line = [
    span(` ${kindWord(c.state)} MESSAGE `, 'drill'),
    span(` ${plainLine(`${shown.from}, by ${shown.via}, to ${shown.to.join(', ')}`)}${more}`, 'warn'),
    span('   m', 'key'),
    span(' reads it'),
  ];
  const text: Line = [span(`   ${plainLine(shown.text)}`)];
  return [
    cutLine(head, canvas.columns, canvas.theme.symbols.more),
    cutLine(text, canvas.columns, canvas.theme.symbols.more),
  ];
}

/** The one thing that is shown in full: what to do, whose it is, exactly what would be done. At most `height` lines. */
export function nowLines(c: Context, canvas: Canvas, height: number): { readonly lines: Line[]; readonly top: number } {
  const view = nowView(c);
  const open = view.list[view.at];
  const who = plainLine(c.view.speaker);
  if (!open)
    return { lines: [line(` NOW  Nothing is open for ${who}.`, 'strong'), ...idle(c, view.list.length)], top: 0 };
  const number =
    view.at < view.mine
      ? `${view.at + 1} of ${view.list.length} open`
      : `somebody else's: ${view.at + 1} of ${view.list.length} open`;
  const head = ends(
    [span(` NOW for ${who}`, 'strong'), span(` (${number})`)],
    [span(ageOf(open, c), 'dim')],
    canvas.columns - 1,
  );
  const body = open.ref && open.instance ? stepBody(open, open.instance, c, canvas) : questionBody(open, c, canvas);
  const does = doesLine(open, c, canvas);
  const room = Math.max(1, height - 1 - does.length);
  if (body.length <= room) return { lines: [head, ...body, ...does], top: 0 };
  const { from, to } = windowFrom(body.length, c.view.nowTop, Math.max(1, room - 1));
  const rest = line(
    `     ${canvas.theme.symbols.more} lines ${from + 1} to ${to} of ${body.length}: PgDn, PgUp`,
    'warn',
  );
  return { lines: [head, ...body.slice(from, to), rest, ...does], top: from };
}

function idle(c: Context, others: number): Line[] {
  if (others > 0) return [line(`      ${others} open with others or running by themselves: up and down look at them.`)];
  const isOver = c.state.stage !== 'play';
  return isOver ? [] : [line('      The next thing comes by itself. > jumps to it, n writes a note.')];
}

const alarms: Readonly<Partial<Record<Open['why'], string>>> = {
  unknown: 'OUTCOME UNKNOWN: look, then say which',
  overdue: 'OVERDUE',
  gate: 'holds the gate',
};

function stepBody(open: Open, instance: Instance, c: Context, canvas: Canvas): Line[] {
  const { symbols } = canvas.theme;
  const ref = { step: instance.step, ...(instance.item === undefined ? {} : { item: instance.item }) };
  const step = stepOf(c.state, instance.step);
  if (instance.status === 'awaiting-approval') return approvalBody(open, c, canvas);
  const alarm = alarms[open.why];
  const role = step?.role === undefined ? '' : `   for ${step.role}`;
  const state =
    instance.status === 'failed'
      ? `FAILED: ${instance.reason ?? ''}`
      : instance.status === 'retracted'
        ? 'RETRACTED: to be done again'
        : '';
  const title: Line = [
    span(` ${symbols.here} ${plainLine(labelOf(c.state, ref))}`, 'strong'),
    span(role, 'dim'),
    span(alarm ? `   ${alarm}` : '', 'warn'),
  ];
  const options =
    step?.decide?.form === 'options'
      ? step.decide.options.flatMap(({ label }, index) =>
          paragraph(`${index + 1}  ${plainLine(label)}`, canvas.columns - 1, 5, 'dim'),
        )
      : [];
  const asks = instance.asks?.length
    ? paragraph(`It depends on ${instance.asks.join(', ')}, which is not known.`, canvas.columns - 1, 5, 'warn')
    : [];
  const needs = [
    ...(step?.evidence ? ['evidence'] : []),
    ...(step?.approval ? [`the ${step.approval}'s approval`] : []),
  ];
  const needed = needs.length > 0 ? [line(`     It needs ${needs.join(' and ')}.`, 'dim')] : [];
  return [
    title,
    ...(state ? paragraph(plainLine(state), canvas.columns - 1, 5, 'bad') : []),
    ...paragraph(plain(textOf(c.state, ref)), canvas.columns - 1, 5),
    ...options,
    ...asks,
    ...needed,
  ];
}

function approvalBody(open: Open, c: Context, canvas: Canvas): Line[] {
  const instances = requestOf(c, open);
  const { shown, role } = approvalFor(c.state, instances);
  const count = instances.length === 1 ? '' : `, ${instances.length} items`;
  const title: Line = [
    span(
      ` ${canvas.theme.symbols.here} APPROVE ${plainLine(instances.length === 1 && open.ref ? labelOf(c.state, open.ref) : `${open.ref?.step}`)}${count}`,
      'strong',
    ),
    span(`   for ${role}`, 'dim'),
  ];
  return [title, ...shown.flatMap((text) => paragraph(plain(text), canvas.columns - 1, 5))];
}

function questionBody(open: Open, c: Context, canvas: Canvas): Line[] {
  const inject = open.inject ?? '';
  const shown = c.state.injects[inject]?.shown;
  const title: Line = [
    span(` ${canvas.theme.symbols.here} `),
    span(` ${kindWord(c.state)} `, 'drill'),
    span(` ANSWER ${plainLine(shown?.from ?? '')}`, 'strong'),
    span(`   for ${shown?.to.join(', ') ?? ''}`, 'dim'),
  ];
  return [
    title,
    ...paragraph(plain(shown?.text ?? ''), canvas.columns - 1, 5),
    ...paragraph(plainLine(questionOf(c, inject)), canvas.columns - 1, 5, 'strong'),
  ];
}

function doesLine(open: Open, c: Context, canvas: Canvas): Line[] {
  const next = nextOf(c, open);
  const { symbols } = canvas.theme;
  if (c.state.stage !== 'play') return [];
  if (next.does === 'nothing') return paragraph(next.why, canvas.columns - 1, 3, 'dim');
  return [[span(`   ${symbols.enter}`, 'key'), span(` ${next.label}`)]];
}

/** Since when, in a few words. */
function ageOf(open: Open, c: Context): string {
  const { instance } = open;
  const inject = open.inject === undefined ? undefined : c.state.injects[open.inject];
  if (inject) return `asked ${length(c.now - (inject.deliveredAt ?? c.now))} ago`;
  if (!instance) return '';
  if (instance.status === 'awaiting-approval')
    return `asked ${length(c.now - (instance.approval?.at ?? c.now))} ago by ${plainLine(instance.approval?.by?.person ?? 'somebody')}`;
  if (instance.takenAt !== undefined && instance.owner)
    return `${plainLine(instance.owner.person)} has it ${length(c.now - instance.takenAt)}${limitOf(c, instance)}`;
  return `open ${length(c.now - instance.openedAt)}`;
}

function limitOf(c: Context, instance: Instance): string {
  const timeout = stepOf(c.state, instance.step)?.timeout;
  return timeout === undefined ? '' : ` of ${length(timeout)}`;
}

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
  if (places.length === 0 || height < 2) return [];
  const room = height - 1;
  const { from, to } = windowAround(places.length, Math.max(0, places.findIndex((place) => place > at) - 1), room);
  const rows = places.slice(from, to).flatMap((place) => {
    const open = list[place];
    return open ? [otherLine(open, place, c, canvas)] : [];
  });
  const hidden = places.length - (to - from);
  return [
    [span(' OTHERS', 'strong'), span(hidden > 0 ? `  ${places.length}, ${hidden} not in sight` : '', 'dim')],
    ...rows,
  ];
}

function otherLine(open: Open, place: number, c: Context, canvas: Canvas): Line {
  const { columns, theme } = canvas;
  const label = open.ref
    ? labelOf(c.state, open.ref)
    : `answer ${c.state.injects[open.inject ?? '']?.shown?.from ?? ''}`;
  const owner = plainLine(open.owner ?? 'nobody');
  const wide = columns >= 72;
  const number = String(place + 1).padStart(2);
  const name = Math.max(14, Math.floor((columns - 16) * (wide ? 0.5 : 1)));
  const cells = columnsOf(
    [
      [` ${number} ${signOf(open, theme.symbols)}`, theme.symbols.ready.length > 1 ? 24 : 6],
      [owner, 9],
      [plainLine(label), wide ? name : columns - 16],
    ],
    theme.symbols.more,
  );
  const detail: Span[] = wide
    ? [span(`  ${detailOf(open, c)}`, open.why === 'overdue' || open.why === 'unknown' ? 'warn' : 'dim')]
    : [];
  return cutLine([...cells, ...detail], columns, theme.symbols.more);
}

function detailOf(open: Open, c: Context): string {
  const { instance } = open;
  if (!instance) return `asked ${length(c.now - (c.state.injects[open.inject ?? '']?.deliveredAt ?? c.now))} ago`;
  const step = stepOf(c.state, instance.step);
  const unheld =
    step?.role !== undefined && c.state.roles[step.role] === undefined ? `   nobody holds ${step.role}` : '';
  if (instance.status === 'outcome-unknown') return 'OUTCOME UNKNOWN';
  if (instance.status === 'failed') return `FAILED: ${plainLine(instance.reason ?? '')}`;
  if (instance.status === 'running') return `runs until ${exerciseTime(instance.running?.until ?? c.now)}`;
  if (instance.status === 'awaiting-approval')
    return `waits for ${step?.approval ?? 'the lead'} ${length(c.now - (instance.approval?.at ?? c.now))}`;
  const overdue = instance.overdueAt === undefined ? '' : 'OVERDUE ';
  const asks = instance.asks?.length ? `   needs ${instance.asks.join(', ')}` : '';
  const evidence = step?.evidence ? '   evidence needed' : '';
  return `${overdue}${ageOf(open, c)}${asks}${evidence}${unheld}`;
}
