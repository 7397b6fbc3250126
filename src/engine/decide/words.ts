import { effects, kinds } from '../../playbook/model.ts';
import { refuse } from '../decision.ts';
import { findingKinds } from '../improving.ts';

/** What can only be one of a few words. A command may come from another process, which may have made it up. */
const words: Readonly<Record<string, readonly string[]>> = {
  kind: kinds,
  effect: Object.keys(effects),
  reached: Object.values(effects),
  anchor: ['known', 'intruded'],
  flag: ['slow', 'unclear', 'missing', 'wrong'],
  rating: ['P', 'S', 'M', 'U'],
  what: ['require', 'approval', 'order', 'check', 'gate'],
  verdict: ['ok', 'failed', 'unknown'],
  finding: Object.keys(findingKinds),
  proof: ['dead', 'alive', 'none'],
};

/** What has words in it that are looked at as well. */
const within: readonly string[] = ['over', 'outcome'];

/** Refuses a word that the engine has no meaning for. */
export function assertWords(said: object): void {
  for (const [key, value] of Object.entries(said)) {
    const known = Object.hasOwn(words, key) ? words[key] : undefined;
    if (known && value !== undefined && !known.includes(value))
      refuse('invalid', `${String(value)} is no word for ${key}.`, { hint: `It is one of: ${known.join(', ')}.` });
    if (within.includes(key) && typeof value === 'object' && value !== null) assertWords(value);
  }
}
