import type { InstanceRef } from '../../engine/entries.ts';
import { approvalFor, instructionOf, renderedMessage } from '../../engine/instructions.ts';
import { labelOf, type Open, textOf } from '../../engine/queries.ts';
import type { Instance } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { length } from '../clock.ts';
import { type Context, kindTone, kindWord } from '../context.ts';
import { questionOf } from '../forms/talk.ts';
import { type Canvas, type InSight, unscrolled } from '../frame.ts';
import { keptPhases } from '../kept-phases.ts';
import { ends, type Line, line, paragraph, span } from '../lines.ts';
import { windowFrom } from '../list.ts';
import { isApproved, nextOf, nowView, requestOf } from '../now.ts';
import { plain, plainLine } from '../plain.ts';

interface Shown {
  readonly lines: Line[];
  readonly inSight: InSight;
}

/** The one thing that is shown in full: what to do, whose it is, exactly what would be done. At most `height` lines. */
export function nowLines(c: Context, canvas: Canvas, height: number): Shown {
  const view = nowView(c);
  const open = view.list[view.at];
  const who = plainLine(c.view.speaker);
  if (!open)
    return {
      lines: [line(` NOW  Nothing is open for ${who}.`, 'strong'), ...idle(c, canvas, view.list.length)],
      inSight: unscrolled,
    };
  const number =
    view.at < view.mine
      ? `${view.at + 1} of ${view.list.length} open`
      : `${whose(open, c)}: ${view.at + 1} of ${view.list.length} open`;
  const head = ends(
    [span(` NOW for ${who}`, 'strong'), span(` (${number})`)],
    [span(ageOf(open, c), 'dim')],
    canvas.columns - 1,
  );
  const body = open.ref && open.instance ? stepBody(open, open.instance, c, canvas) : questionBody(open, c, canvas);
  const does = doesLine(open, c, canvas);
  const room = Math.max(1, height - 1 - does.length);
  if (body.length <= room) return { lines: [head, ...body, ...does], inSight: { top: 0, height: room } };
  const { from, to } = windowFrom(body.length, c.view.nowTop, Math.max(1, room - 1));
  const rest = line(
    `     ${canvas.theme.symbols.more} lines ${from + 1} to ${to} of ${body.length}: PgDn, PgUp`,
    'warn',
  );
  return { lines: [head, ...body.slice(from, to), rest, ...does], inSight: { top: from, height: to - from } };
}

/** What is open and not for who speaks: it runs, is in their own hand all the same, is nobody's, or another's. */
function whose({ instance, owner }: Open, { view }: Context): string {
  if (instance?.status === 'running') return 'runs by itself';
  if (owner === view.speaker) return 'you have it';
  return owner === undefined ? "nobody's yet" : "somebody else's";
}

/** What there is to say where nothing is for who speaks: what keeps a phase, whose things are open, what comes. */
function idle(c: Context, canvas: Canvas, others: number): Line[] {
  if (c.state.stage !== 'play') return [];
  const kept = keptPhases(c.state).flatMap((text) => paragraph(plainLine(text), canvas.columns - 1, 6, 'warn'));
  if (others > 0)
    return [...kept, line(`      ${others} open with others or running by themselves: up and down look at them.`)];
  const jumps = c.state.run?.kind === 'exercise' ? '> jumps to it, ' : '';
  const next = `The next thing comes by itself. ${jumps}n writes a note, w ends play.`;
  return [...kept, ...paragraph(next, canvas.columns - 1, 6)];
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
    ...(step?.approval && !isApproved(c, instance, ref) ? [`the ${step.approval}'s approval`] : []),
  ];
  const by = instance.approval?.by?.person;
  const approved =
    instance.approval?.state === 'granted' && isApproved(c, instance, ref)
      ? [line(`     Approved${by === undefined ? '' : ` by ${plainLine(by)}`}.`, 'dim')]
      : [];
  const needed = needs.length > 0 ? [line(`     It needs ${needs.join(' and ')}.`, 'dim')] : [];
  const answered = instance.response === undefined ? [] : [line('     v reads what it showed.', 'dim')];
  return [
    title,
    ...(state ? paragraph(plainLine(state), canvas.columns - 1, 5, 'bad') : []),
    ...instructionLines(ref, c, canvas),
    ...options,
    ...asks,
    ...approved,
    ...needed,
    ...answered,
  ];
}

/** What to do, and apart from it the message that goes out. */
function instructionLines(ref: InstanceRef, c: Context, canvas: Canvas): Line[] {
  const step = stepOf(c.state, ref.step);
  if (!step?.message) return paragraph(plain(textOf(c.state, ref)), canvas.columns - 1, 5);
  return [
    ...paragraph(plain(instructionOf(c.state, step, ref.item)), canvas.columns - 1, 5),
    line(`     ${plainLine(`This goes to ${step.notify ?? 'them'}:`)}`, 'strong'),
    ...paragraph(plain(renderedMessage(c.state, step, ref.item, c.state.at)), canvas.columns - 1, 7),
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
    span(` ${kindWord(c.state)} `, kindTone(c.state)),
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
export function ageOf(open: Open, c: Context): string {
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
