import type { Facts } from '../../engine/entries.ts';
import { noFacts } from '../../engine/facts.ts';
import { formatInstant } from '../../language/time.ts';
import type { Kind, Playbook } from '../../playbook/model.ts';
import { hasAttacker } from '../../scenario/attacker.ts';
import { type Difficulty, difficultyOf } from '../../scenario/difficulty.ts';
import type { Reference, Scenario } from '../../scenario/model.ts';
import { rolesToPlay, type ShelfEntry, shelfEntryOf } from '../../scenario/shelf-entry.ts';
import { type WorldRule, worldRules } from '../../scenario/world-rules.ts';
import { type MilestoneBeside, milestonesBeside } from './beside.ts';
import type { PlayedOut } from './played-out.ts';
import { type PublishedFact, publishedFacts } from './published.ts';

/**
 * A scenario with its truth: for facilitators, and for who has played it. Times are ISO 8601 or milliseconds from T;
 * `minutes` and `story` are minutes.
 */
export interface DescribedScenario extends Omit<ShelfEntry, 'playbook' | 'basedOn' | 'difficulty'> {
  readonly version: string;
  readonly playbook: { readonly id: string; readonly title: string };
  readonly roles: readonly string[];
  readonly difficulty: Difficulty;
  /** T in the story; null: the moment at which play opens. */
  readonly starts: string | null;
  readonly basedOn: {
    readonly case: string;
    readonly story: string | null;
    readonly sources: readonly Reference[];
    readonly follows: readonly string[];
    readonly invented: readonly string[];
    readonly tolerance: number;
  };
  readonly published: readonly PublishedFact[];
  readonly milestones: readonly MilestoneBeside[];
  readonly attack: {
    /** False: nobody is behind it, and the moves are what goes on by itself. */
    readonly attacker: boolean;
    readonly enters: { readonly at: number; readonly with: readonly string[] } | null;
    readonly moves: readonly { readonly move: string; readonly at: number; readonly title: string | null }[];
  };
  readonly hidden: readonly {
    readonly id: string;
    readonly kind: Kind;
    readonly name: string;
    /** The surveys and the injects that show it. */
    readonly shownBy: readonly string[];
  }[];
  readonly lessons: readonly { readonly lesson: string; readonly rule: WorldRule; readonly says: string }[];
  readonly ends: readonly {
    readonly play: string;
    readonly title: string | null;
    readonly outcome: string | null;
    /** Of the moves, only those after T: the others happen to every team. */
    readonly facts: Facts;
  }[];
  readonly facilitator: {
    readonly held: readonly Held[];
    readonly listen: readonly { readonly objective: string; readonly task: string; readonly watch: string }[];
  };
}

/** What a facilitator releases, or is told something about. `at`: milliseconds from T. */
interface Held {
  readonly inject: string;
  readonly comes: 'held' | 'on a condition' | 'by the clock';
  readonly at: number | null;
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly note: string | null;
}

/** Everything that there is to say of a scenario beside its playbook, its plays played out. */
export function describeScenario(
  scenario: Scenario,
  playbook: Playbook,
  played: readonly PlayedOut[],
): DescribedScenario {
  const { basedOn, adversary, starts } = scenario;
  const { playbook: _, basedOn: _case, difficulty: _level, ...entry } = shelfEntryOf(scenario, playbook);
  return {
    ...entry,
    version: scenario.version,
    playbook: { id: playbook.id, title: playbook.title },
    roles: rolesToPlay(scenario, playbook),
    difficulty: difficultyOf(scenario, playbook),
    starts: starts === null ? null : formatInstant(starts),
    basedOn: {
      case: basedOn.case.trim(),
      story: basedOn.story?.trim() ?? null,
      sources: basedOn.sources,
      follows: basedOn.follows,
      invented: basedOn.invented,
      tolerance: basedOn.tolerance,
    },
    published: publishedFacts(scenario, played),
    milestones: milestonesBeside(scenario, playbook, played),
    attack: {
      attacker: hasAttacker(scenario),
      enters: adversary.enters,
      moves: adversary.moves.map(({ id, at, title }) => ({ move: id, at, title: title ?? null })),
    },
    hidden: hiddenIn(scenario),
    lessons: scenario.lessons.map(({ lesson, rule }) => ({ lesson, rule, says: worldRules[rule] })),
    ends: played.map((one) => endOf(scenario, one)),
    facilitator: { held: heldIn(scenario), listen: listenedFor(scenario) },
  };
}

function hiddenIn({ world, adversary, responses, injects }: Scenario): DescribedScenario['hidden'] {
  const created = adversary.moves.flatMap(({ does }) => does.create);
  const shownBy = (thing: string) => [
    ...Object.values(responses).flatMap(({ step, finds }) => (Object.hasOwn(finds, thing) ? [step] : [])),
    ...injects.flatMap(({ id, reveals }) => (reveals.includes(thing) ? [id] : [])),
  ];
  return [...world.filter(({ known }) => !known), ...created].map(({ id, kind, name }) => ({
    id,
    kind,
    name,
    shownBy: shownBy(id),
  }));
}

function endOf({ adversary }: Scenario, { play, state }: PlayedOut): DescribedScenario['ends'][number] {
  const late = new Set(adversary.moves.flatMap(({ id, at }) => (at > 0 ? [id] : [])));
  const facts: Facts = state.facts ?? noFacts;
  return {
    play: play.id,
    title: play.title ?? null,
    outcome: state.outcome,
    facts: { ...facts, happened: facts.happened.filter((move) => late.has(move)) },
  };
}

function heldIn({ injects }: Scenario): Held[] {
  return injects.flatMap(({ id, at, hold, when, from, to, text, note }) => {
    if (!hold && note === undefined) return [];
    const comes = hold ? 'held' : when === undefined ? 'by the clock' : 'on a condition';
    return [{ inject: id, comes, at: at ?? null, from, to, text: text.trim(), note: note?.trim() ?? null } as const];
  });
}

function listenedFor({ objectives }: Scenario): DescribedScenario['facilitator']['listen'] {
  return objectives.flatMap(({ title, tasks }) =>
    tasks.flatMap(({ title: task, observe }) =>
      observe === undefined ? [] : [{ objective: title, task, watch: observe }],
    ),
  );
}
