import { cut } from '../../language/fit.ts';
import type { Glyphs } from './glyphs.ts';
import type { Lines, Series } from './picture.ts';
import { axisText, columnOf } from './text-axis.ts';

const MARGIN = 4;

/** Each count by time as columns that grow, one count below the other, all to one scale. */
export function linesText({ series, most, axis }: Lines, columns: number, glyphs: Glyphs): string[] {
  const rows = glyphs.levels.length > 1 ? 2 : 3;
  const plot = columns - MARGIN;
  return [
    ...series.flatMap((one) => [titleOf(one, columns, glyphs), ...bandOf(one, { most, rows, plot }, glyphs)]),
    ...axisText(axis, MARGIN, plot, glyphs),
  ];
}

function titleOf({ name, points }: Series, columns: number, glyphs: Glyphs): string {
  const values = points.map(({ value }) => value);
  const last = values.at(-1);
  const figures = last === undefined ? 'unknown' : `${Math.max(...values)} at most, ${last} in the end`;
  return cut(`${glyphs.shown(name)}: ${figures}`, columns, glyphs.more);
}

interface Band {
  readonly most: number;
  readonly rows: number;
  readonly plot: number;
}

function bandOf({ points }: Series, { most, rows, plot }: Band, glyphs: Glyphs): string[] {
  const values = valuesOf(points, plot);
  const steps = rows * glyphs.levels.length;
  return Array.from({ length: rows }, (_, index) => {
    const below = (rows - 1 - index) * glyphs.levels.length;
    const cells = values.map((value) => {
      if (value === null) return ' ';
      if (value === 0) return below === 0 ? glyphs.zero : ' ';
      // Anything that there is is seen.
      const height = Math.max(1, Math.round((value / most) * steps)) - below;
      return height <= 0 ? ' ' : (glyphs.levels[Math.min(height, glyphs.levels.length) - 1] ?? ' ');
    });
    const scale = index === 0 ? String(most) : index === rows - 1 ? '0' : '';
    return `${scale.padStart(MARGIN - 1)} ${cells.join('')}`;
  });
}

/** For each column the value that it ends with; null where it is not known yet. */
function valuesOf(points: Series['points'], columns: number): (number | null)[] {
  const values: (number | null)[] = Array.from({ length: columns }, () => null);
  for (const { place, value } of points) values[columnOf(place, columns)] = value;
  let before: number | null = null;
  return values.map((value) => {
    before = value ?? before;
    return before;
  });
}
