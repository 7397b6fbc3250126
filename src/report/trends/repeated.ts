import type { RunDigest } from './digest.ts';
import type { Finding } from './findings.ts';
import { order } from './grouped.ts';
import type { Repeated } from './schema.ts';

interface Seen {
  readonly finding: Finding;
  readonly runs: RunDigest[];
}

/** What two runs or more of one playbook or scenario showed: most often first, then what was seen last. */
export function repeatedIn(runs: readonly RunDigest[]): Repeated[] {
  const seen = new Map<string, Seen>();
  for (const run of runs)
    for (const finding of run.findings) {
      const key = `${placeOf(run, finding)}\n${finding.rule}`;
      // The last words for it are shown.
      seen.set(key, { finding, runs: [...(seen.get(key)?.runs ?? []), run] });
    }
  return [...seen.values()]
    .filter((one) => one.runs.length > 1)
    .map((one) => repeatedOf(one, runs))
    .sort((a, b) => b.runs - a.runs || order(b.last, a.last) || order(a.in, b.in) || order(a.rule, b.rule));
}

function repeatedOf({ finding, runs: shown }: Seen, runs: readonly RunDigest[]): Repeated {
  const [first] = shown;
  if (!first) throw new RangeError('what was seen was seen in a run');
  const place = placeOf(first, finding);
  const accepted = shown.flatMap(({ improvements }) => improvements.filter(({ rule }) => rule === finding.rule));
  return {
    in: place,
    rule: finding.rule,
    by: finding.by,
    text: finding.text,
    runs: shown.length,
    of: runs.filter((run) => placeOf(run, finding) === place).length,
    first: first.opened,
    last: shown.at(-1)?.opened ?? first.opened,
    improvements: accepted.length,
    shownBy: shown.map(({ run }) => run),
  };
}

function placeOf({ playbook, scenario }: RunDigest, { of }: Finding): string {
  return of === 'scenario' && scenario ? scenario.id : playbook.id;
}
