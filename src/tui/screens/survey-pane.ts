import { instructionOf } from '../../engine/instructions.ts';
import { instanceOf, itemsOf, runningOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { fieldText, length } from '../clock.ts';
import { outputLines } from '../components/now-live.ts';
import { promptLine } from '../components/prompt.ts';
import type { Context } from '../context.ts';
import { type Canvas, compose, type Frame } from '../frame.ts';
import { cutLine, type Line, line, paragraph, span } from '../lines.ts';
import { windowAround } from '../list.ts';
import { refOfPane, type SurveyRow, surveyRows } from '../live/survey.ts';
import { plain, plainLine } from '../plain.ts';
import type { SurveyPane } from '../view.ts';
import type { Around } from './pane-parts.ts';

/** A survey in an incident: what was found, with marks; what can look; a line to type on. Only the rows in sight are laid out. */
export function surveyFrame(pane: SurveyPane, c: Context, canvas: Canvas, { head, foot, room }: Around): Frame {
  const rows = surveyRows(c.state, pane);
  const above = aboveLines(pane, c, canvas);
  const below = [line(' By hand, one a line:', 'dim'), promptLine(pane.field, canvas)];
  const height = Math.max(1, room - above.length - below.length);
  const cursor = Math.min(pane.cursor, rows.length - 1);
  const { from, to } = windowAround(rows.length, cursor, height);
  const marked = new Set(pane.marked);
  const shown = rows.slice(from, to).map((row, at) => rowLine(row, from + at === cursor, marked, canvas));
  const blank = Array.from({ length: Math.max(0, height - shown.length) }, (): Line => []);
  return compose(canvas, head, [...above, ...shown, ...blank, ...below], foot, { top: from, height });
}

function aboveLines(pane: SurveyPane, c: Context, canvas: Canvas): Line[] {
  const ref = refOfPane(pane);
  const instance = instanceOf(c.state, ref);
  const step = stepOf(c.state, pane.step);
  const kind = step?.of;
  const rows = surveyRows(c.state, pane);
  const finds = rows.flatMap((row) => (row.row === 'find' ? [row] : []));
  const known = finds.filter(({ isKnown }) => isKnown).length;
  const inScope = kind ? itemsOf(c.state, kind).filter(({ ruledOut }) => !ruledOut).length : 0;
  const counts =
    finds.length === 0
      ? `${inScope} in the register`
      : `${finds.length} found, ${known} of them in the register, ${pane.marked.length} marked`;
  const acting = instance && runningOf(instance);
  const last = instance?.acted?.at(-1);
  const failed = last?.outcome && last.outcome.verdict !== 'ok' ? last.outcome.said : null;
  return [
    [span(` ${plainLine(pane.step)}`, 'strong'), span(`  ${counts}`, 'dim')],
    ...paragraph(step ? plain(instructionOf(c.state, step, ref.item)) : '', canvas.columns - 1, 1).slice(
      0,
      canvas.isSmall ? 1 : 3,
    ),
    ...(acting ? [line(` RUNS ${length(c.now - acting.at)}: Esc, then K tells it to stop`, 'warn')] : []),
    ...(acting ? outputLines(acting, canvas, 2) : []),
    ...(failed === null ? [] : paragraph(`It did not work: ${plainLine(failed)}`, canvas.columns - 1, 1, 'bad')),
  ];
}

function rowLine(row: SurveyRow, here: boolean, marked: ReadonlySet<string>, canvas: Canvas): Line {
  const { symbols } = canvas.theme;
  const tone = here ? 'strong' : undefined;
  const mark = span(` ${here ? symbols.here : ' '} `, 'key');
  if (row.row === 'finish') return [mark, span('That is all: finish', tone)];
  if (row.row === 'action') {
    const text = `look: ${plainLine(row.action.title)}${row.isRunning ? ', which runs now' : ''}`;
    return cutLine([mark, span(text, tone), span(`  ${row.action.id}`, 'dim')], canvas.columns, symbols.more);
  }
  const { name, itemType, fields } = row.find;
  const box = row.isKnown ? 'in the register ' : marked.has(name) ? '[x] ' : '[ ] ';
  const known = Object.entries(fields).filter(([, value]) => value !== null);
  const details = plainLine([itemType, ...known.map(([field, value]) => `${field} ${fieldText(value)}`)].join(', '));
  return cutLine(
    [
      mark,
      span(box, row.isKnown ? 'dim' : tone),
      span(plainLine(name), row.isKnown ? 'dim' : tone),
      span(`  ${details}`, 'dim'),
    ],
    canvas.columns,
    symbols.more,
  );
}
