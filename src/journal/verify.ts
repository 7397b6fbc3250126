import { closeSync, constants } from 'node:fs';
import { openRegular } from './disk.ts';
import { GENESIS, type Head, headOf } from './envelope.ts';
import { IntegrityError, type Problem } from './problem.ts';
import { type ScanEnd, scan } from './scan.ts';

/** What a check of a journal found. */
export interface Verification {
  /**
   * There is a whole decision, no damage, and the head that was given (if any) is among them. A torn tail alone is what a crash
   * leaves: still ok. Without one whole decision it is the journal of nothing.
   */
  readonly ok: boolean;
  /**
   * How many entries stand in their place, in whole decisions, up to the first damage. Those of the decision that the
   * damage is in are not among them, though all before `problem.seq` are intact.
   */
  readonly entries: number;
  /** The last of those entries: what to note elsewhere. */
  readonly head: Head;
  /** Bytes after the last whole decision; `entries` of them are whole lines of a decision that was never finished. */
  readonly torn?: { readonly offset: number; readonly bytes: number; readonly entries: number };
  /** The first damage. Entries after it were not looked at. */
  readonly problem?: Problem;
  /** What became of the head that was given. */
  readonly given?: GivenHead;
}

/**
 * A head noted elsewhere, compared with the journal.
 * - `head` it is the journal's last entry
 * - `earlier` it is entry `seq`, and `after` entries follow it
 * - `absent` no intact entry has this hash
 * - `malformed` it is not 64 hex digits
 */
export type GivenHead = { readonly message: string } & (
  | { readonly found: 'head'; readonly seq: number }
  | { readonly found: 'earlier'; readonly seq: number; readonly after: number }
  | { readonly found: 'absent' | 'malformed' }
);

/**
 * Checks the journal at `path` from its first byte to its last. Never changes anything, and needs no lock.
 *
 * What this proves: every entry is the one that was written after the one before it. What it cannot prove without
 * `head`: that the journal ends where it ended (entries cut off its end leave a shorter journal that is whole), and
 * that it was not written anew from some entry on, or altogether, by someone who can compute SHA-256. A head that was
 * noted where that person could not change it (printed in a report, posted to a channel) proves everything up to it.
 *
 * One byte changed anywhere is found, with two exceptions: in a torn tail, which is covered by no hash, a changed byte
 * stays a torn tail (unless it becomes a newline); and a change of the very last newline makes the last
 * entry read as a torn tail.
 *
 * @param head a noted hash, 64 hex digits in either case
 * @throws StoreError when the file cannot be read
 */
export function verifyJournal(path: string, head?: string): Verification {
  const wanted = head?.trim().toLowerCase();
  const fd = openRegular('check the journal', path, constants.O_RDONLY);
  try {
    const walk = walkThrough(fd, path, wanted);
    const given = wanted === undefined ? undefined : judge(wanted, walk);
    const there = given === undefined || given.found === 'head' || given.found === 'earlier';
    return {
      ok: walk.problem === undefined && walk.head.seq > 0 && there,
      entries: walk.head.seq,
      head: walk.head,
      ...(walk.torn === undefined ? {} : { torn: walk.torn }),
      ...(walk.problem === undefined ? {} : { problem: walk.problem }),
      ...(given === undefined ? {} : { given }),
    };
  } finally {
    closeSync(fd);
  }
}

interface Walk {
  head: Head;
  foundAt?: number;
  torn?: { offset: number; bytes: number; entries: number };
  problem?: Problem;
}

function walkThrough(fd: number, path: string, wanted: string | undefined): Walk {
  const walk: Walk = { head: GENESIS };
  const decisions = scan(fd, path);
  try {
    for (let step = decisions.next(); ; step = decisions.next()) {
      if (step.done === true) return withTail(walk, step.value);
      const found = step.value.entries.find((entry) => entry.hash === wanted);
      if (found !== undefined) walk.foundAt = found.seq;
      walk.head = headOf(step.value.position.head);
    }
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error;
    return { ...walk, problem: error.problem };
  }
}

function withTail(walk: Walk, { tail }: ScanEnd): Walk {
  if (tail.state === 'complete') return walk;
  return { ...walk, torn: { offset: tail.offset, bytes: tail.bytes, entries: tail.entries } };
}

function judge(wanted: string, walk: Walk): GivenHead {
  if (!/^[0-9a-f]{64}$/.test(wanted)) {
    return { found: 'malformed', message: 'The head that was given is not 64 hexadecimal digits. Give it in full.' };
  }
  const seq = walk.foundAt;
  if (seq === undefined) return { found: 'absent', message: absence(walk) };
  const after = walk.head.seq - seq;
  if (after === 0) return { found: 'head', seq, message: `The journal ends at that head, entry ${seq}.` };
  const entries = after === 1 ? '1 entry' : `${after} entries`;
  return {
    found: 'earlier',
    seq,
    after,
    message: `That head is entry ${seq}; the journal goes on ${entries} after it.`,
  };
}

function absence(walk: Walk): string {
  if (walk.problem === undefined && walk.head.seq === 0) return 'That head is not in it: it holds no whole decision.';
  if (walk.problem !== undefined) return 'That head is not among the entries before the damage.';
  return 'No entry has that head: the end of the journal was cut off, it was rewritten, or it is another run’s journal.';
}
