import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { firstDrill, type HomeRow } from '../home.ts';
import { homeKeys } from '../home-keys.ts';
import { keyName } from '../key-names.ts';
import { cutLine, type Line, line, type Span, span } from '../lines.ts';
import { windowAround } from '../list.ts';
import { plainLine } from '../plain.ts';
import { cut, pad } from '../width.ts';

/** Where a person begins: open runs, drills, playbooks, reports. */
export function homeFrame(rows: readonly HomeRow[], cursor: number, canvas: Canvas): Frame {
  const first = firstDrill(rows);
  const { symbols } = canvas.theme;
  const head: Line[] = [
    [span(' BREAKGLASS ', 'strong'), span(' incident-response playbooks, drilled and followed', 'dim')],
    ...(first
      ? [[span(' d', 'key'), span(` starts the drill ${plainLine(first.name)}: ${plainLine(first.words)}`)]]
      : []),
    rule(canvas),
  ];
  const keys = homeKeys.filter((row) => !row.quiet && (row.act !== 'begin' || first));
  const foot: Line[] = [
    rule(canvas),
    [
      span(' '),
      ...keys.flatMap((row): Span[] => [
        span(keyName(row.keys[0] ?? '', symbols), 'key'),
        span(` ${String(row.label)}  `),
      ]),
    ],
  ];
  const room = roomFor(canvas, head, foot);
  if (rows.length === 0)
    return compose(canvas, head, [line(' There is nothing here yet: no scenario, no playbook, no run.')], foot);
  const { lines, here } = listed(rows, cursor, canvas);
  const { from, to } = windowAround(lines.length, here, room);
  return compose(canvas, head, lines.slice(from, to), foot);
}

/** The rows with the titles of their sections between them, and where the marked one is among them. */
function listed(rows: readonly HomeRow[], cursor: number, canvas: Canvas): { lines: Line[]; here: number } {
  const { symbols } = canvas.theme;
  const width = Math.min(34, Math.floor(canvas.columns / 2.4));
  const lines: Line[] = [];
  let here = 0;
  for (const [place, row] of rows.entries()) {
    if (row.section !== rows[place - 1]?.section)
      lines.push(...(place > 0 ? [[] as Line] : []), line(` ${row.section}`, 'strong'));
    const marked = place === cursor;
    if (marked) here = lines.length;
    const name = pad(cut(plainLine(row.name), width, symbols.more), width);
    lines.push(
      cutLine(
        [
          span(marked ? ` ${symbols.here} ` : '   ', 'key'),
          span(name, marked ? 'strong' : undefined),
          span(`  ${plainLine(row.words)}`, 'dim'),
        ],
        canvas.columns,
        symbols.more,
      ),
    );
  }
  return { lines, here };
}
