/**
 * What can be wrong with an entry.
 * - `format` the line is not an envelope
 * - `version` an envelope of a version this code does not know
 * - `hash` its bytes do not give the hash it carries
 * - `sequence` entries are missing, doubled or out of order
 * - `chain` it follows another entry than the one before it
 * - `json` its hash is right, but it is not the JSON object it must be
 * - `decision` the count of entries in its decision is wrong
 * - `length` the line is longer than any entry may be
 * - `shorter` the file lost entries while it was being followed
 */
export type ProblemKind =
  | 'format'
  | 'version'
  | 'hash'
  | 'sequence'
  | 'chain'
  | 'json'
  | 'decision'
  | 'length'
  | 'shorter';

/**
 * The first damage in a journal. `line` counts from 1, `offset` is the line's first byte; `message` is one sentence.
 */
export interface Problem {
  readonly kind: ProblemKind;
  readonly seq: number;
  readonly line: number;
  readonly offset: number;
  readonly message: string;
}

/** A journal is damaged in a way that no crash explains. Nothing was repaired or changed. */
export class IntegrityError extends Error {
  override readonly name = 'IntegrityError';
  readonly path: string;
  readonly problem: Problem;

  constructor(path: string, problem: Problem) {
    super(
      `${path}, line ${problem.line} (byte ${problem.offset}): ${problem.message} ${intactBefore(problem)}` +
        'The file was left as it is. Keep it, and compare it with a copy or with a head that was noted elsewhere.',
    );
    this.path = path;
    this.problem = problem;
  }
}

function intactBefore({ kind, seq }: Problem): string {
  // Of a file that became shorter only the length was looked at.
  if (kind === 'shorter') return '';
  if (seq === 1) return 'Nothing in it can be relied on. ';
  return seq === 2 ? 'Entry 1 before it is intact. ' : `Entries 1 to ${seq - 1} before it are intact. `;
}
