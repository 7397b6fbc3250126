import type { ProgressPoint } from '../progress.ts';
import { fromT, timeScale } from './axis.ts';
import type { Lines, Picture, Series } from './picture.ts';
import { thin } from './thin.ts';

const MOST_POINTS = 150;
const MOST_ROWS = 14;

/** A figure of every point; null where nobody knows it. */
export interface Figure extends Omit<Series, 'points'> {
  readonly of: (point: ProgressPoint) => number | null;
}

/** Some figures of how a run went, as lines and as a table. */
export function counted(
  progress: readonly ProgressPoint[],
  played: number,
  figures: readonly Figure[],
): { readonly table: Picture['table']; readonly drawing: Lines } {
  const scale = timeScale(Math.min(0, progress[0]?.at ?? 0), Math.max(played, progress.at(-1)?.at ?? 0), played);
  const place = ({ at }: ProgressPoint) => scale.place(at);
  const shown = (most: number) =>
    thin(
      progress,
      most,
      place,
      figures.map(({ of }) => of),
    );
  const points = shown(MOST_POINTS);
  const series = figures.map(({ of, ...figure }): Series => {
    const values = points.flatMap((point) => {
      const value = of(point);
      return value === null ? [] : [{ place: place(point), value }];
    });
    const last = values.at(-1);
    return { ...figure, points: last && last.place < 1 ? [...values, { ...last, place: 1 }] : values };
  });
  const rows = shown(MOST_ROWS).map((point) => [
    fromT(point.at),
    ...figures.map(({ of }) => String(of(point) ?? 'unknown')),
  ]);
  return {
    table: { headers: ['Time', ...figures.map(({ name }) => name)], rows },
    drawing: {
      form: 'lines',
      axis: scale.axis,
      most: Math.max(1, ...series.flatMap(({ points: own }) => own.map(({ value }) => value))),
      series,
    },
  };
}
