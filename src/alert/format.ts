import type { Reading } from './alert.ts';
import type { Tree } from './tree.ts';

/** A sort of alert: how it is told from its shape, and what it says. */
export interface Format {
  /** As it is called where sorts are listed. */
  readonly name: string;
  readonly fits: (document: Tree) => boolean;
  /** Each thing that the document speaks of. Empty where it is of this sort and says nothing. */
  readonly read: (document: Tree) => readonly Reading[];
  /** How many more the sender left out of the document. */
  readonly cutOff?: (document: Tree) => number;
  /** Secrets in it that neither their key nor their looks give away. The document is as it came. */
  readonly secrets?: (document: Tree) => readonly string[];
}
