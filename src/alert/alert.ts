import type { Kind, Playbook, Scalar } from '../playbook/model.ts';

export type Severity = Playbook['severity'];

/** What an alert says, in the words of a run. Every text is on one line, bounded, without control characters and secrets. */
export interface Alert {
  /** Who raised it: `GitHub secret scanning`, `Alertmanager`, `gitleaks (SARIF)`. */
  readonly source: string;
  readonly title: string;
  readonly severity?: Severity;
  /** When it was raised, UTC ISO: a candidate for the anchor `known`. The earliest, where it speaks of several things. */
  readonly raised?: string;
  /** The earliest moment, UTC ISO, at which the thing itself was there as far as the alert tells. It is no time of an intrusion. */
  readonly began?: string;
  /** It says of everything in it that it is over. */
  readonly resolved: boolean;
  /** For the register, the worst first; no two of a kind have the same name. */
  readonly items: readonly AlertItem[];
  /** By the names that the shipped playbooks give their inputs, and only what can be told for certain. */
  readonly inputs: Readonly<Record<string, Scalar>>;
  /** http and https alone. */
  readonly links: readonly string[];
  /** The shipped playbook that fits best; null where a guess would be none. */
  readonly playbook: string | null;
  /** What of it was not taken in, in words: `12 more findings`. */
  readonly left: readonly string[];
  /** Secrets that stand in the alert as it came. They are to be masked everywhere, and are in no other part of this. */
  readonly withheld: readonly string[];
  /** The alert as it came, with `[withheld]` where secrets stood. */
  readonly evidence: string;
}

export interface AlertItem {
  readonly kind: Kind;
  readonly itemType: string;
  readonly name: string;
  /** What else is known of it. A playbook may have none of these fields. */
  readonly fields: Readonly<Record<string, Scalar | null>>;
}

export interface AlertProblem {
  readonly problem: string;
  readonly hint: string;
}

/** One thing that an alert speaks of, as a format reads it. */
export interface Reading {
  readonly source: string;
  readonly title: string;
  readonly severity: Severity | undefined;
  readonly raised: string | undefined;
  readonly began: string | undefined;
  readonly resolved: boolean;
  readonly items: readonly AlertItem[];
  readonly inputs: Readonly<Record<string, Scalar | undefined>>;
  readonly links: readonly (string | undefined)[];
  readonly playbook: string | null;
}
