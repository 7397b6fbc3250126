import type { Grid, Picture } from '../picture.ts';
import { marked } from './mark.ts';
import { light } from './palette.ts';
import { keyOf, LINE, MARGIN, type Option, room, type Sheet, sign, wide, written } from './sheet.ts';

const NARROW = 620;
const CELL = 48;
const ROW = 32;
const RADIUS = 11;

/** A row for each, with its letter in the column that it has. */
export function gridSheet({ columns, rows }: Grid, mark: Picture['mark'], width: number): Sheet {
  const isNarrow = width < NARROW;
  const cell = isNarrow ? Math.min(CELL, (width - 2 * MARGIN - 90) / columns.length) : CELL;
  const row = isNarrow ? ROW + LINE : ROW;
  const names = Math.max(...rows.map(({ name }) => wide(name)));
  const left = isNarrow ? MARGIN : MARGIN + Math.min(names, width * 0.5) + 20;
  const top = LINE + 4;
  const middle = (index: number) => left + (index + 0.5) * cell;
  const heads = columns.map(({ name }, index) =>
    written(name, middle(index), top + LINE / 2, { align: 'center', bold: true }),
  );
  const lines = rows.flatMap((one, index): Option[] => {
    const y = top + LINE + index * row + row - ROW / 2;
    const above = isNarrow ? y - ROW / 2 - LINE / 2 + 4 : y;
    const name = written(room(one.name, isNarrow ? width - 2 * MARGIN : left - MARGIN - 12), MARGIN, above);
    const cells = columns.flatMap((column, at) =>
      at === one.cell ? chosen(column, one.isFinal, middle(at), y) : [empty(middle(at), y)],
    );
    return [name, ...cells, written(one.note, left + columns.length * cell + 12, y, { colour: 'soft' })];
  });
  const key = keyOf(
    [
      ...columns.map(({ name, words }) => ({
        words,
        sign: (x: number, y: number) => [written(name, x, y, { align: 'center', bold: true })],
      })),
      { words: 'rated by people', sign: (x, y) => [sign({ look: 'circle', tone: 'ink' }, x, y)] },
      { words: 'suggested by rule', sign: (x, y) => [sign({ look: 'open-circle', tone: 'ink' }, x, y)] },
    ],
    width,
    top + LINE + rows.length * row + 10,
  );
  return { height: key.bottom + 6, option: { graphic: [...marked(mark, width), ...heads, ...lines, ...key.elements] } };
}

function chosen({ name, tone }: Grid['columns'][number], isFinal: boolean, x: number, y: number): Option[] {
  const style = { fill: isFinal ? light.ink : light.paper, stroke: light[tone], lineWidth: 3 };
  return [
    { type: 'circle', silent: true, shape: { cx: x, cy: y, r: RADIUS }, style },
    written(name, x, y, { align: 'center', bold: true, colour: isFinal ? 'paper' : 'ink' }),
  ];
}

function empty(x: number, y: number): Option {
  return { type: 'circle', silent: true, shape: { cx: x, cy: y, r: 2 }, style: { fill: light.faint } };
}
