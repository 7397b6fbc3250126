import type { Channel, Pace } from '../channel.ts';
import { type HookParts, postToHook } from '../hook.ts';
import { cardOf } from './card.ts';

/** "If more than four requests are made in a second, the client connection is throttled." */
const PACE: Pace = { name: 'Teams', count: 4, per: 1_000 };
const MEND =
  "See whether the workflow is still there and on, and whether the secret is its whole address: Teams, the channel's Workflows.";

/**
 * Microsoft Teams, by a workflow of the channel ("Post to a channel when a webhook request is received"). It answers 202 before the
 * channel has it: sent means that the workflow has taken it.
 */
export function createTeams(parts: HookParts): Channel {
  const hook = { title: 'Teams', limit: PACE.name, mend: MEND, stopping: [401, 403, 404, 405, 410], body: cardOf };
  return {
    title: 'Teams',
    together: 20,
    paces: () => [PACE],
    send: (delivery, signal) => postToHook(hook, parts, delivery, signal),
  };
}
