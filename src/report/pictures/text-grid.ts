import { cut } from '../../language/fit.ts';
import { widthOf } from '../../language/width.ts';
import { filled, flow } from './columns.ts';
import type { Glyphs } from './glyphs.ts';
import type { Grid } from './picture.ts';

const CELL = 4;
const MOST_NOTE = 10;

/** With fewer columns a row has its name on a line of its own. */
const BESIDE = 52;

/** A row for each, with a sign below the column that it has. */
export function gridText({ columns: heads, rows }: Grid, columns: number, glyphs: Glyphs): string[] {
  const most = columns - heads.length * CELL - MOST_NOTE - 1;
  const name = columns < BESIDE ? 0 : Math.min(most, Math.max(...rows.map((row) => widthOf(row.name))) + 1);
  const { circle, 'open-circle': open } = glyphs.looks;
  const lines = rows.flatMap((row) => {
    const signs = heads.map((_, index) => (index === row.cell ? (row.isFinal ? circle : open) : glyphs.line));
    const told = signs.map((sign) => ` ${sign}`.padEnd(CELL)).join('');
    const figures = cut(`${told}${row.note}`, columns, glyphs.more);
    const named = glyphs.shown(row.name);
    return name === 0
      ? [cut(named, columns, glyphs.more), figures]
      : [`${filled(named, name, glyphs.more)} ${figures}`];
  });
  const meanings = [
    ...heads.map(({ name: head, words }) => `${head} ${words}`),
    `${circle} rated by people`,
    `${open} suggested by rule`,
  ];
  const titles = heads.map(({ name: head }) => ` ${head}`.padEnd(CELL)).join('');
  return [`${' '.repeat(name === 0 ? 0 : name + 1)}${titles}`, ...lines, ...flow(meanings, columns, glyphs.more)];
}
