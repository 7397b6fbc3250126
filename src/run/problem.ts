import type { Diagnostic } from '../language/diagnostic.ts';

/**
 * Why something that was asked for cannot be had, by what the asker can do about it:
 * `usage`: it was asked for wrongly; `input`: a file is invalid; `not-allowed`: role, approval or another writer;
 * `unmet`: an expectation; `integrity`: a journal is damaged; `store`: the disk refuses; `failed`: another program or the
 * system did not do what was asked of it.
 */
export type ProblemKind = 'usage' | 'input' | 'not-allowed' | 'unmet' | 'integrity' | 'store' | 'failed';

/** A refusal that a person reads: what happened and where in `message`, what to do next in `hint`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly hint: string | undefined;
  /** What is wrong in a document, where that is the reason. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(kind: ProblemKind, message: string, hint?: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.kind = kind;
    this.hint = hint;
    this.diagnostics = diagnostics;
  }
}
