/** The middle one; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const above = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? above : ((sorted[half - 1] ?? Number.NaN) + above) / 2;
}

/** How long it takes, in milliseconds. */
export function timed(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

/** How a subject compares with its base, both in milliseconds. */
export interface Paired {
  readonly subject: number;
  readonly base: number;
  /** Subject over base. */
  readonly ratio: number;
}

/**
 * Measures a base and its subject in turn, so that both meet the same weather: who comes first changes from round to
 * round. Each measure returns milliseconds. The ratio is the median of the rounds' own ratios.
 */
export async function inTurn(
  rounds: { readonly warmUp: number; readonly counted: number },
  base: () => number | Promise<number>,
  subject: () => number | Promise<number>,
): Promise<Paired> {
  const bases: number[] = [];
  const subjects: number[] = [];
  for (let round = -rounds.warmUp; round < rounds.counted; round += 1) {
    let before = Number.NaN;
    let after = Number.NaN;
    if (round % 2 === 0) before = await base();
    after = await subject();
    if (round % 2 !== 0) before = await base();
    if (round < 0) continue;
    bases.push(before);
    subjects.push(after);
  }
  const ratios = subjects.map((value, round) => value / (bases[round] ?? Number.NaN));
  return { subject: median(subjects), base: median(bases), ratio: median(ratios) };
}
