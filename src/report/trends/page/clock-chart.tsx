import type { ReactElement } from 'react';
import { span } from '../../words.ts';
import type { Point, Spread } from '../schema.ts';
import { day } from '../words.ts';

const WIDTH = 320;
const HEIGHT = 110;
const LEFT = 4;
const RIGHT = WIDTH - 4;
const TOP = 18;
const FLOOR = 82;
const LARGEST_DOT = 4;
const SMALLEST_DOT = 1.5;

interface ClockChartProps {
  /** What it shows, for whoever cannot see it. */
  readonly label: string;
  readonly points: readonly Point[];
  readonly lengthOf: (point: Point) => number | null;
  readonly spread: Spread;
  /** Milliseconds; null where there is no target on this clock. */
  readonly target: number | null;
  /** Whether targets count on this clock: what missed one is marked. */
  readonly judged: boolean;
}

/** One length over the runs, the first at the left: dots, the quartiles as a band, the median as a line, the target dashed. */
export function ClockChart({ label, points, lengthOf, spread, target, judged }: ClockChartProps): ReactElement {
  const most = Math.max(1, target ?? 0, ...spread.values);
  const least = Math.min(0, ...spread.values);
  const y = (length: number) => round(FLOOR - ((length - least) / (most - least)) * (FLOOR - TOP));
  const step = (RIGHT - LEFT) / points.length;
  const size = Math.max(SMALLEST_DOT, Math.min(LARGEST_DOT, step / 2.5));
  const { median, q1, q3 } = spread;
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      {q1 !== null && q3 !== null && (
        <rect className="band" x={LEFT} y={y(q3)} width={RIGHT - LEFT} height={Math.max(1, round(y(q1) - y(q3)))} />
      )}
      <line className="axis" x1={LEFT} x2={RIGHT} y1={FLOOR} y2={FLOOR} />
      {median !== null && <line className="median" x1={LEFT} x2={RIGHT} y1={y(median)} y2={y(median)} />}
      {target !== null && <line className="target" x1={LEFT} x2={RIGHT} y1={y(target)} y2={y(target)} />}
      {points.map((point, at) => (
        <Mark
          key={point.run}
          x={round(LEFT + step * (at + 0.5))}
          y={y(lengthOf(point) ?? least)}
          size={size}
          as={markOf(point, lengthOf(point), judged)}
        />
      ))}
      <text x={LEFT} y={TOP - 6}>
        {span(most)}
      </text>
      <text x={LEFT} y={HEIGHT - 4}>
        {day(points[0]?.opened ?? null)}
      </text>
      <text x={RIGHT} y={HEIGHT - 4} textAnchor="end">
        {points.length > 1 ? day(points.at(-1)?.opened ?? null) : ''}
      </text>
    </svg>
  );
}

type Sort = 'dot' | 'missed' | 'unknown' | 'not-reached';

function markOf({ reached, verdict }: Point, length: number | null, judged: boolean): Sort {
  if (length === null) return reached ? 'unknown' : 'not-reached';
  return judged && verdict === 'missed' ? 'missed' : 'dot';
}

interface MarkProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly as: Sort;
}

/** By shape first: a full dot, an open square, a cross, a ring below the floor. */
function Mark({ x, y, size, as }: MarkProps): ReactElement {
  if (as === 'dot') return <circle className="dot" cx={x} cy={y} r={size} />;
  if (as === 'missed')
    return <rect className="missed" x={round(x - size)} y={round(y - size)} width={2 * size} height={2 * size} />;
  const below = FLOOR + 8;
  if (as === 'unknown') return <circle className="none" cx={x} cy={below} r={size} />;
  const [left, right, top, bottom] = [x - size, x + size, below - size, below + size].map(round);
  return <path className="none" d={`M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}`} />;
}

/** As short as it can be told from its neighbour. */
function round(number: number): number {
  return Math.round(number * 10) / 10;
}
