import { at } from './answers.ts';
import { markerLine } from './text.ts';
import { type Issue, isTrouble, type Trouble } from './tracker.ts';

export const PAGE = 100;
/** So many pages are looked through, and no more: what is not on them cannot be said not to be there. */
const MOST_PAGES = 100;

export interface Listing {
  /** One page, from 1, oldest first. */
  readonly page: (number: number) => Promise<{ data: unknown } | Trouble>;
  /** Where an issue has its text. */
  readonly body: string;
  readonly issueOf: (one: unknown) => Issue | null;
  readonly called: string;
}

/** Looks through every page for issues with one of the markers in their text. */
export async function searchPages(
  markers: readonly string[],
  listing: Listing,
): Promise<ReadonlyMap<string, Issue> | Trouble> {
  const wanted = markers.map((marker) => [marker, markerLine(marker)] as const);
  const found = new Map<string, Issue>();
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const answer = await listing.page(number);
    if (isTrouble(answer)) return answer;
    const { data } = answer;
    if (!Array.isArray(data))
      return { trouble: 'unknown', why: `${listing.called} answered what is no list of issues` };
    for (const one of data) {
      const text = at(one, listing.body);
      if (typeof text !== 'string') continue;
      const issue = listing.issueOf(one);
      for (const [marker, line] of wanted)
        if (issue && text.includes(line) && !found.has(marker)) found.set(marker, issue);
    }
    if (data.length < PAGE || found.size === markers.length) return found;
  }
  const why = `${listing.called} has more than ${MOST_PAGES * PAGE} issues since then: nobody can say whether it is there already`;
  return { trouble: 'refused', why, mend: 'Put it there by hand.', stops: true };
}
