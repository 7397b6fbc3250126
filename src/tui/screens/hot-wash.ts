import { moveLead } from '../../engine/sentences.ts';
import { cut, pad } from '../../language/fit.ts';
import { exerciseTime } from '../clock.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { headerLines } from '../components/header.ts';
import { type Context, outcomeWords } from '../context.ts';
import { type Canvas, compose, type Frame, type InSight, roomFor, rule } from '../frame.ts';
import { type HotWashRow, hotWashRows, hotWashTab, momentsOf, tabsOf } from '../hot-wash.ts';
import { cutLine, flow, type Line, line, lineWidth, paragraph, type Span, span, type Tone } from '../lines.ts';
import { windowFrom, windowOf } from '../list.ts';
import { plainLine } from '../plain.ts';
import { wordsFor } from '../run-words.ts';
import type { Timeline } from '../timeline.ts';
import { isAttacked, type TruthRow, truthRows } from '../truth-rows.ts';
import type { View } from '../view.ts';
import { milestoneLines } from './milestones-page.ts';
import { pictureLines } from './pictures-page.ts';
import { leftOpenLines, timelineRow } from './review-pages.ts';

/** The talk right after play: truth beside register, both timelines, objectives, improvements. */
export function hotWashFrame(c: Context, canvas: Canvas, timeline: Timeline): Frame {
  const tab = hotWashTab(c);
  const tabs = tabsOf(c.state).map(
    (name): Line => [span(name === tab ? `[${name}]` : ` ${name} `, name === tab ? 'selected' : undefined)],
  );
  const title: Line = [span(wordsFor(c.state).talk.toUpperCase(), 'strong'), span(`  ${outcomeWords(c.state)}`, 'dim')];
  const head = [
    ...headerLines(c, canvas).slice(0, canvas.isSmall ? 1 : 3),
    ...flow([title, ...tabs], canvas.columns, 2),
    rule(canvas),
  ];
  const page = {
    'left open': leftOpenPage,
    timeline: timelinePage,
    truth: truthPage,
    timelines: timelinesPage,
    objectives: rowsPage,
    improvements: rowsPage,
    milestones: milestonesPage,
    pictures: picturesPage,
  }[tab](c, canvas, timeline);
  const above = [...head, ...page.head];
  const below = [...page.detail, ...noticeLines(c, canvas), ...footerLines('hot-wash', c, canvas)];
  const plainFoot = [...(canvas.isSmall ? [] : [rule(canvas)]), ...below];
  const whole = page.rows(roomFor(canvas, above, plainFoot));
  if (whole.lines.length >= whole.of) return compose(canvas, above, whole.lines, plainFoot, inSightOf(whole));
  // Where there is more than is in sight, a line says so: in place of the rule where there is one.
  const foot = [[] as Line, ...below];
  const shown = page.rows(roomFor(canvas, above, foot));
  const range = ` rows ${shown.from + 1} to ${shown.from + shown.lines.length} of ${shown.of}: PgDn, PgUp`;
  return compose(canvas, above, shown.lines, [line(range, 'dim'), ...below], inSightOf(shown));
}

const inSightOf = ({ from, lines }: Shown): InSight => ({ top: from, height: Math.max(1, lines.length) });

/** Rows in sight, the place of the first, and how many there are. */
interface Shown {
  readonly lines: Line[];
  readonly from: number;
  readonly of: number;
}

interface Page {
  readonly head: readonly Line[];
  readonly rows: (height: number) => Shown;
  /** The marked row in full. */
  readonly detail: readonly Line[];
}

const verdicts: Readonly<Record<TruthRow['what'], readonly [word: string, tone: Tone | undefined]>> = {
  known: ['known', 'dim'],
  found: ['FOUND', 'good'],
  late: ['LATE', 'warn'],
  missed: ['MISSED', 'bad'],
  'wrongly out': ['WRONGLY RULED OUT', 'bad'],
  unreal: ['UNREAL', 'warn'],
  'rightly out': ['rightly ruled out', 'good'],
};

