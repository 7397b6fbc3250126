import type { Channel, Pace } from '../channel.ts';
import { type HookParts, postToHook } from '../hook.ts';
import { textOf } from './markdown.ts';

/** What a Mattermost server that limits takes from one sender, unless it is set otherwise. */
const PACE: Pace = { name: 'Mattermost', count: 10, per: 1_000 };
const MEND = 'See whether the incoming webhook is still there: Mattermost, Integrations, Incoming Webhooks.';

/** Mattermost, by an incoming webhook of a channel. */
export function createMattermost(parts: HookParts): Channel {
  return {
    title: 'Mattermost',
    together: 20,
    paces: () => [PACE],
    send: (delivery, signal) =>
      postToHook(
        {
          title: 'Mattermost',
          limit: PACE.name,
          mend: MEND,
          stopping: [401, 403, 404, 405, 410, 501],
          body: (said) => JSON.stringify({ text: textOf(said) }),
        },
        parts,
        delivery,
        signal,
      ),
  };
}
