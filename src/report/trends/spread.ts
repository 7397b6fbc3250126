import type { Spread } from './schema.ts';

/** Fewer values than these say nothing of what is usual: they are listed, and no median is claimed. */
const FEWEST_FOR_A_MEDIAN = 3;

/** The spread of some lengths, whatever their order. */
export function spreadOf(lengths: readonly number[]): Spread {
  const values = [...lengths].sort((a, b) => a - b);
  const isEnough = values.length >= FEWEST_FOR_A_MEDIAN;
  return {
    n: values.length,
    median: isEnough ? quantile(values, 0.5) : null,
    q1: isEnough ? quantile(values, 0.25) : null,
    q3: isEnough ? quantile(values, 0.75) : null,
    values,
  };
}

/** Linear between the two values beside the place, as spreadsheets do it; whole milliseconds. */
function quantile(values: readonly number[], share: number): number {
  const place = (values.length - 1) * share;
  const below = values[Math.floor(place)] ?? 0;
  const above = values[Math.ceil(place)] ?? below;
  return Math.round(below + (above - below) * (place - Math.floor(place)));
}