function truthPage(c: Context, canvas: Canvas): Page {
  const titles = `  ${pad('register', 20)}${pad('kind', 12)}${pad('in truth', 22)} at the end`;
  const head = canvas.isSmall ? [] : [line(titles, 'dim')];
  const { facts } = c.state;
  const told = facts
    ? [
        `${isAttacked(c.state) ? 'The attacker did' : 'It happened'}: ${list(facts.happened, c)}.`,
        `Prevented: ${list(facts.prevented, c)}.`,
      ]
    : [];
  const lines = [
    ...truthRows(c.state).flatMap((row) => truthLines(row, canvas)),
    ...told.flatMap((text) => [[] as Line, ...paragraph(plainLine(text), canvas.columns - 1, 2)]),
  ];
  return textPage(head, lines, c);
}

function leftOpenPage(c: Context, canvas: Canvas): Page {
  return textPage([], leftOpenLines(c.state, canvas), c);
}

/** What the team did, in order: there is no other side to show beside it. */
function timelinePage(c: Context, canvas: Canvas, timeline: Timeline): Page {
  const moments = momentsOf(c.entries);
  const marked = moments[c.view.hotWash.cursor];
  const detail = marked
    ? atMost(canvas.isSmall ? 2 : 3, paragraph(timeline.text(marked.place), canvas.columns - 1, 1, 'strong'), canvas)
    : [];
  const row = (moment: (typeof moments)[number], here: boolean) =>
    timelineRow(moment.at, timeline.text(moment.place), mark(here, canvas), c, canvas);
  return { head: [], detail, rows: (height) => windowed(moments, c.view, height, row) };
}

function milestonesPage(c: Context, canvas: Canvas): Page {
  return textPage([], milestoneLines(c.state, canvas), c);
}

function picturesPage(c: Context, canvas: Canvas): Page {
  return textPage([], pictureLines(c, canvas), c);
}

/** A page that is read, from the line on to which it was scrolled. */
function textPage(head: readonly Line[], lines: readonly Line[], c: Context): Page {
  const rows = (height: number): Shown => {
    const { from, to } = windowFrom(lines.length, c.view.hotWash.cursor, height);
    return { lines: lines.slice(from, to), from, of: lines.length };
  };
  return { head, detail: [], rows };
}

/** A row of the truth: on one line where it fits, else the name and the end below its verdict. */
function truthLines(row: TruthRow, canvas: Canvas): Line[] {
  const [word, tone] = verdicts[row.what];
  const when = row.at === null || row.what === 'known' ? '' : ` ${exerciseTime(row.at)}`;
  const first = [span('  '), span(pad(`${word}${when} `, 20), tone), span(pad(row.kind, 12), 'dim')];
  const name = plainLine(row.name);
  const one = [...first, span(pad(name, 22)), span(` ${row.end}`)];
  if (lineWidth(one) <= canvas.columns) return [one];
  return [first, ...paragraph([name, row.end].filter(Boolean).join(': '), canvas.columns - 1, 4)];
}

/** The first lines of a text; where there are more, the last one says so. */
function atMost(count: number, lines: readonly Line[], { columns, theme }: Canvas): Line[] {
  const shown = lines.slice(0, count);
  const last = shown.at(-1);
  if (lines.length <= count || !last) return shown;
  return [...shown.slice(0, -1), cutLine([...last, span(' '.repeat(columns))], columns - 1, theme.symbols.more)];
}

function list(moves: readonly string[], c: Context): string {
  const titles = moves.map(
    (id) => c.state.definition.scenario?.adversary.moves.find((move) => move.id === id)?.title ?? id,
  );
  return titles.length === 0 ? 'nothing' : titles.join('; ');
}

function timelinesPage(c: Context, canvas: Canvas, timeline: Timeline): Page {
  const moments = momentsOf(c.entries);
  const { cursor } = c.view.hotWash;
  const half = Math.floor((canvas.columns - 13) / 2);
  const { symbols } = canvas.theme;
  const [title, small] = isAttacked(c.state) ? ['the attacker', 'ATTACKER '] : ['what went on', 'WENT ON '];
  const row = (moment: (typeof moments)[number], here: boolean): Line => {
    const isWorld = moment.side === 'world';
    const said = timeline.text(moment.place);
    const text = isWorld ? said.replace(moveLead, (_, stopped) => (stopped ? 'stopped: ' : '')) : said;
    const side: Span[] = canvas.isSmall
      ? [span(isWorld ? small : 'team ', isWorld ? 'bad' : 'dim'), span(text)]
      : [
          span(pad(cut(isWorld ? text : '', half, symbols.more), half), 'bad'),
          span(`${symbols.bar} `, 'dim'),
          span(isWorld ? '' : text, here ? 'strong' : undefined),
        ];
    return cutLine(
      [mark(here, canvas), span(pad(exerciseTime(moment.at), 11), 'dim'), ...side],
      canvas.columns,
      symbols.more,
    );
  };
  const marked = moments[cursor];
  const detail =
    marked && !canvas.isSmall
      ? atMost(3, paragraph(timeline.text(marked.place), canvas.columns - 1, 1, 'strong'), canvas)
      : [];
  const head = canvas.isSmall ? [] : [line(`   ${pad('', 11)}${pad(title, half)}${symbols.bar} the team`, 'dim')];
  return { head, detail, rows: (height) => windowed(moments, c.view, height, row) };
}

