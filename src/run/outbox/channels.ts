import { authoritiesOf } from '../../actions/connection.ts';
import { requestProblem } from '../../actions/request-problem.ts';
import type { Channel } from '../../notify/channel.ts';
import { createEmail } from '../../notify/email/email.ts';
import { createMattermost } from '../../notify/mattermost/mattermost.ts';
import { createSms } from '../../notify/sms/sms.ts';
import { createTeams } from '../../notify/teams/teams.ts';
import type { Web } from '../../notify/web.ts';
import { createWebhook } from '../../notify/webhook/webhook.ts';
import type { ToldBy } from './told-by.ts';

/** How such a channel reaches its server. */
export interface ChannelReach {
  readonly web: Web;
  readonly secret: (name: string) => Promise<string>;
  /** Where certificate authorities of the system are named. */
  readonly environment: NodeJS.ProcessEnv;
  /** A file of certificate authorities (PEM) beside the system's. */
  readonly authorities?: string;
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

function emailChannel(
  email: NonNullable<ToldBy['email']>,
  { secret, environment, authorities }: ChannelReach,
): Channel {
  const { host, from, port, tls, user, password } = email;
  return createEmail({
    ...{ host, from },
    ...(port !== undefined && { port }),
    ...(tls !== undefined && { tls }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password: () => secret(password) }),
    authorities: () => authoritiesOf({ environment, ...(authorities !== undefined && { authorities }) }),
    problem: (failure, name) => requestProblem(failure, name),
    now: Date.now,
  });
}
