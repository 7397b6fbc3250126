import { readFile } from 'node:fs/promises';
import { requestProblem } from '../../actions/request-problem.ts';
import type { Route } from '../../engine/telling.ts';
import type { Channel } from '../../notify/channel.ts';
import { createEmail } from '../../notify/email/email.ts';
import { createMattermost } from '../../notify/mattermost/mattermost.ts';
import { createSms } from '../../notify/sms/sms.ts';
import { createTeams } from '../../notify/teams/teams.ts';
import type { Web } from '../../notify/web.ts';
import { createWebhook } from '../../notify/webhook/webhook.ts';

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
}

/** How such a channel reaches its server. */
export interface ChannelReach {
  readonly web: Web;
  readonly secret: (name: string) => Promise<string>;
  /** A file of certificate authorities (PEM) beside the system's. */
  readonly authorities?: string;
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
export function routeOf(via: string, { audiences, events }: ToldBy): Route {
  return { via, tells: events === 'all' ? 'run' : 'messages', ...(audiences && { audiences }) };
}

/** Opens a channel; nothing is reached before something is sent. */
export function openChannel(told: ToldBy, reach: ChannelReach): Channel {
  const { web, secret } = reach;
  const { email, webhook, teams, mattermost, sms } = told;
  if (email) return emailChannel(email, reach);
  if (webhook) {
    const { url, 'url-secret': name } = webhook;
    const address = async () => url ?? (await secret(name ?? ''));
    return createWebhook({ url: address, secret: () => secret(webhook.secret), web, now: Date.now });
  }
  if (teams) return createTeams({ url: () => secret(teams['url-secret']), web });
  if (mattermost) return createMattermost({ url: () => secret(mattermost['url-secret']), web });
  if (!sms) throw new TypeError('a channel is of no kind');
  const { account, from, token, 'api-url': apiUrl } = sms;
  return createSms({ account, from, token: () => secret(token), web, ...(apiUrl !== undefined && { apiUrl }) });
}

function emailChannel(email: NonNullable<ToldBy['email']>, { secret, authorities }: ChannelReach): Channel {
  const { host, from, port, tls, user, password } = email;
  return createEmail({
    ...{ host, from },
    ...(port !== undefined && { port }),
    ...(tls !== undefined && { tls }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password: () => secret(password) }),
    ...(authorities !== undefined && { authorities: async () => [await readFile(authorities, 'utf8')] }),
    problem: (failure, name) => requestProblem(failure, name),
    now: Date.now,
  });
}
