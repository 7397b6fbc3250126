import type { Route } from '../../engine/telling.ts';

/** A channel beside Slack as the settings have it: one kind, and who is told by it. Secrets stand there by their names. */
export interface ToldBy {
  readonly email?:
    | {
        readonly host: string;
        readonly from: string;
        readonly port?: number | undefined;
        readonly tls?: 'starttls' | 'tls' | 'none' | undefined;
        readonly user?: string | undefined;
        readonly password?: string | undefined;
      }
    | undefined;
  readonly webhook?:
    | { readonly url?: string | undefined; readonly 'url-secret'?: string | undefined; readonly secret: string }
    | undefined;
  readonly teams?: { readonly 'url-secret': string } | undefined;
  readonly mattermost?: { readonly 'url-secret': string } | undefined;
  readonly sms?:
    | {
        readonly account: string;
        readonly from: string;
        readonly token: string;
        readonly 'api-url'?: string | undefined;
      }
    | undefined;
  /** The audiences that it reaches; without them, every one. */
  readonly audiences?: readonly string[] | undefined;
  /** Addresses or numbers that are told whatever the audience. */
  readonly to?: readonly string[] | undefined;
  /** `all`: the whole story of the run, and not only what its steps tell. */
  readonly events?: 'messages' | 'all' | undefined;
  /** Whether the report goes there at the end. */
  readonly report?: boolean | undefined;
}

/** The names of the secrets that a channel needs. */
export function secretsOfChannel({ email, webhook, teams, mattermost, sms }: ToldBy): string[] {
  const names = [
    email?.password,
    webhook?.secret,
    webhook?.['url-secret'],
    teams?.['url-secret'],
    mattermost?.['url-secret'],
    sms?.token,
  ];
  return names.filter((name) => name !== undefined);
}

/** The route that a channel is in a run. */
export function routeOf(via: string, told: ToldBy): Route {
  const { audiences, events } = told;
  return {
    via,
    tells: events === 'all' ? 'run' : 'messages',
    ...(audiences && { audiences }),
    ...(hasReport(told) && { report: true as const }),
  };
}

/**
 * Whether a channel has the report at the end: one of e-mail unless it is for some audiences alone. What is written for customers must
 * not bring them the report because nobody thought of it.
 */
export function hasReport({ email, audiences, report }: ToldBy): boolean {
  return email !== undefined && (report ?? audiences === undefined);
}
