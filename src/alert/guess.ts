/** The shipped playbooks that a guess may name. */
export type Guess =
  | 'leaked-secret'
  | 'leaked-registry-token'
  | 'poisoned-dependency'
  | 'compromised-pipeline'
  | 'destructive-change';

/**
 * Techniques of MITRE ATT&CK that one playbook alone is about. Others, such as valid accounts (T1078), say how somebody went
 * about it and not what was hit.
 */
const techniques: readonly (readonly [RegExp, Guess])[] = [
  [/^T1195\.001$/, 'poisoned-dependency'],
  [/^T1195\.002$/, 'compromised-pipeline'],
  [/^T1677$/, 'compromised-pipeline'],
  [/^T1552\.00[14]$/, 'leaked-secret'],
  [/^T1528$/, 'leaked-secret'],
  [/^T(?:1485|1486|1490|1561)(?:\.\d{3})?$/, 'destructive-change'],
];

/** The playbook for techniques of ATT&CK; null where none of them tells, or they tell different ones. */
export function guessOfTechniques(ids: readonly string[]): Guess | null {
  const told = ids.map((id) => techniques.find(([pattern]) => pattern.test(id))?.[1]);
  return agreed(told.filter((guess) => guess !== undefined));
}

/** The one that all say. A token of a registry among other secrets is one more secret. */
export function agreed<G extends string>(guesses: Iterable<G | null>): G | null {
  const all = [...new Set(guesses)];
  const [first = null] = all;
  if (all.length < 2) return first;
  const areSecrets = all.every((one) => one === 'leaked-secret' || one === 'leaked-registry-token');
  return areSecrets ? (all.find((one) => one === 'leaked-secret') ?? null) : null;
}