function rowsPage(c: Context, canvas: Canvas): Page {
  const rows = hotWashRows(c);
  const { cursor } = c.view.hotWash;
  const marked = rows[cursor];
  const detail = marked
    ? atMost(canvas.isSmall ? 1 : 4, paragraph(plainLine(detailOf(marked)), canvas.columns - 1, 1, 'dim'), canvas)
    : [];
  const empty = [line(' Nothing is proposed. + adds an improvement.', 'dim')];
  return {
    head: [],
    detail,
    rows: (height) =>
      rows.length === 0
        ? { lines: empty, from: 0, of: 1 }
        : windowed(rows, c.view, height, (row, here) => rowLine(row, here, canvas)),
  };
}

const judgedWords = { met: 'met', late: 'LATE', unmet: 'UNMET', open: 'not judged' };
const judgedTones = { met: 'good', late: 'warn', unmet: 'bad', open: 'dim' } as const;

function rowLine(row: HotWashRow, here: boolean, canvas: Canvas): Line {
  const [word, tone, text, more = ''] = rowCells(row);
  const isTitle = row.kind === 'objective';
  const width = isTitle || row.kind === 'task' || row.kind === 'judged' ? 20 : 11;
  const indent = isTitle || width === 11 ? '' : '  ';
  const cells = [
    span(pad(`${indent}${word}`, width), tone),
    span(`${indent}${plainLine(text)}`, here || isTitle ? 'strong' : undefined),
    span(more, 'dim'),
  ];
  return cutLine([mark(here, canvas), ...cells], canvas.columns, canvas.theme.symbols.more);
}

function rowCells(row: HotWashRow): readonly [word: string, tone: Tone, text: string, more?: string] {
  switch (row.kind) {
    case 'objective':
      if (row.final) return [`rated ${row.final}`, 'good', row.title];
      return [row.suggested ? `suggested ${row.suggested}` : 'nothing suggested', 'warn', row.title];
    case 'task':
      if (row.seen === undefined) return ['y or n?', 'warn', row.title];
      return row.seen ? ['seen: yes', 'good', row.title] : ['seen: no', 'bad', row.title];
    case 'judged':
      return [judgedWords[row.judged.verdict], judgedTones[row.judged.verdict], row.judged.text];
    case 'proposal':
      return ['proposed', 'warn', row.proposal.text];
    case 'improvement':
      return ['accepted', 'good', row.text, `  ${plainLine(row.owner)}, ${plainLine(row.due)}`];
  }
}

/** The marked row in more words. */
function detailOf(row: HotWashRow): string {
  if (row.kind === 'objective')
    return row.because === '' ? row.title : `Suggested ${row.suggested ?? 'nothing'}: ${row.because}.`;
  if (row.kind === 'task') return `To be seen: ${row.question}`;
  if (row.kind === 'judged') return `${row.judged.text}: ${row.judged.evidence}`;
  return row.kind === 'proposal' ? row.proposal.text : `${row.text} Owner: ${row.owner}. Due: ${row.due}.`;
}

function mark(here: boolean, canvas: Canvas): Span {
  return span(here ? ` ${canvas.theme.symbols.here} ` : '   ', 'key');
}

function windowed<T>(rows: readonly T[], view: View, height: number, row: (one: T, here: boolean) => Line): Shown {
  const { cursor } = view.hotWash;
  const { from, to } = windowOf(rows.length, cursor, height, view.pageTop);
  const lines = rows.slice(from, to).map((one, index) => row(one, from + index === cursor));
  return { lines, from, of: rows.length };
}
