import type { Anchor } from '../engine/entries.ts';
import { victimsTime } from '../engine/in-the-case.ts';
import type { Target } from '../playbook/model.ts';
import { type RestoreDoubt, restoreDoubtsOf, tellsOfRestore } from './restores.ts';
import type { Moment, Source } from './source.ts';

/** How a milestone came out against its target. */
export interface TargetFigure {
  /** Milliseconds allowed. */
  readonly within: number;
  /** `known`, `intruded` or another milestone. */
  readonly from: string;
  /** Milliseconds from `from` until it was last reached; null where either moment is not known. */
  readonly took: number | null;
  /** Milliseconds over the target, so far where it is still open; null where it is not over it or nobody knows. */
  readonly over: number | null;
  /** `unknown`: reached, but `from` is not known. `open`: not reached, and there is still time. */
  readonly verdict: 'met' | 'missed' | 'not-reached' | 'unknown' | 'open';
}

export interface MilestoneFigure {
  readonly milestone: string;
  /** Every time that it was reached, and withdrawn again where it was. The last one counts. */
  readonly times: readonly { readonly reached: Moment; readonly withdrawn?: Moment; readonly because?: string }[];
  /** Milliseconds from T; null while it is not reached. */
  readonly at: number | null;
  /** Milliseconds; null where it is not reached or the anchor is not known. */
  readonly fromKnown: number | null;
  readonly fromIntruded: number | null;
  readonly target: TargetFigure | null;
  /** When the victim of the real case reached it, milliseconds from when it knew, where that was published; told once play is over. */
  readonly inTheCase: number | null;
  /** Of one that is reached and says that something is back: why it is not shown to be clean. */
  readonly doubts: readonly RestoreDoubt[];
}

/** Every milestone that the playbook has, in its order, which is that of the screens. */
export function milestonesOf(source: Source): MilestoneFigure[] {
  const { playbook, reachedBy, scenario } = source.definition;
  const names = new Set([...Object.keys(reachedBy), ...Object.keys(playbook.targets)]);
  const times = timesOf(source);
  const doubts = restoreDoubtsOf(source);
  const lastAt = (name: string) => {
    const last = times.get(name)?.at(-1);
    return last && !last.withdrawn ? last.reached.at : null;
  };
  return [...names].map((milestone) => {
    const at = lastAt(milestone);
    const target = Object.hasOwn(playbook.targets, milestone) ? playbook.targets[milestone] : undefined;
    return {
      milestone,
      times: times.get(milestone) ?? [],
      at,
      fromKnown: after(at, anchorAt(source, 'known')),
      fromIntruded: after(at, anchorAt(source, 'intruded')),
      target: target ? figure(source, target, at, lastAt) : null,
      inTheCase: source.revealed && scenario ? victimsTime(scenario, milestone) : null,
      doubts: at !== null && tellsOfRestore(source, milestone) ? doubts : [],
    };
  });
}

/** An anchor in milliseconds from T; null while it is not known. */
function anchorAt(source: Source, anchor: Anchor): number | null {
  const value = source.state.anchors[anchor];
  return value === null || source.state.run === null ? null : value - source.state.run.starts;
}

function after(at: number | null, from: number | null): number | null {
  return at === null || from === null ? null : at - from;
}

function figure(
  source: Source,
  target: Target,
  at: number | null,
  lastAt: (name: string) => number | null,
): TargetFigure {
  const { within, from } = target;
  const base = from === 'known' || from === 'intruded' ? anchorAt(source, from) : lastAt(from);
  const took = after(at, base);
  const inPlay = source.state.stage === 'play';
  const soFar = took ?? (inPlay && at === null ? after(source.state.at, base) : null);
  const over = soFar !== null && soFar > within ? soFar - within : null;
  const verdict = () => {
    if (took !== null) return over === null ? 'met' : 'missed';
    if (at !== null) return 'unknown';
    if (!inPlay) return 'not-reached';
    return over === null ? 'open' : 'missed';
  };
  return { within, from, took, over, verdict: verdict() };
}

function timesOf(source: Source): Map<string, { reached: Moment; withdrawn?: Moment; because?: string }[]> {
  const times = new Map<string, { reached: Moment; withdrawn?: Moment; because?: string }[]>();
  const inOrder = [...source.of('milestone.reached'), ...source.of('milestone.withdrawn')].sort(
    (a, b) => a.seq - b.seq,
  );
  for (const entry of inOrder) {
    const list = times.get(entry.milestone) ?? [];
    times.set(entry.milestone, list);
    const last = list.at(-1);
    if (entry.type === 'milestone.reached') list.push({ reached: source.moment(entry) });
    else if (last) Object.assign(last, { withdrawn: source.moment(entry), because: entry.because });
  }
  return times;
}
