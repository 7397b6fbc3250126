import type { InstanceRef } from '../../engine/entries.ts';
import { actionsFor, catalogueOf, plannedFor } from '../../engine/plan.ts';
import { labelOf, markOf } from '../../engine/queries.ts';
import { type Acted, instanceOf } from '../../engine/state.ts';
import { type Ready, shownFilled } from '../../playbook/catalogue/ready.ts';
import { momentText } from '../clock.ts';
import { callLines, saidLines } from '../components/command-lines.ts';
import { outputLines } from '../components/now-live.ts';
import { type Context, kindTone } from '../context.ts';
import { type Canvas, compose, type Frame } from '../frame.ts';
import { cutLine, type Line, line, paragraph, span } from '../lines.ts';
import { windowFrom } from '../list.ts';
import { refOfPane } from '../live/survey.ts';
import { exact, plainLine, unended } from '../plain.ts';
import { planNow } from '../plans.ts';
import type { CommandsPane, CommandsRun, Pane, SecretPane } from '../view.ts';
import { type Around, scrolled } from './pane-parts.ts';

const laidOut = new WeakMap<readonly CommandsRun[], { readonly columns: number; readonly lines: readonly Line[] }>();

/** Exact commands, before they are run. */
export function commandsFrame(pane: CommandsPane, c: Context, canvas: Canvas, { head, foot, room }: Around): Frame {
  const kept = laidOut.get(pane.runs);
  const lines = kept?.columns === canvas.columns ? kept.lines : commandLines(pane.runs, canvas);
  laidOut.set(pane.runs, { columns: canvas.columns, lines });
  const { runs } = pane;
  const isRehearsal = markOf(c.state) === 'REHEARSAL';
  const what = runs.length === 1 ? (runs[0]?.label ?? '') : `${plainLine(pane.step)}, ${runs.length} items`;
  const verb = isRehearsal ? 'REHEARSE' : 'RUN';
  const above: Line[] = [
    [span(` ${markOf(c.state)} `, kindTone(c.state)), span(` ${verb} ${what}?`, 'strong')],
    ...paragraph(consequence(runs, isRehearsal), canvas.columns - 1, 1, 'warn'),
    ...(pane.note === '' ? [] : paragraph(plainLine(pane.note), canvas.columns - 1, 1, 'dim')),
  ];
  const height = Math.max(1, room - above.length);
  const isWhole = lines.length <= height;
  const { from, to } = windowFrom(lines.length, pane.top, isWhole ? height : Math.max(1, height - 1));
  const below = lines.length - to;
  const range = `   ${canvas.theme.symbols.more} lines ${from + 1} to ${to} of ${lines.length}: PgDn, PgUp`;
  const rest = isWhole ? [] : [line(range, 'warn')];
  const inSight = { top: from, height: to - from, below };
  return compose(canvas, [...head, ...above], [...lines.slice(from, to), ...rest], foot, inSight);
}

function consequence(runs: readonly CommandsRun[], isRehearsal: boolean): string {
  const reads = runs.every(({ calls }) => calls.every(({ readOnly }) => readOnly));
  if (isRehearsal && !reads) return 'In a rehearsal it is written down, and what would change something is not run.';
  return reads ? 'This is run, and changes nothing:' : 'This is run, once, against real systems:';
}

function commandLines(runs: readonly CommandsRun[], canvas: Canvas): Line[] {
  return runs.flatMap(({ label, calls }) => [
    ...(runs.length === 1 ? [] : [line(`   ${label}`)]),
    ...calls.flatMap(({ shown, readOnly }) => callLines(shown, readOnly, canvas, 5)),
  ]);
}

/** A secret being typed: dots, and how many. */
export function secretFrame(pane: SecretPane, c: Context, canvas: Canvas, { head, foot }: Around): Frame {
  const ref = refOfPane(pane);
  const ask = planNow(c.state, ref)?.action.subjects[pane.name] ?? pane.name;
  const dots = '*'.repeat(Math.min(pane.count, Math.max(1, canvas.columns - 30)));
  const count = pane.count === 0 ? '' : `  ${pane.count} characters`;
  const lines: Line[] = [
    line(` SECRET, BY HAND  ${plainLine(labelOf(c.state, ref))}`, 'strong'),
    ...paragraph(
      `Type or paste it: ${plainLine(pane.name)}. It was asked for as: ${plainLine(ask)}`,
      canvas.columns - 1,
      1,
    ),
    ...(pane.problem === null ? [] : paragraph(plainLine(pane.problem), canvas.columns - 1, 1, 'bad')),
    cutLine([span(' > ', 'key'), span(dots), span(' ', 'caret'), span(count, 'dim')], canvas.columns, ''),
    ...paragraph(
      'It is kept in memory until this run is left, and is nowhere in the journal. A mistyped one is refused like a dead one: paste it.',
      canvas.columns - 3,
      3,
      'dim',
    ),
  ];
  return compose(canvas, head, lines, foot);
}

