import { scopesFor } from './scopes.ts';

/** What an app is for. */
export interface Manifested {
  /** The channels of live runs are private ones. */
  readonly isPrivate: boolean;
  /** Buttons and replies are listened to, by Socket Mode. */
  readonly answers: boolean;
}

/**
 * The manifest to make the app from: https://docs.slack.dev/reference/app-manifest. Without answers Slack sends the app nothing: it
 * speaks, and reads only where it spoke.
 */
export function manifestOf({ isPrivate, answers }: Manifested) {
  return {
    display_information: {
      name: 'Breakglass',
      description: 'Tells of incidents and drills that are run with Breakglass',
    },
    features: { bot_user: { display_name: 'breakglass', always_online: false } },
    oauth_config: { scopes: { bot: scopesFor({ isPrivate }).map(({ scope }) => scope) } },
    settings: {
      ...(answers && { event_subscriptions: { bot_events: ['message.channels', 'message.groups'] } }),
      interactivity: { is_enabled: answers },
      org_deploy_enabled: false,
      socket_mode_enabled: answers,
      token_rotation_enabled: false,
    },
  };
}
