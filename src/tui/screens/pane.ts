import { labelOf, markOf } from '../../engine/queries.ts';
import { namesIn } from '../../engine/sentences.ts';
import { type Instance, instanceOf, itemsOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { wrap } from '../../language/fit.ts';
import { effects } from '../../playbook/model.ts';
import { goesOn } from '../answers.ts';
import { exerciseTime, length, momentText } from '../clock.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { formParts, paletteLines } from '../components/form.ts';
import { headerLines } from '../components/header.ts';
import { helpRows } from '../components/help.ts';
import { promptLine } from '../components/prompt.ts';
import { type Context, isNumbered, itemName, keyRef, kindTone } from '../context.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { helpOf, rowsOf } from '../keys.ts';
import { type Line, line, paragraph, span } from '../lines.ts';
import { windowFrom } from '../list.ts';
import { plain, plainLine } from '../plain.ts';
import { wordsFor } from '../run-words.ts';
import { entryText } from '../timeline.ts';
import type { FormPane, Pane, Place } from '../view.ts';
import { commandsFrame, detailsFrame, secretFrame } from './live-panes.ts';
import { type Around, scrolled } from './pane-parts.ts';
import { surveyFrame } from './survey-pane.ts';

type PaneOf<K extends Pane['kind']> = Extract<Pane, { kind: K }>;

/** A pane over a screen: the header stays, the pane takes the rest. */
export function paneFrame(pane: Exclude<Pane, PaneOf<'filter'>>, place: Place, c: Context, canvas: Canvas): Frame {
  const head = [...headerLines(c, canvas), ...(canvas.isSmall ? [] : [rule(canvas)])];
  const foot = [...(canvas.isSmall ? [] : [rule(canvas)]), ...noticeLines(c, canvas), ...footerLines(place, c, canvas)];
  const room = roomFor(canvas, head, foot);
  switch (pane.kind) {
    case 'form':
      return formFrame(pane, c, canvas, { head, foot, room });
    case 'palette':
      return compose(canvas, head, paletteLines(pane, c, canvas, room), foot, { top: 0, height: room - 1 });
    case 'response':
      return responseFrame(pane, c, canvas, { head, foot, room });
    case 'answer':
      return answerFrame(pane, c, canvas, { head, foot, room });
    case 'entry':
      return scrolled(entryLines(pane, c, canvas), pane.top, canvas, { head, foot, room });
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
    case 'commands':
      return commandsFrame(pane, c, canvas, { head, foot, room });
    case 'details':
      return detailsFrame(pane, c, canvas, { head, foot, room });
    case 'survey':
      return surveyFrame(pane, c, canvas, { head, foot, room });
    case 'secret':
      return secretFrame(pane, c, canvas, { head, foot, room });
  }
}

/** A form; below it, where there is room, what the step showed: it is decided by that. */
function formFrame(pane: FormPane, c: Context, canvas: Canvas, { head, foot, room }: Around): Frame {
  const { above, options } = formParts(pane, c, canvas, room);
  const form = [...above, ...options];
  const inSight = { top: 0, height: options.length };
  const { instance } = pane.given;
  const response = instance === undefined ? undefined : instanceOf(c.state, keyRef(instance))?.response;
  const spare = room - form.length - 2;
  if (response === undefined || spare < 2) return compose(canvas, head, form, foot, inSight);
  const rows = rowsOfText(response.trimEnd(), canvas.columns - 3);
  const fits = rows.length <= spare;
  const shown = rows.slice(0, fits ? spare : spare - 1).map((row) => line(`  ${row}`));
  const rest = fits ? [] : [line(`  ${canvas.theme.symbols.more} ${rows.length - shown.length} more lines`, 'dim')];
  return compose(canvas, head, [...form, [], line(' It showed:', 'dim'), ...shown, ...rest], foot, inSight);
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
  const known = paragraph(`In the register: ${found.join(', ') || 'nothing yet'}`, canvas.columns - 1, 1).slice(0, 3);
  const ask = `Type each ${kind ?? 'item'} that you find, one a line. Enter adds it; Enter on an empty line finishes.`;
  const below = [...known, ...paragraph(ask, canvas.columns - 1, 1, 'dim'), promptLine(pane.field, canvas)];
  const text = shownBy(instance, c) ?? 'Nothing is shown: look for yourselves, and type what you find.';
  return readFrame({ title: plainLine(pane.step), text, below, top: pane.top }, canvas, { head, foot, room });
}

/** What came back from a step; below it what is asked now, or what became of it. */
function answerFrame(pane: PaneOf<'answer'>, c: Context, canvas: Canvas, around: Around): Frame {
  const ref = pane.item === null ? { step: pane.step } : { step: pane.step, item: pane.item };
  const instance = instanceOf(c.state, ref);
  const question = stepOf(c.state, pane.step)?.decide?.question;
  const below = !goesOn(c, ref)
    ? []
    : paragraph(question === undefined ? 'It needs evidence.' : plainLine(question), canvas.columns - 1, 1, 'strong');
  return readFrame(
    {
      title: `ANSWER  ${plainLine(labelOf(c.state, ref))}`,
      text: shownBy(instance, c) ?? 'Nothing came back.',
      below: [...outcomeLines(instance, c, canvas), ...below].slice(0, Math.max(1, around.room - 4)),
      top: pane.top,
    },
    canvas,
    around,
  );
}

/** What became of the step, for what came back of it. */
function outcomeLines(instance: Instance | undefined, { state }: Context, canvas: Canvas): Line[] {
  const step = stepOf(state, instance?.step ?? '');
  if (instance?.status === 'failed')
    return paragraph(`FAILED: ${plainLine(instance.reason ?? '')}`, canvas.columns - 1, 1, 'bad');
  if (instance?.status !== 'done' || !step?.effect || instance.item === undefined) return [];
  const text = `Done. The register says: ${itemName(state, instance.item)}, ${effects[step.effect]}.`;
  return paragraph(text, canvas.columns - 1, 1, 'good');
}

interface Reading {
  readonly title: string;
  readonly text: string;
  /** What stays in sight below the text. */
  readonly below: readonly Line[];
  /** The first row of the text in sight. */
  readonly top: number;
}

/** A long text under its title, as much of it as there is room for. */
function readFrame({ title, text, below, top }: Reading, canvas: Canvas, { head, foot, room }: Around): Frame {
  const rows = rowsOfText(text, canvas.columns - 3);
  const height = Math.max(1, room - below.length - 1);
  const { from, to } = windowFrom(rows.length, top, height);
  const range = rows.length > height ? `  lines ${from + 1} to ${to} of ${rows.length}: up and down scroll` : '';
  const shown = rows.slice(from, to).map((row) => line(`  ${row}`));
  const blank = Array.from({ length: Math.max(0, height - shown.length) }, (): Line => []);
  const first: Line = [span(` ${title}`, 'strong'), span(range, 'dim')];
  return compose(canvas, head, [first, ...shown, ...blank, ...below], foot, { top: from, height });
}

/** The text that came back; when it comes; null where nothing does. */
function shownBy(instance: Instance | undefined, c: Context): string | null {
  if (instance?.response !== undefined) return instance.response;
  const due = instance?.responseDue;
  if (due === undefined) return null;
  return `The answer comes at ${exerciseTime(due)}, in ${length(Math.max(0, due - c.now))}. It can wait: Esc, and do something else.`;
}

/** An entry as it is in the journal's words, and by whom. */
function entryLines(pane: PaneOf<'entry'>, c: Context, canvas: Canvas): Line[] {
  const entry = c.entries[pane.place];
  if (!entry) return [];
  const text = entryText(entry, c.entries, c.state.definition, namesIn(c.state));
  const by = entry.by ? `, by ${entry.by.person}${entry.by.role === undefined ? '' : `, ${entry.by.role}`}` : '';
  return [
    line(
      ` ENTRY${isNumbered(c.state) ? ` ${entry.seq}` : ''}  ${momentText(c.state, entry.at, c.now)}${plainLine(by) === '' ? '' : plain(by)}`,
      'strong',
    ),
    [],
    ...paragraph(text, canvas.columns - 2, 2),
  ];
}

function messageLines(pane: PaneOf<'message'>, c: Context, canvas: Canvas): Line[] {
  const shown = c.state.injects[pane.inject]?.shown;
  if (!shown) return [];
  const { columns } = canvas;
  const word = markOf(c.state);
  return [
    [span(` ${word} MESSAGE `, kindTone(c.state)), span(word === 'DRILL' ? '  part of the exercise' : '', 'dim')],
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
  clocks: 'the deadlines',
  register: 'the register',
  timeline: 'the timeline',
};

function pageOf({ state, view }: Context): string {
  return view.screen === 'hot-wash' ? `the ${wordsFor(state).talk}` : (pages[view.screen] ?? 'this screen');
}

/** Every key of the screen below, also those that do nothing at the moment. */
function helpLines(c: Context, canvas: Canvas): Line[] {
  const own = rowsOf(c.view.screen).filter(({ only }) => only === undefined || only === c.state.run?.kind);
  const rows = own.map((row) => ({
    row,
    words: helpOf(row, c),
    isOff: row.when !== undefined && !row.when(c),
  }));
  return [
    line(` Keys of ${pageOf(c)}`, 'strong'),
    ...helpRows(rows, canvas),
    [],
    ...paragraph(
      'Nothing is lost by leaving: every entry is on disk before it is shown.',
      canvas.columns - 1,
      1,
      'dim',
    ),
  ];
}
