/** As many of `all` as an axis has room for: of those close by, the last one; and the first of those where a figure is highest. */
export function thin<T>(
  all: readonly T[],
  most: number,
  place: (one: T) => number,
  figures: readonly ((one: T) => number | null)[],
): T[] {
  if (all.length <= most) return [...all];
  const peaks = figures.flatMap((figure) => peakOf(all, figure) ?? []);
  const bins = Math.max(1, most - peaks.length - 1);
  const kept = new Set<T>(peaks);
  const [first] = all;
  if (first !== undefined) kept.add(first);
  const last = new Map<number, T>();
  for (const one of all) last.set(Math.min(bins - 1, Math.floor(place(one) * bins)), one);
  for (const one of last.values()) kept.add(one);
  return all.filter((one) => kept.has(one));
}

/** The first of those where a figure is highest; null where it is known of none. */
export function peakOf<T>(all: readonly T[], figure: (one: T) => number | null): T | null {
  let peak: T | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  for (const one of all) {
    const value = figure(one);
    if (value === null || value <= highest) continue;
    highest = value;
    peak = one;
  }
  return peak;
}
