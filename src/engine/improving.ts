/** What an improvement may be about that can be looked for by itself, and how it is called. */
export const findingKinds = {
  'unpinned-action': 'Actions that are not pinned to a commit',
  'wide-permissions': 'A workflow whose token may do more than it needs',
  'unprotected-branch': 'A branch that takes changes without review',
  'long-lived-key': 'A key that lives long and is not rotated',
  'public-bucket': 'A bucket that anybody can read or write',
} as const;

export type FindingKind = keyof typeof findingKinds;

/**
 * How an improvement stands in a tracker. `sending`: it is about to be made there, or may have been; `refused`: the tracker did not take
 * it; `gone`: what was made there is not there any more.
 */
export const trackings = ['sending', 'open', 'closed', 'refused', 'gone'] as const;
export type Tracking = (typeof trackings)[number];

/** What is said of one improvement in one tracker. */
export interface Tracked {
  /** Where: `github:acme/storefront`. */
  readonly tracker: string;
  readonly state: Tracking;
  /** What it is called there: `#12`, `OPS-7`. */
  readonly issue?: string;
  readonly url?: string;
  /** Why it was not taken. */
  readonly why?: string;
}

/** The elements of a capability, as HSEEP's improvement plan sorts what is to be done. */
export const capabilityElements = ['planning', 'organization', 'equipment', 'training', 'exercises'] as const;
export type Element = (typeof capabilityElements)[number];

/** What comes of a run: what is to be better next time, and where that is worked on. */
export interface ImprovementBodies {
  'improvement.added': {
    readonly improvement: string;
    readonly text: string;
    readonly owner?: string;
    readonly due?: string;
    readonly from?: string;
    readonly finding?: FindingKind;
    /** Of a drill: the objective that it serves. */
    readonly objective?: string;
    /** What of a capability it changes. */
    readonly element?: Element;
    /** What will show that it is done. */
    readonly doneWhen?: string;
  };
  'improvement.dropped': { readonly improvement: string; readonly reason: string };
  'improvement.tracked': Tracked & { readonly improvement: string };
}

/** An improvement as it stands. */
export interface Improvement {
  text: string;
  owner?: string;
  due?: string;
  from?: string;
  finding?: FindingKind;
  dropped?: string;
  /** By the tracker. */
  tracked?: Readonly<Record<string, Omit<Tracked, 'tracker'>>>;
}

/** Where an improvement is worked on, in words. */
export function trackedWords({
  improvement,
  tracker,
  state,
  issue,
  url,
  why,
}: Tracked & { improvement: string }): string {
  const what = `the improvement ${improvement}`;
  const there = `${issue ?? 'it'} in ${tracker}${url === undefined ? '' : ` (${url})`}`;
  switch (state) {
    case 'sending':
      return `The improvement ${improvement} began to go to ${tracker}`;
    case 'open':
      return `The improvement ${improvement} is worked on as ${there}`;
    case 'closed':
      return `The improvement ${improvement} was closed as ${there}`;
    case 'refused':
      return `${tracker} did not take ${what}${why === undefined ? '' : `: ${why}`}`;
    case 'gone':
      return `The improvement ${improvement} is no longer worked on as ${there}: it is not there any more`;
  }
}
