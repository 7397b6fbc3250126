import { attemptOf, mayHaveChanged } from '../attempt.ts';
import type { Decision } from '../decision.ts';
import { refOf } from '../queries.ts';
import { type Instance, runningOf, type State } from '../state.ts';

/**
 * After the program was cut off in an incident: what ran then has an outcome that nobody knows, unless nothing of it could
 * have changed anything. It never runs again by itself; and what would go out by itself waits until somebody says go.
 */
export function recoverIncident(decision: Decision): void {
  const instances = Object.values(decision.state.steps).flatMap((step) => Object.values(step));
  const cut = instances.filter((instance) => runningOf(instance) !== undefined);
  const isPaging = Object.values(decision.state.pages).some(({ status }) => status === 'waiting');
  const waits = isPaging || instances.some(({ running }) => running?.what === 'repeat');
  if (cut.length === 0 && !waits) return;
  decision.say({ type: 'run.recovered', lost: cut.length, waits });
  for (const instance of cut) {
    const because = 'the program ended while it ran';
    const harmless = isHarmless(decision.state, instance);
    if (harmless)
      decision.follow({ type: 'step.failed', ...refOf(instance), reason: `${because}; nothing was changed` });
    else decision.follow({ type: 'step.unknown', ...refOf(instance), because });
  }
}

/** Nothing of this attempt could have changed anything. */
function isHarmless(state: State, instance: Instance): boolean {
  return !attemptOf(state, instance).some(mayHaveChanged);
}