/** Everything that there is to know of what is run for an instance. */
export function detailsFrame(
  pane: Extract<Pane, { kind: 'details' }>,
  c: Context,
  canvas: Canvas,
  around: Around,
): Frame {
  const ref = refOfPane(pane);
  const instance = instanceOf(c.state, ref);
  const lines = [
    line(` ${plainLine(labelOf(c.state, ref))}`, 'strong'),
    ...actionLines(ref, c, canvas),
    ...otherActions(ref, c, canvas),
    ...(instance?.acted ?? []).flatMap((acted) => actedLines(acted, instance?.status === 'running', c, canvas)),
  ];
  return scrolled(lines, pane.top, canvas, around);
}

function actionLines(ref: InstanceRef, c: Context, canvas: Canvas): Line[] {
  const plan = planNow(c.state, ref);
  if (!plan) return [];
  const { action, inputs } = plan;
  const catalogue = catalogueOf(c.state, action);
  const from = catalogue ? `, of ${catalogue.title} ${catalogue.version}` : ', of the playbook';
  const values = Object.entries(inputs).map(([name, value]) => `${name} = ${value}`);
  const subjects = Object.entries(plannedFor(c.state, ref, action)?.subjects ?? {});
  const places = subjects.map(([name, reference]) => `${name} from ${reference}`);
  return [
    ...paragraph(plainLine(`${action.title} (${action.id}${from})`), canvas.columns - 1, 3),
    ...plan.calls.flatMap((call, at) => [
      line(`   ${call.id}, at most ${Math.round(call.timeout / 1000)} s`, 'dim'),
      ...callLines(plan.shown[at] ?? '', call.readOnly, canvas, 5),
      ...headerLines(call, canvas),
    ]),
    ...saidLines('Values', plainLine(values.join(', ')), canvas, 3),
    ...saidLines('Secrets', plainLine(places.join(', ')), canvas, 3),
    ...saidLines('Leaves', action.leaves && plainLine(action.leaves), canvas, 3),
    ...saidLines('Taken back', action.undo && plainLine(action.undo), canvas, 3),
    ...saidLines('Needs', plainLine(action.needs.join(', ')), canvas, 3),
    ...saidLines('Documentation', plainLine(action.docs), canvas, 3),
    ...saidLines('Plan', plan.hash.slice(0, 12), canvas, 3),
    [],
  ];
}

/** What goes with a request beside its address; secrets by their names. */
function headerLines(call: Ready, canvas: Canvas): Line[] {
  if (call.how !== 'http') return [];
  const basic = call.basic ? [`Basic ${shownFilled(call.basic)}`] : [];
  const headers = Object.entries(call.headers).map(([name, value]) => `${name}: ${shownFilled(value)}`);
  return [...basic, ...headers].flatMap((text) => paragraph(exact(text), canvas.columns - 1, 7, 'dim'));
}

function otherActions(ref: InstanceRef, c: Context, canvas: Canvas): Line[] {
  const now = planNow(c.state, ref)?.action.id;
  const others = actionsFor(c.state, ref).filter(({ id }) => id !== now);
  if (others.length === 0) return [];
  return [
    line('   Also, by c:', 'dim'),
    ...others.flatMap(({ id, title }) => paragraph(plainLine(`${id}: ${title}`), canvas.columns - 1, 5)),
    [],
  ];
}

/** One call that was made, and how it came out. */
function actedLines(acted: Acted, runs: boolean, c: Context, canvas: Canvas): Line[] {
  const { number, at, by, outcome } = acted;
  const who = by ? `, by ${plainLine(by.person)}` : '';
  const evidence = outcome?.evidence ? `. Evidence ${outcome.evidence.sha256.slice(0, 12)}` : '';
  const came = outcome ? `${outcome.verdict}: ${unended(outcome.said)}${evidence}` : runs ? 'it runs' : 'nobody knows';
  return [
    line(` ${number}  ${momentText(c.state, at, c.now)}${who}`, 'strong'),
    ...callLines(acted.shown, acted.readOnly, canvas, 5),
    ...outputLines(acted, canvas, 12),
    ...paragraph(came, canvas.columns - 1, 5, outcome?.verdict === 'ok' ? 'good' : 'warn'),
  ];
}
