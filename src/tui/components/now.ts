import type { InstanceRef } from '../../engine/entries.ts';
import { instructionOf, renderedMessage } from '../../engine/instructions.ts';
import { labelOf, markOf, type Open, textOf } from '../../engine/queries.ts';
import { type Instance, runningOf, type State } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import type { Step } from '../../playbook/model.ts';
import { isApproved, requestOf } from '../approvals.ts';
import { length } from '../clock.ts';
import { type Context, isIncident, kindTone } from '../context.ts';
import { questionOf } from '../forms/talk.ts';
import { type Canvas, type InSight, unscrolled } from '../frame.ts';
import { ends, type Line, line, paragraph, span } from '../lines.ts';
import { windowFrom } from '../list.ts';
import { needsProof, nextOf } from '../next.ts';
import { nowView } from '../now.ts';
import { plain, plainLine } from '../plain.ts';
import { isRun } from '../plans.ts';
import { optionWords } from '../run-words.ts';
import { approvalBody, FEW, manyToApprove } from './approval.ts';
import { untilLastCommand } from './command-lines.ts';
import { idleLines } from './idle.ts';
import { failedLines, holdsWords, planLines, planNotes, runningLines, unknownLines, voidLines } from './now-live.ts';

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
      lines: [line(` NOW  Nothing is open for ${who}.`, 'strong'), ...idleLines(c, canvas, view.list.length)],
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
  const many = requestOf(c, open);
  if (many.length > FEW) return manyToApprove(many, [head, ...doesLine(open, c, canvas)], c, canvas, height);
  const body = open.ref && open.instance ? stepBody(open, open.instance, c, canvas) : questionBody(open, c, canvas);
  const does = doesLine(open, c, canvas);
  const room = Math.max(1, height - 1 - does.length);
  if (body.length <= room) return { lines: [head, ...body, ...does], inSight: { top: 0, height: room } };
  const { from, to } = windowFrom(body.length, c.view.nowTop, Math.max(1, room - 1));
  const rest = line(
    `     ${canvas.theme.symbols.more} lines ${from + 1} to ${to} of ${body.length}: PgDn, PgUp`,
    'warn',
  );
  const below = Math.max(0, untilLastCommand(body) - to);
  return { lines: [head, ...body.slice(from, to), rest, ...does], inSight: { top: from, height: to - from, below } };
}

/** What is open and not for who speaks: it runs, is in their own hand all the same, is nobody's, or another's. */
function whose({ instance, owner }: Open, { view }: Context): string {
  if (instance && runningOf(instance)) return 'runs';
  if (instance?.status === 'running') return 'runs by itself';
  if (owner === view.speaker) return 'you have it';
  return owner === undefined ? "nobody's yet" : "somebody else's";
}

const alarms: Readonly<Partial<Record<Open['why'], string>>> = {
  unknown: 'OUTCOME UNKNOWN: look, then say which',
  overdue: 'OVERDUE',
  gate: 'holds the gate',
};

function stepBody(open: Open, instance: Instance, c: Context, canvas: Canvas): Line[] {
  const ref = { step: instance.step, ...(instance.item === undefined ? {} : { item: instance.item }) };
  const step = stepOf(c.state, instance.step);
  if (instance.status === 'awaiting-approval') return approvalBody(requestOf(c, open), c, canvas);
  const alarm = alarms[open.why];
  const role = step?.role === undefined ? '' : `   for ${step.role}`;
  const title: Line = [
    span(` ${canvas.theme.symbols.here} ${plainLine(labelOf(c.state, ref))}`, 'strong'),
    span(role, 'dim'),
    span(alarm ? `   ${alarm}` : '', 'warn'),
  ];
  const instruction = instructionLines(ref, c, canvas);
  if (instance.status === 'outcome-unknown' && isIncident(c.state))
    return [title, ...unknownLines(instance, ref, c, canvas), ...instruction];
  if (runningOf(instance)) return [title, ...runningLines(instance, c, canvas), ...instruction];
  const isPlanned = instance.status !== 'failed' && step?.effect !== 'survey';
  return [
    title,
    ...stateLines(instance, canvas),
    ...(isPlanned ? planLines(ref, c, canvas) : []),
    ...voidLines(instance, ref, c, canvas),
    ...instruction,
    ...optionLines(step, c.state, canvas),
    ...askLines(instance, canvas),
    ...approvedLines(instance, ref, c),
    ...needLines(instance, ref, c),
    ...(instance.response === undefined ? [] : [line('     v reads what it showed.', 'dim')]),
    ...(isPlanned ? planNotes(ref, c, canvas) : []),
  ];
}

function stateLines(instance: Instance, canvas: Canvas): Line[] {
  const { columns } = canvas;
  if (instance.status === 'failed')
    return [
      ...paragraph(plainLine(`FAILED: ${instance.reason ?? ''}`), columns - 1, 5, 'bad'),
      ...failedLines(instance, canvas),
    ];
  return instance.status === 'retracted' ? paragraph('RETRACTED: to be done again', columns - 1, 5, 'bad') : [];
}

function optionLines(step: Step | undefined, state: State, canvas: Canvas): Line[] {
  if (step?.decide?.form !== 'options') return [];
  return step.decide.options.flatMap((option, index) =>
    paragraph(`${index + 1}  ${optionWords(option, state)}`, canvas.columns - 1, 5, 'dim'),
  );
}

function askLines({ asks = [] }: Instance, canvas: Canvas): Line[] {
  if (asks.length === 0) return [];
  return paragraph(`It depends on ${asks.join(', ')}, which is not known.`, canvas.columns - 1, 5, 'warn');
}

function approvedLines(instance: Instance, ref: InstanceRef, c: Context): Line[] {
  const { approval } = instance;
  if (approval?.state !== 'granted' || !isApproved(c, instance, ref)) return [];
  // It was for the try that failed.
  if (instance.status === 'failed' && isIncident(c.state)) return [];
  const by = approval.given?.join(' and ') ?? approval.by?.person;
  return [line(`     Approved${by === undefined ? '' : ` by ${plainLine(by)}`}${holdsWords(instance, c)}.`, 'dim')];
}

function needLines(instance: Instance, ref: InstanceRef, c: Context): Line[] {
  const step = stepOf(c.state, ref.step);
  if (!step) return [];
  const isShown = step.evidence || (needsProof(c, step) && !isRun(c.state, ref));
  const needs = [
    ...(isShown ? ['evidence'] : []),
    ...(step.approval && !isApproved(c, instance, ref) ? [approvalNeeded(step)] : []),
  ];
  return needs.length > 0 ? [line(`     It needs ${needs.join(' and ')}.`, 'dim')] : [];
}

function approvalNeeded({ approval, approvals = 1 }: Step): string {
  return approvals > 1 ? `the approval of ${approvals} who are ${approval}` : `the ${approval}'s approval`;
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

function questionBody(open: Open, c: Context, canvas: Canvas): Line[] {
  const inject = open.inject ?? '';
  const shown = c.state.injects[inject]?.shown;
  const title: Line = [
    span(` ${canvas.theme.symbols.here} `),
    span(` ${markOf(c.state)} `, kindTone(c.state)),
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
