import { instanceOf, itemsOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { exerciseTime } from '../clock.ts';
import { footerLines, keyName, noticeLines } from '../components/footer.ts';
import { formLines, paletteLines } from '../components/form.ts';
import { headerLines } from '../components/header.ts';
import { promptLine } from '../components/prompt.ts';
import { type Context, kindWord } from '../context.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { labelOfRow, rowsOf } from '../keys.ts';
import { type Line, line, paragraph, span } from '../lines.ts';
import { windowFrom } from '../list.ts';
import { plain, plainLine } from '../plain.ts';
import type { Pane, Place } from '../view.ts';
import { wrap } from '../width.ts';

type PaneOf<K extends Pane['kind']> = Extract<Pane, { kind: K }>;

/** A pane over a screen: the header stays, the pane takes the rest. */
export function paneFrame(pane: Exclude<Pane, PaneOf<'filter'>>, place: Place, c: Context, canvas: Canvas): Frame {
  const head = [...headerLines(c, canvas), ...(canvas.isSmall ? [] : [rule(canvas)])];
  const foot = [...(canvas.isSmall ? [] : [rule(canvas)]), ...noticeLines(c, canvas), ...footerLines(place, c, canvas)];
  const room = roomFor(canvas, head, foot);
  switch (pane.kind) {
    case 'form':
      return compose(canvas, head, formLines(pane, c, canvas, room), foot);
    case 'palette':
      return compose(canvas, head, paletteLines(pane, c, canvas, room), foot);
    case 'response':
      return responseFrame(pane, c, canvas, { head, foot, room });
    case 'message':
      return scrolled(messageLines(pane, c, canvas), pane.top, canvas, { head, foot, room });
    case 'confirm':
      return compose(
        canvas,
        head,
        [
          [],
          ...pane.lines.flatMap((text, index) =>
            paragraph(plainLine(text), canvas.columns - 2, 2, index === 0 ? 'strong' : undefined),
          ),
        ],
        foot,
      );
    case 'help':
      return scrolled(helpLines(c, canvas), pane.top, canvas, { head, foot, room });
  }
}

interface Around {
  readonly head: readonly Line[];
  readonly foot: readonly Line[];
  readonly room: number;
}

/** Rows of a long text, from `top` on. */
export function scrolled(rows: readonly Line[], top: number, canvas: Canvas, { head, foot, room }: Around): Frame {
  const { from, to } = windowFrom(rows.length, top, room);
  return compose(canvas, head, rows.slice(from, to), foot, from);
}

let wrapped: { readonly text: string; readonly columns: number; readonly rows: readonly string[] } = {
  text: '',
  columns: 0,
  rows: [],
};

/** The rows of a text; the last one asked for is kept, since it is asked for again with every key. */
function rowsOfText(text: string, columns: number): readonly string[] {
  if (wrapped.text !== text || wrapped.columns !== columns)
    wrapped = { text, columns, rows: wrap(plain(text), columns) };
  return wrapped.rows;
}

/** What a survey shows, scrolled; below it what is in the register already, and a line to type on. */
function responseFrame(pane: PaneOf<'response'>, c: Context, canvas: Canvas, { head, foot, room }: Around): Frame {
  const instance = instanceOf(c.state, pane.item === null ? { step: pane.step } : { step: pane.step, item: pane.item });
  const kind = stepOf(c.state, pane.step)?.of;
  const found =
    kind === undefined
      ? []
      : itemsOf(c.state, kind)
          .filter((item) => !item.ruledOut)
          .map((item) => plainLine(item.name));
  const rows = rowsOfText(shownBy(instance?.response, instance?.responseDue), canvas.columns - 3);
  const known = paragraph(`In the register: ${found.join(', ') || 'nothing yet'}`, canvas.columns - 1, 1).slice(0, 3);
  const ask = `Type each ${kind ?? 'item'} that you find, one a line. Enter adds it; Enter on an empty line finishes.`;
  const below = [...known, ...paragraph(ask, canvas.columns - 1, 1, 'dim'), promptLine(pane.field, canvas)];
  const height = Math.max(1, room - below.length - 1);
  const { from, to } = windowFrom(rows.length, pane.top, height);
  const range = rows.length > height ? `  lines ${from + 1} to ${to} of ${rows.length}: up and down scroll` : '';
  const title: Line = [span(` ${plainLine(pane.step)}`, 'strong'), span(range, 'dim')];
  const text = rows.slice(from, to).map((row) => line(`  ${row}`));
  return compose(
    canvas,
    head,
    [title, ...text, ...Array.from({ length: Math.max(0, height - text.length) }, (): Line => []), ...below],
    foot,
    from,
  );
}

function shownBy(response: string | undefined, due: number | undefined): string {
  if (response !== undefined) return response;
  return due === undefined
    ? 'Nothing is shown: look for yourselves, and type what you find.'
    : `The answer comes at ${exerciseTime(due)}.`;
}

function messageLines(pane: PaneOf<'message'>, c: Context, canvas: Canvas): Line[] {
  const shown = c.state.injects[pane.inject]?.shown;
  if (!shown) return [];
  const { columns } = canvas;
  const word = kindWord(c.state);
  return [
    [span(` ${word} MESSAGE `, 'drill'), span(word === 'DRILL' ? '  part of the exercise' : '', 'dim')],
    [],
    ...paragraph(plainLine(`From ${shown.from}, by ${shown.via}, to ${shown.to.join(', ')}`), columns - 2, 2, 'strong'),
    [],
    ...paragraph(plain(shown.text), columns - 2, 2),
    ...(shown.question === undefined
      ? []
      : [[] as Line, ...paragraph(plainLine(shown.question), columns - 2, 2, 'strong')]),
  ];
}

const pages: Readonly<Record<string, string>> = {
  briefing: 'the briefing',
  run: 'the run',
  brief: 'the brief',
  register: 'the register',
  timeline: 'the timeline',
  'hot-wash': 'the hot wash',
};

/** Every key of the screen below, also those that do nothing at the moment. */
function helpLines(c: Context, canvas: Canvas): Line[] {
  const rows = rowsOf(c.view.screen).map((row): Line => {
    const keys = row.keys.slice(0, 4).map((key) => keyName(key, canvas.theme.symbols));
    const isOff = row.when !== undefined && !row.when(c);
    const words = row.help ?? `${labelOfRow(row, c)}`;
    return [
      span(`  ${keys.join(' ').padEnd(20)}`, isOff ? 'dim' : 'key'),
      span(` ${words}${isOff ? '  (not now)' : ''}`, isOff ? 'dim' : undefined),
    ];
  });
  return [
    line(` Keys of ${pages[c.view.screen] ?? 'this screen'}`, 'strong'),
    ...rows,
    [],
    ...paragraph(
      'Nothing is lost by leaving: every entry is on disk before it is shown.',
      canvas.columns - 1,
      1,
      'dim',
    ),
  ];
}
