import type { InstanceRef } from '../../engine/entries.ts';
import { instructionOf } from '../../engine/instructions.ts';
import type { Plan } from '../../engine/plan.ts';
import { labelOf } from '../../engine/queries.ts';
import { type Acted, holds, type Instance, instanceOf, runningOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { approverOf, givenWords, isSelfApproval, isSelfRefused, isVoid } from '../approvals.ts';
import { length, momentText } from '../clock.ts';
import { type Context, isIncident } from '../context.ts';
import type { Canvas } from '../frame.ts';
import { type Line, line, paragraph, span } from '../lines.ts';
import { checkOf } from '../live/next.ts';
import { plain, plainLine, unended } from '../plain.ts';
import { approvalNow, isRun, keptByState, planNow, unplaced } from '../plans.ts';
import { callLines, saidLines } from './command-lines.ts';

/** Columns that what belongs to a step is set in by, and its commands. */
const IN = 5;
const DEEPER = 7;
/** A command of so many lines leaves room for what it prints. */
const SHORT = 2;
/** So many of the last lines of what runs are in NOW. */
const LAST_LINES = 6;

/** What would be run for a step, exactly, and what it leaves. */
export function planLines(ref: InstanceRef, c: Context, canvas: Canvas): Line[] {
  const plan = planNow(c.state, ref);
  if (!plan) return [];
  const { action } = plan;
  const isMeant = isRun(c.state, ref);
  const title = `${isMeant ? '' : 'Beside it: '}${action.title}`;
  return [
    line(`     ${plainLine(title)}`),
    ...plan.calls.flatMap((call, at) => callLines(plan.shown[at] ?? '', call.readOnly, canvas, DEEPER)),
    ...missingLines(plan, ref, c, canvas),
    ...saidLines('Leaves', action.leaves && plainLine(action.leaves), canvas, IN),
  ];
}

/** How what would be run is taken back, and what it needs. */
export function planNotes(ref: InstanceRef, c: Context, canvas: Canvas): Line[] {
  const action = planNow(c.state, ref)?.action;
  if (!action) return [];
  return [
    ...saidLines('Taken back', action.undo && plainLine(action.undo), canvas, IN),
    ...saidLines('Needs', plainLine(action.needs.join(', ')), canvas, IN),
  ];
}

function missingLines(plan: Plan, ref: InstanceRef, c: Context, canvas: Canvas): Line[] {
  const asks = plan.asks.map(({ ask, problem }) => `${ask}${problem === undefined ? '' : ` (${problem})`}`);
  const places = unplaced(c.state, ref, plan).map((name) => plan.action.subjects[name] ?? name);
  return [...asks, ...places, ...plan.problems].flatMap((text) =>
    paragraph(`Missing: ${plainLine(text)}`, canvas.columns - 1, IN, 'warn'),
  );
}

/** That an approval was given and does not hold any more. */
export function voidLines(instance: Instance, ref: InstanceRef, c: Context, canvas: Canvas): Line[] {
  const why = isVoid(c, instance, ref);
  if (why === null) return [];
  const text =
    why === 'expired' ? 'The approval has expired.' : 'What was approved is no longer what would be done: it is void.';
  return paragraph(text, canvas.columns - 1, IN, 'warn');
}

/** Until when an approval holds. */
export function holdsWords(instance: Instance, c: Context): string {
  const expires = stepOf(c.state, instance.step)?.approvalExpires;
  if (expires === undefined || !instance.approval) return '';
  return `, for ${length((instance.approval.since ?? instance.approval.at) + expires - c.now)} more`;
}

/** What runs now: since when, the last of what it printed. */
export function runningLines(instance: Instance, c: Context, canvas: Canvas): Line[] {
  const acting = runningOf(instance);
  if (!acting) return [];
  const by = acting.by ? `, by ${plainLine(acting.by.person)}` : '';
  const cancelled = acting.cancelled ? ', TOLD TO STOP' : '';
  const command = callLines(acting.shown, acting.readOnly, canvas, DEEPER);
  const output = outputLines(acting, canvas, canvas.isSmall ? 2 : LAST_LINES);
  return [
    [
      span(`     RUNS ${length(c.now - acting.at)}${cancelled}`, 'warn'),
      span(`${by}${callWords(acting, instance, c)}`, 'dim'),
    ],
    // Where there is room for little, or it is long, what it says comes before what it is: that was read already.
    ...(canvas.isSmall || command.length > SHORT ? [...output, ...command] : [...command, ...output]),
  ];
}

/** Which of several calls it is. */
function callWords(acting: Acted, instance: Instance, c: Context): string {
  const ref = instance.item === undefined ? { step: instance.step } : { step: instance.step, item: instance.item };
  const calls = planNow(c.state, ref)?.calls ?? [];
  const at = calls.findIndex(({ id }) => id === acting.call);
  return calls.length < 2 || at < 0 ? '' : `: ${acting.call}, ${at + 1} of ${calls.length}`;
}

/** The last lines that a call printed: whatever stands in them, it moves nothing on the screen. */
export function outputLines({ lines }: Acted, canvas: Canvas, most = LAST_LINES): Line[] {
  const { bar } = canvas.theme.symbols;
  return lines.slice(-most).flatMap((text) => paragraph(`${bar} ${plain(text)}`, canvas.columns - 1, DEEPER, 'dim'));
}

/** What is known of an outcome that nobody knows. */
export function unknownLines(instance: Instance, ref: InstanceRef, c: Context, canvas: Canvas): Line[] {
  const last = instance.acted?.at(-1);
  const check = checkOf(c, ref);
  const when = last ? `, since ${momentText(c.state, last.at, c.now)}, ${length(c.now - last.at)} ago` : '';
  const asked = last?.by ? ` by ${plainLine(last.by.person)}` : '';
  return [
    ...paragraph(
      `Nobody knows how it came out: ${unended(instance.unknown ?? 'it was running')}.`,
      canvas.columns - 1,
      IN,
      'bad',
    ),
    ...(last
      ? [
          line(`     What was run${asked}${when}:`),
          ...callLines(last.shown, last.readOnly, canvas, DEEPER),
          ...outputLines(last, canvas),
        ]
      : []),
    ...(check === null
      ? paragraph(
          'Nothing here can look for you. Look where it was done, then say whether it happened.',
          canvas.columns - 1,
          IN,
        )
      : [line('     To look, which changes nothing:'), ...callLines(check, false, canvas, DEEPER)]),
    ...paragraph('It is not run again by itself. C says whether it happened.', canvas.columns - 1, IN, 'dim'),
  ];
}

/** The last of what a call printed that has failed. */
export function failedLines({ acted, status }: Instance, canvas: Canvas): Line[] {
  const last = acted?.at(-1);
  if (status !== 'failed' || !last) return [];
  return [...callLines(last.shown, last.readOnly, canvas, DEEPER), ...outputLines(last, canvas)];
}

const approvals = keptByState(() => new Map<string, readonly Line[]>());

/** What is to be approved, exactly: of many it is laid out once as long as nothing changes. */
export function approvalLines(
  refs: readonly InstanceRef[],
  c: Context,
  canvas: Canvas,
  isNamed = refs.length > 1,
): readonly Line[] {
  const { columns, theme } = canvas;
  const kept = approvals(c.state);
  const key = `${columns} ${theme.symbols.bar} ${isNamed} ${refs.map(({ step, item }) => `${step}/${item ?? ''}`).join(' ')}`;
  const known = kept.get(key);
  if (known) return known;
  const lines = refs.flatMap((ref) => approvalBlock(ref, c, canvas, isNamed));
  kept.set(key, lines);
  return lines;
}

function approvalBlock(ref: InstanceRef, c: Context, canvas: Canvas, isNamed: boolean): Line[] {
  const { state } = c;
  const plan = planNow(state, ref);
  const step = stepOf(state, ref.step);
  if (!plan || !step)
    return approvalNow(state, [ref]).shown.flatMap((text) => paragraph(plain(text), canvas.columns - 1, IN));
  return [
    ...(isNamed ? [line(`     ${plainLine(labelOf(state, ref))}`)] : []),
    ...plan.calls.flatMap((call, at) => callLines(plan.shown[at] ?? '', call.readOnly, canvas, DEEPER)),
    ...(isNamed ? [] : paragraph(plain(instructionOf(state, step, ref.item)), canvas.columns - 1, IN, 'dim')),
    ...saidLines('Leaves', plan.action.leaves && plainLine(plan.action.leaves), canvas, isNamed ? DEEPER : IN),
    ...(isNamed ? [] : saidLines('Taken back', plan.action.undo && plainLine(plan.action.undo), canvas, IN)),
  ];
}

/** Who has approved so far, that who speaks would approve what is theirs, and whether that is refused. */
export function approvalNotes(refs: readonly InstanceRef[], c: Context, canvas: Canvas): Line[] {
  const [first] = refs;
  const instance = first && instanceOf(c.state, first);
  const given = instance ? givenWords(c.state, instance) : null;
  // Who may not approve is told nothing of what it would be if they did.
  const may = first !== undefined && holds(c.state, approverOf(c.state, first.step), c.view.speaker);
  const self =
    !isIncident(c.state) || !may
      ? null
      : isSelfRefused(c, refs)
        ? 'It is your own: nobody approves here what they do themselves. Somebody else must; or a, then G breaks the glass.'
        : isSelfApproval(c, refs)
          ? 'It is your own: it goes into the journal as self-approved.'
          : null;
  return [
    ...(given === null ? [] : [line(`     ${plainLine(given)}.`)]),
    ...(self === null ? [] : paragraph(self, canvas.columns - 1, IN, 'warn')),
  ];
}
