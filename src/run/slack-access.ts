import { createMask } from '../actions/mask.ts';
import { createVault, type SecretSource } from '../actions/vault.ts';
import type { SlackParts } from '../notify/slack/parts.ts';
import { SLACK_APP_TOKEN, SLACK_TOKEN } from './outbox/slack-token.ts';
import { createWeb } from './web.ts';

/** What the settings say of how Slack is reached. */
export interface SlackReach {
  readonly sources: Readonly<Record<string, SecretSource>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly authorities?: string;
  readonly apiUrl: string | null;
}

/**
 * How Slack is reached outside of a run: by the secret's own place, the proxies and the authorities that live requests know. In a
 * run the token comes from the run's vault, whose mask then knows it.
 */
export function slackAccess({ sources, environment, authorities, apiUrl }: SlackReach) {
  const vault = createVault({ sources, environment, mask: createMask(), names: [SLACK_TOKEN, SLACK_APP_TOKEN] });
  return {
    token: () => vault.get(SLACK_TOKEN),
    appToken: () => vault.get(SLACK_APP_TOKEN),
    web: createWeb({ environment, ...(authorities !== undefined && { authorities }) }),
    ...(apiUrl !== null && { apiUrl }),
  } satisfies Omit<SlackParts, 'place'> & { appToken: () => Promise<string> };
}
