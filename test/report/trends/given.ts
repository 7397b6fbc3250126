import type { Rating } from '../../../src/engine/entries.ts';
import type { MilestoneDigest, RunDigest } from '../../../src/report/trends/digest.ts';
import { type About, trendsOf } from '../../../src/report/trends/trends.ts';

export const MINUTE = 60_000;
export const NOW = Date.parse('2026-06-01T00:00:00Z');

const about: About = {
  now: NOW,
  since: null,
  scripted: false,
  shelf: { playbooks: [{ id: 'small', title: 'Small' }], scenarios: [{ id: 'never-played', title: 'Never played' }] },
  leftOut: [],
  earlier: 0,
};

/** A drill of the playbook `small`, with what a test says otherwise. */
export function drill(run: string, opened: string, more: Partial<RunDigest> = {}): RunDigest {
  return {
    run,
    kind: 'exercise',
    opened: new Date(opened).toISOString(),
    playbook: { id: 'small', title: 'A small playbook', version: '1.0.0' },
    scenario: { id: 'small-drill', title: 'The small drill' },
    milestones: [],
    objectives: [],
    findings: [],
    improvements: [],
    roles: [],
    effects: [],
    ...more,
  };
}

/** An incident of the same playbook. */
export function incident(run: string, opened: string, more: Partial<RunDigest> = {}): RunDigest {
  return drill(run, opened, { kind: 'incident', scenario: null, objectives: null, ...more });
}

/** `isolated`, so many minutes after known; null: not reached. The intrusion is not known unless said. */
export function isolated(minutes: number | null, more: Partial<MilestoneDigest> = {}): MilestoneDigest {
  const took = minutes === null ? null : minutes * MINUTE;
  return {
    milestone: 'isolated',
    reached: took !== null,
    doubted: false,
    fromKnown: took,
    fromIntruded: null,
    target: {
      within: 10 * MINUTE,
      from: 'known',
      took,
      verdict: took === null ? 'not-reached' : took > 10 * MINUTE ? 'missed' : 'met',
    },
    ...more,
  };
}

/** The objective `contain`, rated. */
export function rated(rating: Rating | null, final = true): NonNullable<RunDigest['objectives']>[number] {
  return { objective: 'contain', title: 'Stop a second publish', rating, final };
}

/** Trends of these runs. */
export function trends(runs: readonly RunDigest[], more: Partial<About> = {}): ReturnType<typeof trendsOf> {
  return trendsOf(runs, { ...about, ...more });
}
