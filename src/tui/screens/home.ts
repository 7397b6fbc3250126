import { cut, pad } from '../../language/fit.ts';
import { widthOf } from '../../language/width.ts';
import { promptLine } from '../components/prompt.ts';
import type { Field } from '../field.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { firstDrill, type HomeRow, passing } from '../home.ts';
import { homeKeys } from '../home-keys.ts';
import { keyName } from '../key-names.ts';
import { cutLine, type Line, line, paragraph, type Span, span } from '../lines.ts';
import { windowAround } from '../list.ts';
import { plainLine } from '../plain.ts';

/** What the home screen shows. */
export interface HomeState {
  readonly rows: readonly HomeRow[];
  /** Among the rows that pass the filter. */
  readonly cursor: number;
  readonly filter: string;
  /** The filter while it is typed. */
  readonly field: Field | null;
}

/** The screen as it is opened. */
export function homeState(rows: readonly HomeRow[]): HomeState {
  return { rows, cursor: 0, filter: '', field: null };
}

/** Rows that are kept for the details, so that the list does not move with the mark. */
const DETAIL_ROWS = 6;

/** Where a person begins: open runs, drills, playbooks, reports; and what there is to say of the marked one. */
export function homeFrame(state: HomeState, canvas: Canvas): Frame {
  const { rows, cursor, filter } = state;
  const first = firstDrill(rows);
  const shown = passing(rows, filter);
  const head: Line[] = [
    [span(' BREAKGLASS ', 'strong'), span(' incident-response playbooks, drilled and followed', 'dim')],
    ...(first ? [[span(' d', 'key'), span(` starts the first drill, ${plainLine(first.name)}`)]] : []),
    rule(canvas),
  ];
  const foot = [...detailLines(shown[cursor], canvas), rule(canvas), footLine(state, shown.length, canvas)];
  if (rows.length === 0)
    return compose(canvas, head, [line(' There is nothing here yet: no scenario, no playbook, no run.')], foot);
  if (shown.length === 0) return compose(canvas, head, [line(` Nothing here has "${plainLine(filter)}" in it.`)], foot);
  const { lines, places, here } = listed(shown, cursor, canvas);
  const { from, to } = windowAround(lines.length, here, roomFor(canvas, head, foot));
  const below = shown.length - places.filter((place) => place < to).length;
  const more = line(` ${canvas.theme.symbols.more} ${below} more: ${keyName('pagedown', canvas.theme.symbols)}`, 'dim');
  return compose(canvas, head, lines.slice(from, to), below > 0 ? [more, ...foot.slice(1)] : foot);
}

function detailLines(row: HomeRow | undefined, canvas: Canvas): Line[] {
  const room = canvas.isSmall ? 2 : DETAIL_ROWS;
  const wrapped = (row?.details ?? []).flatMap((text) => paragraph(plainLine(text), canvas.columns - 2, 1));
  const title = row && !canvas.isSmall ? [line(` ${plainLine(row.heading)}`, 'strong')] : [];
  const all = [...title, ...wrapped];
  const lines = all.slice(0, room);
  const last = lines.at(-1);
  if (last && all.length > room)
    lines[room - 1] = cutLine(
      [...last, span(' '.repeat(canvas.columns))],
      canvas.columns - 1,
      canvas.theme.symbols.more,
    );
  return [rule(canvas), ...lines, ...Array.from({ length: room - lines.length }, (): Line => [])];
}

/** The keys that work now; the filter while it is typed, or as long as it hides something. */
function footLine({ rows, filter, field }: HomeState, count: number, canvas: Canvas): Line {
  const { symbols } = canvas.theme;
  if (field) return promptLine(field, canvas, ' / ');
  // On a small screen the head alone says what starts the first drill.
  const begins = firstDrill(rows) !== undefined && !canvas.isSmall;
  const keys = homeKeys.filter((row) => (!row.quiet && (row.act !== 'begin' || begins)) || isBack(row, filter));
  const gap = canvas.isSmall ? ' ' : '  ';
  const labels = keys.flatMap((row, place): Span[] => [
    span(`${place > 0 ? gap : ''}${keyName(row.keys[0] ?? '', symbols)}`, 'key'),
    span(` ${String(row.label)}`),
  ]);
  const hidden = filter === '' ? [] : [span(`/${plainLine(filter)}: ${count} of ${rows.length}  `, 'strong')];
  return [span(' '), ...hidden, ...labels];
}

function isBack({ act }: (typeof homeKeys)[number], filter: string): boolean {
  return act === 'clear-filter' && filter !== '';
}

interface Listed {
  readonly lines: readonly Line[];
  /** Where each row is among the lines, and where the marked one is. */
  readonly places: readonly number[];
  readonly here: number;
}

/** The rows with the titles of their sections between them. */
function listed(rows: readonly HomeRow[], cursor: number, canvas: Canvas): Listed {
  const { symbols } = canvas.theme;
  const widths = widthsOf(rows, Math.min(34, Math.floor(canvas.columns / 2.4)));
  const lines: Line[] = [];
  const places: number[] = [];
  let here = 0;
  for (const [place, row] of rows.entries()) {
    if (row.section !== rows[place - 1]?.section)
      lines.push(...(place > 0 ? [[] as Line] : []), line(` ${row.section}`, 'strong'));
    const marked = place === cursor;
    if (marked) here = lines.length;
    places.push(lines.length);
    const width = widths.get(row.section) ?? 0;
    const name = pad(cut(plainLine(row.name), width, symbols.more), width);
    lines.push(
      cutLine(
        [
          span(marked ? ` ${symbols.here} ` : '   ', 'key'),
          span(name, marked ? 'strong' : undefined),
          span(`  ${row.words}`, 'dim'),
        ],
        canvas.columns,
        symbols.more,
      ),
    );
  }
  return { lines, places, here };
}

/** How wide the names of each section are. */
function widthsOf(rows: readonly HomeRow[], most: number): Map<string, number> {
  const widths = new Map<string, number>();
  for (const { section, name } of rows)
    widths.set(section, Math.min(most, Math.max(widths.get(section) ?? 0, widthOf(plainLine(name)))));
  return widths;
}
