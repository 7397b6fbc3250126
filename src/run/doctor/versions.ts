/** Longest text that a version is looked for in, characters. */
const MOST = 10_000;

/** The version in what a program printed: the first numbers with dots between them. Null where there are none. */
export function versionIn(printed: string): string | null {
  return /\d+(?:\.\d+)+/.exec(printed.slice(0, MOST))?.[0] ?? null;
}

/** Whether a version is at least another one; numbers that one of them lacks count as 0. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split('.').map(Number));
  for (let at = 0; at < Math.max(have?.length ?? 0, want?.length ?? 0); at += 1) {
    const difference = (have?.[at] ?? 0) - (want?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
