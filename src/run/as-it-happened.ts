import { define } from '../engine/definition.ts';
import { type Drift, driftsOf, isReplay } from '../engine/drift.ts';
import type { Diagnostic } from '../language/diagnostic.ts';
import { AS_IT_HAPPENED, writtenTime } from '../scenario/as-it-happened.ts';
import type { Checked } from '../scenario/check.ts';
import type { LoadedScenario } from './content.ts';
import { documentOf } from './documents.ts';
import { MOST_TURNS, playOut } from './play-out.ts';

/**
 * Plays a replay's `as-it-happened` in memory, and says which of its published times it misses. Silent about a scenario
 * that has errors, or nothing to be held to.
 */
export function replayDrifts({ source, reading, playbook }: Checked['scenarios'][number]): Diagnostic[] {
  const { scenario, document } = reading;
  const play = scenario?.plays.find(({ id }) => id === AS_IT_HAPPENED);
  if (!scenario || !playbook || !play || !isReplay(scenario)) return [];
  const content: LoadedScenario = {
    found: { sort: 'scenario', shown: source.file, file: source.file, shipped: false },
    scenario,
    playbook,
    definition: define(playbook, scenario),
    documents: {
      playbook: documentOf(playbook.id, playbook.version, ''),
      scenario: { ...documentOf(scenario.id, scenario.version, source.text), clues: {} },
    },
    warnings: [],
  };
  const state = playOut(content, play);
  if (state === null) {
    const message = `\`${AS_IT_HAPPENED}\` takes more than ${MOST_TURNS} turns, so it was not held to the published times`;
    const hint = 'Give what repeats a longer time between its turns.';
    const range = document.at([...play.path, 'play']);
    return [{ code: 'replay-not-played', severity: 'warning', source, range, message, hint }];
  }
  return driftsOf(scenario, state).map((drift) => ({
    code: 'replay-drift',
    severity: 'error',
    source,
    range: document.at(drift.path),
    ...said(drift),
  }));
}

const came = { milestone: 'reached', step: 'done', move: 'happened', inject: 'delivered' } as const;

function said({ what, published, played }: Drift): Pick<Diagnostic, 'message' | 'hint'> {
  const when = played === null ? `never ${came[what.as]}` : `played at ${writtenTime(played)}`;
  const own = what.as === 'move' || what.as === 'inject';
  return {
    message: `\`${what.id}\` was published ${writtenTime(published)}, ${when}`,
    hint: own
      ? `Mend what \`${AS_IT_HAPPENED}\` does, or the row.`
      : `Give its step that time under \`at\` of the play \`${AS_IT_HAPPENED}\`, or mend the published time.`,
  };
}
