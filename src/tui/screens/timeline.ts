import { mayBeIntrusion } from '../../engine/intrusion.ts';
import { since } from '../clock.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { headerLines } from '../components/header.ts';
import { promptLine } from '../components/prompt.ts';
import { type Context, isNumbered } from '../context.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { cutLine, type Line, line, paragraph, span } from '../lines.ts';
import { windowOf } from '../list.ts';
import { plainLine } from '../plain.ts';
import type { Timeline } from '../timeline.ts';

/** Everything that happened, as sentences, with the two clocks on every line. `passing` is what the filter lets through. */
export function timelineFrame(c: Context, canvas: Canvas, timeline: Timeline, passing: readonly number[]): Frame {
  const { cursor, filter } = c.view.timeline;
  const { pane } = c.view;
  const typed = filter === '' ? [] : [span('  filter: ', 'dim'), span(plainLine(filter), 'warn')];
  const count: Line = [span(` TIMELINE  ${passing.length} entries`, 'strong'), ...typed];
  const head = [...headerLines(c, canvas), ...(canvas.isSmall ? [] : [rule(canvas)]), count, columnTitles(c, canvas)];
  const prompt =
    pane?.kind === 'filter'
      ? [
          promptLine(pane.field, canvas, ' / '),
          line(' Words, by:mara, role:lead, kind:step. Enter keeps it, Esc takes it back.', 'dim'),
        ]
      : [];
  const place = pane?.kind === 'filter' ? 'filter' : 'timeline';
  const here = Math.min(cursor ?? passing.length - 1, passing.length - 1);
  const marked = passing[here];
  const whole =
    marked === undefined || canvas.isSmall
      ? []
      : paragraph(timeline.text(marked), canvas.columns - 1, 3, 'strong').slice(0, 4);
  const foot = [
    ...(canvas.isSmall ? [] : [rule(canvas)]),
    ...whole,
    ...prompt,
    ...noticeLines(c, canvas),
    ...footerLines(place, c, canvas),
  ];
  const room = roomFor(canvas, head, foot);
  const { from, to } = windowOf(passing.length, here, room, c.view.pageTop);
  const rows = passing.slice(from, to).map((at, index) => entryLine(at, from + index === here, c, canvas, timeline));
  const shown = rows.length > 0 ? rows : [line(' Nothing fits. 0 shows everything.', 'dim')];
  return compose(canvas, head, shown, foot, { top: from, height: room });
}

const CLOCK = 10;

function columnTitles({ state }: Context, canvas: Canvas): Line {
  const intruded = mayBeIntrusion(state) ? 'intruded'.padEnd(CLOCK) : '';
  const titles = canvas.isSmall
    ? `   ${'known'.padEnd(CLOCK)}what`
    : `${isNumbered(state) ? '     # ' : '   '}${'known'.padEnd(CLOCK)}${intruded} what`;
  return line(titles, 'dim');
}

function entryLine(place: number, here: boolean, c: Context, canvas: Canvas, timeline: Timeline): Line {
  const { symbols } = canvas.theme;
  const entry = timeline.at(place);
  if (!entry) return [];
  const known = (since(c.state, 'known', entry.at) ?? 'unknown').padEnd(CLOCK);
  const intruded = mayBeIntrusion(c.state) ? (since(c.state, 'intruded', entry.at) ?? 'unknown').padEnd(CLOCK) : '';
  const number = isNumbered(c.state) ? `${String(entry.seq).padStart(4)} ` : '';
  const clocks = canvas.isSmall ? known : `${isNumbered(c.state) ? '' : ' '}${number}${known}${intruded} `;
  const isTruth = entry.type.startsWith('world.');
  const tone = entry.type === 'glass.broken' ? 'warn' : here ? 'strong' : undefined;
  return cutLine(
    [
      span(` ${here ? symbols.here : ' '}`, 'key'),
      span(clocks, 'dim'),
      span(isTruth ? 'TRUTH ' : '', 'bad'),
      span(timeline.text(place), tone),
    ],
    canvas.columns,
    symbols.more,
  );
}
