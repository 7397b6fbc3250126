import { allSteps, type Effect, effects, type Playbook } from '../playbook/model.ts';
import { type DifficultyLevel, difficultyOf } from './difficulty.ts';
import type { Scenario } from './model.ts';

const MINUTE = 60_000;

/** What a list says of a scenario. It gives nothing away but the name of the case. Times are minutes. */
export interface ShelfEntry {
  readonly id: string;
  readonly title: string;
  readonly playbook: string;
  /** At the table. */
  readonly minutes: number;
  /** That the story lasts. */
  readonly story: number;
  /** A breach that happened, or `fictional`. */
  readonly basedOn: string;
  /** One line; empty where the scenario has none. */
  readonly teaches: string;
  /** As many as there are roles to play. */
  readonly people: number;
  readonly practises: { readonly effects: readonly Effect[]; readonly owasp: readonly string[] };
  readonly difficulty: { readonly level: DifficultyLevel; readonly points: number };
}

/** A scenario beside its playbook, as a list shows it. */
export function shelfEntryOf(scenario: Scenario, playbook: Playbook): ShelfEntry {
  const { level, points } = difficultyOf(scenario, playbook);
  const done = new Set(allSteps(playbook).map(({ effect }) => effect));
  return {
    id: scenario.id,
    title: scenario.title,
    playbook: playbook.id,
    minutes: Math.round((scenario.session ?? scenario.duration) / MINUTE),
    story: Math.round(scenario.duration / MINUTE),
    basedOn: scenario.basedOn.case.trim(),
    teaches: scenario.teaches ?? '',
    people: rolesToPlay(scenario, playbook).length,
    practises: {
      effects: (Object.keys(effects) as Effect[]).filter((effect) => done.has(effect)),
      owasp: owaspOf(scenario) ?? owaspOf(playbook) ?? [],
    },
    difficulty: { level, points },
  };
}

/** The titles of those who are needed: the playbook's roles, and those of the cast that play. */
export function rolesToPlay({ cast }: Scenario, { roles }: Playbook): string[] {
  const playing = Object.values(cast).filter(({ plays }) => plays);
  return [...Object.values(roles), ...playing].map(({ title }) => title);
}

function owaspOf({ mapsTo }: Pick<Scenario | Playbook, 'mapsTo'>): readonly string[] | undefined {
  return Object.hasOwn(mapsTo, 'owasp-cicd') ? mapsTo['owasp-cicd'] : undefined;
}
