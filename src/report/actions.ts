import type { InstanceRef } from '../engine/entries.ts';
import { type ApprovedBy, instanceId } from './approvals.ts';
import type { Catalogued } from './catalogued.ts';
import { type CallReport, type Conclusion, type Go, type GoOutcome, goesIn, type Stopped } from './goes.ts';
import type { Moment, Source, Told, Who } from './source.ts';
import { clause, within } from './words.ts';

/** One go at an action for one item: everything that was run from a person's word until it was known how it came out. */
export interface ActionReport {
  /** `isolate-stages for build.yml`. */
  readonly step: string;
  /** The item's name; null where the step has none. */
  readonly item: string | null;
  /** Its id, and what the catalogue calls it; null for a command that the playbook itself has. */
  readonly action: string;
  readonly title: string | null;
  /** 1, and one more for each failure of the same action for the same item just before. */
  readonly attempt: number;
  readonly who: Who | null;
  readonly requested: Moment;
  /** Null while it runs, and where nobody knows when it ended. */
  readonly ended: Moment | null;
  /** `overridden`: the glass was broken over it. */
  readonly approval: 'not-needed' | 'given' | 'overridden';
  readonly approvals: readonly ApprovedBy[];
  readonly calls: readonly CallReport[];
  readonly cancelled: Stopped | null;
  readonly outcome: GoOutcome;
  /** The outcome for a reader, without a full stop. */
  readonly words: string;
  /** Why nobody knew how it came out, where that was so at some time. */
  readonly unknown: string | null;
  /** What people said who looked, oldest first. */
  readonly concluded: readonly Conclusion[];
}

/** Every go, with the instance that it was for and the entry that closed it. */
export interface Acting {
  readonly report: ActionReport;
  readonly ref: InstanceRef;
  readonly closed: Told | null;
}

/** Whether it is a person who looked, and not an answer, that it worked by. */
export function isConcluded({ concluded, calls }: Pick<ActionReport, 'concluded' | 'calls'>): boolean {
  return concluded.at(-1)?.did === true && calls.at(-1)?.verdict !== 'ok';
}

/** Everything that was run, or would have been in a rehearsal, by the time that it was begun. Empty in a drill. */
export function actingOf(source: Source, catalogued: Catalogued): Acting[] {
  const failures = new Map<string, number>();
  return goesIn(source).map((go) => {
    const key = `${instanceId(go.ref)}\n${go.action}`;
    const attempt = (failures.get(key) ?? 0) + 1;
    const report = reportOf(source, go, attempt, catalogued);
    failures.set(key, report.outcome === 'failed' ? attempt : 0);
    return { report, ref: go.ref, closed: go.closed };
  });
}

function reportOf(source: Source, go: Go, attempt: number, catalogued: Catalogued): ActionReport {
  const { ref, action, first, approvals, cancelled, unknown, concluded } = go;
  // What still ran when the response was ended was never seen to end.
  const outcome = go.outcome === 'running' && source.state.stage !== 'play' ? 'unknown' : go.outcome;
  const isOver = outcome !== 'running' && outcome !== 'not-run';
  const calls = go.calls.map(
    (call): CallReport => (call.verdict === 'running' && isOver ? { ...call, verdict: 'cut-off' } : call),
  );
  return {
    step: source.step(ref),
    item: ref.item === undefined ? null : source.item(ref.item),
    action,
    title: catalogued.titleOf(action),
    attempt,
    who: source.who(go.by),
    requested: source.moment(first),
    ended: endOf(source, go, outcome),
    approval: approvalOf(source, go),
    approvals,
    calls,
    cancelled,
    outcome,
    words: wordsOf({ ...go, outcome, calls }),
    unknown: unknown ?? (outcome === 'unknown' ? STILL_RAN : null),
    concluded,
  };
}

const STILL_RAN = 'it still ran when the response was ended';

function approvalOf(source: Source, { ref, approvals, overridden }: Go): ActionReport['approval'] {
  const { nth, of } = approvals.at(-1)?.several ?? { nth: approvals.length, of: 1 };
  if (overridden && nth < of) return 'overridden';
  return source.definition.steps[ref.step]?.approval === undefined ? 'not-needed' : 'given';
}

function endOf(source: Source, { closed, calls }: Go, outcome: Go['outcome']): Moment | null {
  if (outcome === 'unknown' || outcome === 'not-run') return null;
  return closed ? source.moment(closed) : (calls.at(-1)?.ended ?? null);
}

function wordsOf({ outcome, calls, reason, unknown, concluded }: Go): string {
  const last = calls.at(-1);
  const answered = within((last?.said ?? '').replace(/^(?:dead|still alive): /i, ''));
  switch (outcome) {
    case 'not-run':
      return 'not run: this was a rehearsal';
    case 'running':
      return 'still running';
    case 'unknown':
      return [`nobody knows: ${within(unknown ?? STILL_RAN)}`, ...(reason ? [clause(reason)] : [])].join('; ');
    case 'failed':
      if (last?.proof === 'alive') return `STILL ALIVE: ${answered}`;
      return `failed: ${within(reason ?? answered)}`;
    case 'worked':
      if (isConcluded({ concluded, calls })) return 'it happened, as a person found who looked';
      return last?.proof === 'dead' ? `proven dead: ${answered}` : `worked: ${answered}`;
  }
}
