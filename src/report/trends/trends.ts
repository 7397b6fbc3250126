import { parseInstant } from '../../language/time.ts';
import { coverageOf, type Shelf } from './coverage.ts';
import { definitions } from './definitions.ts';
import type { RunDigest } from './digest.ts';
import { order } from './grouped.ts';
import { playbooksOf } from './milestones.ts';
import { objectivesOf, periodsOf } from './ratings.ts';
import { repeatedIn } from './repeated.ts';
import type { LeftOut, OpenImprovement, Section, Trends } from './schema.ts';

/** What is to be known beside the runs. Times are epoch milliseconds. */
export interface About {
  readonly now: number;
  /** Null: from the first run on. */
  readonly since: number | null;
  readonly scripted: boolean;
  readonly shelf: Shelf;
  readonly leftOut: readonly LeftOut[];
  /** Runs opened before `since`. */
  readonly earlier: number;
}

/** What several runs tell together, whatever the order in which they come. */
export function trendsOf(digests: readonly RunDigest[], about: About): Trends {
  const runs = [...digests].sort((a, b) => order(a.opened, b.opened) || order(a.run, b.run));
  const { now, since, scripted, shelf, leftOut, earlier } = about;
  return {
    format: 1,
    now: new Date(now).toISOString(),
    since: since === null ? null : new Date(since).toISOString(),
    scripted,
    drills: sectionOf('exercise', runs, now, shelf),
    incidents: sectionOf('incident', runs, now, { ...shelf, scenarios: [] }),
    leftOut: [...leftOut].sort((a, b) => order(a.run, b.run)),
    earlier,
    definitions,
  };
}

function sectionOf(kind: Section['kind'], all: readonly RunDigest[], now: number, shelf: Shelf): Section {
  const runs = all.filter((run) => run.kind === kind);
  return {
    kind,
    runs: runs.map(({ run, opened, playbook, scenario }) => ({
      run,
      opened,
      playbook: playbook.id,
      version: playbook.version,
      scenario: scenario?.id ?? null,
    })),
    playbooks: playbooksOf(runs),
    periods: periodsOf(runs),
    objectives: objectivesOf(runs),
    repeated: repeatedIn(runs),
    improvements: improvementsOf(runs, now),
    coverage: coverageOf(runs, shelf),
  };
}

function improvementsOf(runs: readonly RunDigest[], now: number): OpenImprovement[] {
  const all = runs.flatMap(({ run, playbook, improvements }) =>
    improvements.map(({ text, owner, due, added }) => {
      const age = now - Date.parse(added);
      return {
        text,
        owner,
        due,
        overdue: overdueAt(due, now),
        added,
        age: age >= 0 ? age : null,
        playbook: playbook.id,
        run,
      };
    }),
  );
  // A stable sort: what was written down at one time stays in the order of the run.
  return all.sort((a, b) => order(a.added, b.added) || order(a.run, b.run));
}

/** A day is over when the next one begins, in UTC. */
function overdueAt(due: string | null, now: number): boolean | null {
  if (due === null) return null;
  const day = parseInstant(`${due.trim()}T00:00:00Z`);
  if (day !== null) return now >= day + 86_400_000;
  const moment = parseInstant(due.trim());
  return moment === null ? null : now > moment;
}
