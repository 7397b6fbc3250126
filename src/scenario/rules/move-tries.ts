import type { ScenarioView } from './rule.ts';

/** How often an attacker may try in all. More is no longer a journal that anybody reads, or a play that ends soon. */
const MOST_TRIES = 100_000;

/** A blocked move is tried again until play ends, and every try is an entry. */
export function moveTries({ scenario: { adversary, duration }, findings }: ScenarioView): void {
  if (!findings.isWhole(['duration'])) return;
  let tries = 0;
  for (const { id, at, retry, path } of adversary.moves) {
    if (retry === undefined || !findings.isWhole(path)) continue;
    tries += Math.max(0, Math.floor((duration - at) / retry) + 1);
    if (tries <= MOST_TRIES) continue;
    findings.add('error', 'tries-too-many', findings.at([...path, 'retry']), {
      message: `with \`${id}\` the attacker could try ${tries} times before play ends`,
      hint: `Give it a longer \`retry\`: ${MOST_TRIES} tries of all moves together are the most.`,
    });
    // Once is enough: what comes after it is too much as well.
    return;
  }
}
