import type { Reference, Scenario } from '../scenario/model.ts';
import type { State } from './state.ts';

/** One milestone of the team beside the same of the victim. Milliseconds from the moment at which each knew. */
export interface BesideTheCase {
  readonly milestone: string;
  /** Null: not reached, or withdrawn. */
  readonly team: number | null;
  readonly victim: number;
}

/**
 * The milestones whose times in the real case are published, in the order in which the victim reached them. Empty where
 * nothing is published. Truth: not for players before the hot wash.
 */
export function besideTheCase(state: State): BesideTheCase[] {
  const { scenario } = state.definition;
  if (!scenario) return [];
  const published = Object.entries(scenario.basedOn.milestones).sort(([, a], [, b]) => a - b);
  return published.map(([milestone]) => {
    const reached = state.milestones[milestone]?.at ?? null;
    const known = knownAt(state) ?? scenario.anchors.known;
    return {
      milestone,
      team: reached === null ? null : reached - known,
      victim: victimsTime(scenario, milestone) ?? 0,
    };
  });
}

/** When the victim reached a milestone, in milliseconds from when it knew; null where nothing is published. */
export function victimsTime({ anchors, basedOn }: Scenario, milestone: string): number | null {
  const at = Object.hasOwn(basedOn.milestones, milestone) ? basedOn.milestones[milestone] : undefined;
  return at === undefined ? null : at - anchors.known;
}

/** When the team knew, in milliseconds from T; null where that is not known. */
export function knownAt({ anchors, run }: State): number | null {
  return anchors.known === null || run === null ? null : anchors.known - run.starts;
}

/** Where the published milestones are from: the sources that the timeline names for them, else all. */
export function sourcesOfMilestones({ basedOn }: Scenario): readonly Reference[] {
  const named = new Set(basedOn.timeline.flatMap((row) => (row.here.as === 'milestone' ? row.sources : [])));
  const own = basedOn.sources.filter(({ source }) => source !== undefined && named.has(source));
  return own.length > 0 ? own : basedOn.sources;
}
