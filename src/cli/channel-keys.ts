import { createKeys, type Keys } from '../run/keys.ts';
import { SLACK_APP_TOKEN, SLACK_TOKEN } from '../run/outbox/slack-token.ts';
import { liveParts } from './live-parts.ts';
import type { Settings } from './settings.ts';

/** The secrets that channels are reached with, for what goes on with a run and does nothing of it. */
export function channelKeys(settings: Settings): Keys {
  const { sources, environment, told = [] } = liveParts(settings);
  return createKeys({ sources, environment }, [...told, SLACK_TOKEN, SLACK_APP_TOKEN]);
}
