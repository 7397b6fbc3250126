import { allSteps, type Playbook } from '../playbook/model.ts';
import { groundOf } from './ground.ts';
import type { Scenario, WorldItem } from './model.ts';

export const difficultyLevels = ['easy', 'medium', 'hard'] as const;
export type DifficultyLevel = (typeof difficultyLevels)[number];

/** One thing that makes a scenario hard. */
export interface DifficultyReason {
  readonly points: number;
  /** How often, and what: `4 hidden things to find`. */
  readonly what: string;
}

export interface Difficulty {
  readonly level: DifficultyLevel;
  readonly points: number;
  /** What the points are made of; nothing that counts for nothing. */
  readonly reasons: readonly DifficultyReason[];
}

/** A factor: what is counted, in words for one and for several, and what each is worth. */
export interface DifficultyFactor {
  readonly one: string;
  readonly many: string;
  readonly worth: number;
  readonly why: string;
  readonly count: (scenario: Scenario, playbook: Playbook) => number;
}

/** What makes a scenario hard, in the order in which it is told. */
export const difficultyFactors: readonly DifficultyFactor[] = [
  {
    one: 'hidden thing to find',
    many: 'hidden things to find',
    worth: 2,
    why: 'What is not found is not acted on.',
    count: ({ world }) => world.filter(({ known }) => !known).length,
  },
  {
    one: 'survey with false leads',
    many: 'surveys with false leads',
    worth: 1,
    why: 'Each lead costs time, and has to be told apart from what is real.',
    count: ({ responses }) => Object.values(responses).filter(({ falseLeads }) => falseLeads.length > 0).length,
  },
  {
    one: 'move that can still be prevented',
    many: 'moves that can still be prevented',
    worth: 2,
    why: 'What goes wrong goes on after T, and the clock runs.',
    count: ({ adversary, duration }) => adversary.moves.filter(({ at }) => at > 0 && at <= duration).length,
  },
  {
    one: 'credential that leads to another',
    many: 'credentials that lead to another',
    worth: 2,
    why: 'It opens a place that holds another one: to revoke the first is not enough.',
    count: (scenario) => chained(scenario).length,
  },
  {
    one: 'backup that is a trap',
    many: 'backups that are a trap',
    worth: 2,
    why: 'It is broken, or holds what must not come back.',
    count: (scenario) => scenario.world.filter((item) => isTrap(item, scenario)).length,
  },
  {
    one: 'inject that answers what the team did',
    many: 'injects that answer what the team did',
    worth: 1,
    why: 'It comes on a condition: what went wrong comes back.',
    count: ({ injects }) => injects.filter(({ when }) => when !== undefined).length,
  },
  {
    one: 'question to answer',
    many: 'questions to answer',
    worth: 1,
    why: 'Somebody waits for words, and the work does not stop: injects that ask, and decisions of the playbook.',
    count: ({ injects }, playbook) =>
      injects.filter(({ ask }) => ask !== undefined).length +
      allSteps(playbook).filter(({ decide }) => decide !== undefined).length,
  },
];

/** The fewest points of each level above the first. */
export const difficultyBounds = { medium: 40, hard: 52 } as const;

/**
 * How hard a scenario is, counted and not asserted: each factor of `difficultyFactors` counts something that is in the
 * scenario or its playbook, times what one of it is worth; the sum is `easy` below `difficultyBounds.medium`, `hard`
 * from `difficultyBounds.hard` on, and `medium` between. A number of things, not of minutes: what a team makes of it is
 * another matter.
 */
export function difficultyOf(scenario: Scenario, playbook: Playbook): Difficulty {
  const reasons = difficultyFactors.flatMap(({ count, worth, one, many }) => {
    const number = count(scenario, playbook);
    return number === 0 ? [] : [{ points: number * worth, what: `${number} ${number === 1 ? one : many}` }];
  });
  const points = reasons.reduce((sum, reason) => sum + reason.points, 0);
  const level = points >= difficultyBounds.hard ? 'hard' : points >= difficultyBounds.medium ? 'medium' : 'easy';
  return { level, points, reasons };
}

/** Credentials that open something which holds another. */
function chained(scenario: Scenario): WorldItem[] {
  const { items } = groundOf(scenario);
  const leads = ({ id, opens }: WorldItem) =>
    opens.some((place) => items.get(place)?.holds.some((held) => held !== id) === true);
  return scenario.world.filter((item) => item.kind === 'credential' && leads(item));
}

function isTrap({ kind, broken, taken }: WorldItem, { anchors, adversary }: Scenario): boolean {
  if (kind !== 'backup') return false;
  const inside = anchors.intruded ?? adversary.enters?.at;
  return broken !== undefined || (taken !== undefined && inside !== undefined && taken >= inside);
}
