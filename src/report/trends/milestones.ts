import type { MilestoneDigest, RunDigest } from './digest.ts';
import { grouped } from './grouped.ts';
import type { MilestoneTrend, PlaybookTrend } from './schema.ts';
import { spreadOf } from './spread.ts';

interface Reading {
  readonly run: RunDigest;
  readonly milestone: MilestoneDigest;
}

/** The milestones of each playbook over its runs, which come in the order of time. Playbooks by their id. */
export function playbooksOf(runs: readonly RunDigest[]): PlaybookTrend[] {
  return grouped(runs, ({ playbook }) => playbook.id).map(([playbook, own]) => ({
    playbook,
    title: own.at(-1)?.playbook.title ?? playbook,
    versions: [...new Set(own.map((run) => run.playbook.version))],
    runs: own.length,
    scenarios: scenariosOf(own),
    milestones: milestonesOf(own),
  }));
}

function scenariosOf(runs: readonly RunDigest[]): PlaybookTrend['scenarios'] {
  const ids = runs.flatMap(({ scenario }) => scenario?.id ?? []);
  return grouped(ids, (id) => id).map(([scenario, own]) => ({ scenario, runs: own.length }));
}

/** In the order of the last run's playbook; what only earlier ones had comes after. */
function milestonesOf(runs: readonly RunDigest[]): MilestoneTrend[] {
  const names = runs.toReversed().flatMap(({ milestones }) => milestones.map(({ milestone }) => milestone));
  return [...new Set(names)].map((name) =>
    milestoneOf(
      name,
      runs.flatMap((run) => {
        const milestone = run.milestones.find((one) => one.milestone === name);
        return milestone ? [{ run, milestone }] : [];
      }),
    ),
  );
}

function milestoneOf(name: string, readings: readonly Reading[]): MilestoneTrend {
  const all = readings.map(({ milestone }) => milestone);
  return {
    milestone: name,
    runs: all.length,
    reached: all.filter(({ reached }) => reached).length,
    doubted: all.filter(({ doubted }) => doubted).length,
    known: spreadOf(all.flatMap(({ fromKnown }) => fromKnown ?? [])),
    intruded: spreadOf(all.flatMap(({ fromIntruded }) => fromIntruded ?? [])),
    target: targetOf(all),
    points: readings.map(({ run, milestone: { reached, fromKnown, fromIntruded, target } }) => ({
      run: run.run,
      opened: run.opened,
      reached,
      known: fromKnown,
      intruded: fromIntruded,
      took: target?.took ?? null,
      within: target?.within ?? null,
      verdict: target?.verdict ?? null,
    })),
  };
}

function targetOf(all: readonly MilestoneDigest[]): MilestoneTrend['target'] {
  const last = all.at(-1)?.target ?? null;
  if (!last) return null;
  const targets = all.flatMap(({ target }) => target ?? []);
  const came = (verdict: (typeof last)['verdict']) => targets.filter((one) => one.verdict === verdict).length;
  return {
    within: last.within,
    from: last.from,
    changed: targets.some(({ within, from }) => within !== last.within || from !== last.from),
    took: spreadOf(targets.filter(({ from }) => from === last.from).flatMap(({ took }) => took ?? [])),
    met: came('met'),
    missed: came('missed'),
    notReached: came('not-reached'),
    unknown: came('unknown'),
  };
}
