import { parseInstant } from '../language/time.ts';
import type { Play } from '../scenario/model.ts';
import { scenarioFiles } from './check.ts';
import { PlayClock } from './clock.ts';
import { type LoadedScenario, scenarioIn } from './content.ts';
import { statOf } from './files.ts';
import { everyRole, openInMemory } from './open.ts';
import { type Failures, performAtOnce } from './perform.ts';
import { Problem } from './problem.ts';
import { type Found, find, shipped, shippedNames } from './shipped.ts';

/** How one play of one scenario came out; `at` is milliseconds from T. */
export interface PlayResult {
  readonly scenario: string;
  readonly play: string;
  readonly passed: boolean;
  readonly failures: readonly { readonly expect: string; readonly actual: string; readonly at: number | null }[];
}

export interface Tested {
  readonly results: readonly PlayResult[];
  /** Scenarios that could not be played at all, and why. */
  readonly invalid: readonly Problem[];
}

/** Where a scenario has no `starts`, its plays begin here: the same for everybody. */
const START = parseInstant('2026-01-01T00:00:00Z') ?? 0;

/**
 * Plays every play of the scenarios named (files, folders, shipped names; none: all shipped) in memory, and holds each
 * to what it expects. `onResult` hears of each as it ends.
 * @throws Problem where a name means nothing
 */
export function testPlays(names: readonly string[], onResult: (result: PlayResult) => void): Tested {
  const results: PlayResult[] = [];
  const invalid: Problem[] = [];
  for (const found of scenariosOf(names)) {
    try {
      const content = scenarioIn(found);
      for (const play of content.scenario.plays) {
        const result = resultOf(content, play);
        results.push(result);
        onResult(result);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      invalid.push(error);
    }
  }
  return { results, invalid };
}

/** Plays one play of a scenario in memory. */
export function playInMemory(
  content: LoadedScenario,
  play: Play,
): { failures: Failures; session: ReturnType<typeof openInMemory> } {
  const clock = new PlayClock(content.scenario.starts ?? START);
  const session = openInMemory({ content, roles: everyRole(content), clock, typedBy: `play:${play.id}` });
  return { failures: performAtOnce(session, clock, play), session };
}

function resultOf(content: LoadedScenario, play: Play): PlayResult {
  const told = failuresOf(content, play).map(({ expect, actual, at }) => ({ expect, actual, at: at ?? null }));
  return { scenario: content.scenario.id, play: play.id, passed: told.length === 0, failures: told };
}

function failuresOf(content: LoadedScenario, play: Play): Failures {
  try {
    return playInMemory(content, play).failures;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'unmet')
      return [{ expect: 'an end of play', actual: error.message }];
    throw error;
  }
}

function scenariosOf(names: readonly string[]): Found[] {
  if (names.length === 0) return shippedNames('scenario').flatMap((name) => shipped('scenario', name) ?? []);
  return names.flatMap((name) => {
    const isFolder = statOf(name)?.isDirectory() === true;
    return isFolder && !shipped('scenario', name) ? scenarioFiles(name) : [find('scenario', name)];
  });
}
