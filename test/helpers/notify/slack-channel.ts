import type { Channel, Delivery, Receipt } from '../../../src/notify/channel.ts';
import type { Place } from '../../../src/notify/slack/parts.ts';
import { createSlack } from '../../../src/notify/slack/slack.ts';
import type { Web } from '../../../src/notify/web.ts';
import { createWeb } from '../../../src/run/web.ts';
import { botToken, type SlackServer } from './slack-server.ts';

/** A signal that nobody gives. */
export const never = new AbortController().signal;

export const liveRoom: Place = { mode: 'live', invite: [] };
export const drills: Place = { mode: 'exercise', channel: '#drills' };

/** The channel, speaking to a Slack of the tests. */
export function slackAt(
  {
    apiUrl,
    web = createWeb({ environment: {}, timeout: 60_000 }),
  }: Pick<SlackServer, 'apiUrl'> & { readonly web?: Web },
  place: Place = liveRoom,
  timeout = 20_000,
): Channel {
  const token = async () => botToken;
  return createSlack({
    token,
    web,
    place,
    apiUrl,
    timeout,
    isAnswered: true,
  });
}

/** Sends, and gives the receipt. */
export async function sentBy(channel: Channel, one: Delivery): Promise<Receipt> {
  const came = await channel.send(one, never);
  if (came.outcome !== 'sent') throw new Error(JSON.stringify(came));
  return came.receipt;
}

const MOST_TRIES = 100;

/** What an outbox does at its simplest: looks where it does not know, sends where it is not there, until it is. */
export async function broughtBy(channel: Channel, one: Delivery, isUnknown = false): Promise<Receipt> {
  let isUnclear = isUnknown;
  for (let left = MOST_TRIES; left > 0; left -= 1) {
    if (isUnclear) {
      const found = await channel.find?.(one, never);
      if (!found || found.found === 'unknown') continue;
      if (found.found) return found.found;
    }
    const came = await channel.send(one, never);
    if (came.outcome === 'sent') return came.receipt;
    if (came.outcome === 'refused') throw new Error(came.why);
    isUnclear = came.outcome === 'unknown';
  }
  throw new Error(`it did not come through in ${MOST_TRIES} tries`);
}
