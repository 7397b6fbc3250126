import type { ClockLibrary } from '../clocks/library.ts';
import type { Site } from '../expressions.ts';
import type { Findings } from '../findings.ts';
import type { Outline } from '../outline.ts';
import type { RawPlaybook } from '../schema.ts';

/** A playbook as rules see it: as it was written, and as it was understood. Of a broken one, what could be read. */
export interface PlaybookView {
  readonly raw: RawPlaybook;
  readonly outline: Outline;
  readonly sites: readonly Site[];
  /** The clocks that a playbook may use. */
  readonly library: ClockLibrary;
  readonly findings: Findings;
}

export type PlaybookRule = (view: PlaybookView) => void;
