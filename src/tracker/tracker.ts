import type { RunMark } from '../engine/queries.ts';

/** What is put into a tracker: an improvement of a run, with its texts as they are. */
export interface Work {
  /** By which it is found again: nothing else has it, and nobody can guess it. */
  readonly marker: string;
  readonly run: string;
  readonly improvement: string;
  /** What kind of run it came of. What is to be done is real also where that was no incident. */
  readonly mark: RunMark;
  readonly text: string;
  readonly owner: string | null;
  readonly due: string | null;
  readonly from: string | null;
  /** What it is about, in words. */
  readonly finding: string | null;
}

/** What was made of it there. */
export interface Issue {
  /** What it is called there: `#12`, `OPS-7`. */
  readonly issue: string;
  readonly url: string;
  readonly state: 'open' | 'closed';
}

/**
 * Why something was not done. `later`: nothing was done, and it may work later; `unknown`: it may have been done or not; `refused`: it will not be
 * done until somebody has mended something.
 */
export interface Trouble {
  readonly trouble: 'later' | 'unknown' | 'refused';
  readonly why: string;
  readonly mend?: string;
  /** How long to wait, milliseconds, where the server says it. */
  readonly after?: number;
  /** It would come out the same for everything else. */
  readonly stops?: true;
}

/** A place where work is tracked. None of these throws for what a network or a server does. */
export interface Tracker {
  /** As it was named: `github:acme/storefront`. */
  readonly name: string;
  /** How long something may be there already and not be found yet, milliseconds. */
  readonly settles: number;
  /** What is there of these, by marker; the oldest where there are several. `since`: none was made before, epoch milliseconds. */
  find(markers: readonly string[], since: number): Promise<ReadonlyMap<string, Issue> | Trouble>;
  /** Makes it, without looking whether it is there. */
  create(work: Work): Promise<Issue | Trouble>;
  /** How it stands. */
  look(issue: string): Promise<'open' | 'closed' | 'gone' | Trouble>;
}

/** Whether it is why something was not done. */
export function isTrouble(answer: unknown): answer is Trouble {
  return typeof answer === 'object' && answer !== null && 'trouble' in answer;
}
