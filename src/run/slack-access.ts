import type { SecretSource } from '../actions/vault.ts';
import type { SlackParts } from '../notify/slack/parts.ts';
import { createKeys, type Keys } from './keys.ts';
import { SLACK_APP_TOKEN, SLACK_TOKEN } from './outbox/slack-token.ts';
import { createWeb } from './web.ts';

/** What the settings say of how Slack is reached. */
export interface SlackReach {
  readonly sources: Readonly<Record<string, SecretSource>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly authorities?: string;
  readonly apiUrl: string | null;
  /** Those of a run, whose mask then knows the tokens; without them, its own. */
  readonly keys?: Keys;
}

/** How Slack is reached: by the secret's own place, the proxies and the authorities that live requests know. */
export function slackAccess({ sources, environment, authorities, apiUrl, keys }: SlackReach) {
  const { secret } = keys ?? createKeys({ sources, environment }, [SLACK_TOKEN, SLACK_APP_TOKEN]);
  return {
    token: () => secret(SLACK_TOKEN),
    appToken: () => secret(SLACK_APP_TOKEN),
    web: createWeb({ environment, ...(authorities !== undefined && { authorities }) }),
    ...(apiUrl !== null && { apiUrl }),
  } satisfies Omit<SlackParts, 'place'> & { appToken: () => Promise<string> };
}
