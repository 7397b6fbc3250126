import type { ReactElement } from 'react';
import type { Period } from '../schema.ts';

const COLUMN = 62;
const BAR = 34;
const TOP = 8;
const HEIGHT = 120;
const NARROWEST = 6;
/** Less room than this holds no letter. */
const LETTER = 12;
const ratings = ['U', 'M', 'S', 'P'] as const;

/** How many of the objectives that were rated came out as what, a column for each period, P at the bottom. */
export function RatingChart({
  periods,
  label,
}: {
  readonly periods: readonly Period[];
  readonly label: string;
}): ReactElement {
  const width = COLUMN * Math.max(NARROWEST, periods.length);
  const most = Math.max(1, ...periods.map(ratedIn));
  return (
    <svg className="own-size" role="img" aria-label={label} width={width} viewBox={`0 0 ${width} ${TOP + HEIGHT + 22}`}>
      <line className="axis" x1="0" x2={width} y1={TOP + HEIGHT} y2={TOP + HEIGHT} />
      {periods.map((period, at) => (
        <Column key={period.period} period={period} x={at * COLUMN} unit={HEIGHT / most} />
      ))}
    </svg>
  );
}

function Column({
  period,
  x,
  unit,
}: {
  readonly period: Period;
  readonly x: number;
  readonly unit: number;
}): ReactElement {
  let floor = TOP + HEIGHT - ratedIn(period) * unit;
  const bars = ratings.flatMap((rating) => {
    const height = period.ratings[rating] * unit;
    const top = floor;
    floor += height;
    return height === 0 ? [] : [{ rating, top: round(top), height: round(height) }];
  });
  const middle = x + COLUMN / 2;
  return (
    <g>
      {bars.map(({ rating, top, height }) => (
        <g key={rating}>
          <rect className={`bar ${rating}`} x={x + (COLUMN - BAR) / 2} y={top} width={BAR} height={height} />
          {height >= LETTER && (
            <text className="letter" x={middle} y={round(top + height / 2 + 4)} textAnchor="middle">
              {`${rating} ${period.ratings[rating]}`}
            </text>
          )}
        </g>
      ))}
      <text x={middle} y={TOP + HEIGHT + 15} textAnchor="middle">
        {period.period}
      </text>
    </g>
  );
}

function ratedIn({ objectives, ratings: { unrated } }: Period): number {
  return objectives - unrated;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
