/** Beyond this a word is no misspelling of anything, and measuring it would only cost time. */
const LONGEST_WORD = 100;

/**
 * The candidate that was probably meant, or null where none is near. Differences of case, dashes and underscores do not
 * count (`forEach` is `for-each`); beyond those, about one slip for every three letters, three at most. A slip is a
 * letter added, left out, changed, or swapped with its neighbour. Of equally near ones the first wins. Failing those, the
 * only one that the word is the beginning of.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length === 0 || word.length > LONGEST_WORD) return null;
  const others = [...candidates].filter((candidate) => candidate !== word && candidate.length <= LONGEST_WORD);
  const bare = strip(word);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of others) {
    const other = strip(candidate);
    const allowed = Math.min(3, Math.floor(Math.max(bare.length, other.length) / 3));
    if (Math.abs(bare.length - other.length) > allowed) continue;
    const distance = slips(bare, other);
    if (distance <= allowed && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? begun(bare, others);
}

/** The one candidate that a word is the beginning of: `crit` of `critical`. */
function begun(bare: string, candidates: readonly string[]): string | null {
  if (bare.length < 3) return null;
  const found = candidates.filter((candidate) => strip(candidate).startsWith(bare));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function strip(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** Damerau-Levenshtein distance (optimal string alignment). */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(changed, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
