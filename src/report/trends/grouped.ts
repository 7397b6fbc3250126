/** What has the same key together, groups in the order of their keys, each in the order in which it came. */
export function grouped<T>(
  all: readonly T[],
  keyOf: (one: T) => string,
): (readonly [key: string, own: readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups].sort(([a], [b]) => order(a, b));
}

/** By code unit, so that it is the same on every machine. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
