import stringWidth from 'string-width';
import { cut, filled, flow } from './columns.ts';
import type { Glyphs } from './glyphs.ts';
import type { Grid } from './picture.ts';

const CELL = 4;
const MOST_NOTE = 10;

/** A row for each, with a sign below the column that it has. */
export function gridText({ columns: heads, rows }: Grid, columns: number, glyphs: Glyphs): string[] {
  const cells = heads.length * CELL;
  const most = columns - cells - MOST_NOTE - 1;
  const name = Math.min(most, Math.max(...rows.map((row) => stringWidth(row.name))) + 1);
  const { circle, 'open-circle': open } = glyphs.looks;
  const lines = rows.map((row) => {
    const signs = heads.map((_, index) => (index === row.cell ? (row.isFinal ? circle : open) : glyphs.line));
    const told = signs.map((sign) => ` ${sign}`.padEnd(CELL)).join('');
    return `${filled(glyphs.shown(row.name), name, glyphs.more)} ${told}${cut(row.note, MOST_NOTE, glyphs.more)}`;
  });
  const meanings = [
    ...heads.map(({ name: head, words }) => `${head} ${words}`),
    `${circle} rated by people`,
    `${open} suggested by rule`,
  ];
  const titles = heads.map(({ name: head }) => ` ${head}`.padEnd(CELL)).join('');
  return [`${' '.repeat(name)} ${titles}`, ...lines, ...flow(meanings, columns, glyphs.more)];
}
