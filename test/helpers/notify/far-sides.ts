import type { Emulator } from 'emulate';
import { Webhook } from 'standardwebhooks';
import type { ToldBy } from '../../../src/run/outbox/told-by.ts';
import { startEmulator } from '../../content/actions/emulator.ts';
import { type Answered, type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

/** Everything beside Slack that a run can be told by, on loopback, and how it is set up. */
export interface FarSides {
  readonly mail: MailServer;
  /** Where webhooks, Teams and Mattermost are posted to, by their paths. */
  readonly web: FaultProxy;
  /** What a webhook's receiver has, verified as Standard Webhooks has it. */
  readonly verified: { readonly id: string; readonly body: Record<string, unknown> }[];
  /** What is answered at a path instead. */
  instead: (path: string) => Answered | null;
  /** Secrets by their names: none of them may be found anywhere. */
  readonly secrets: Readonly<Record<string, string>>;
  /** As they stand under `tell`. */
  readonly tell: Readonly<Record<string, ToldBy>>;
  /** Every text message that went. */
  texts(): Promise<{ readonly to: string; readonly body: string }[]>;
  /** The bodies that were posted to a path, in their order. */
  postedTo(path: 'teams' | 'mattermost'): string[];
  close(): Promise<void>;
}

const account = 'AC00000000000000000000000000000001';
const from = '+15005550006';
const hookSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const token = 'twilio_canary_token_of_the_tests';

/** Starts all of them. */
export async function startFarSides(): Promise<FarSides> {
  const mail = await startMailServer();
  const verified: FarSides['verified'] = [];
  const ok = (text: string): Answered => ({ status: 200, headers: {}, body: Buffer.from(text) });
  const web = await startFaultProxy(async ({ path, headers, body }) => {
    const answered = sides.instead(path);
    if (answered) return answered;
    if (path !== '/hook') return ok('ok');
    const text = body.toString('utf8');
    new Webhook(hookSecret).verify(text, { ...headers });
    verified.push({ id: headers['webhook-id'] ?? '', body: JSON.parse(text) });
    return { status: 204, headers: {}, body: Buffer.from('') };
  });
  const seed = { twilio: { account: { sid: account, auth_token: token }, phone_numbers: [{ phone_number: from }] } };
  const emulator: Emulator = await startEmulator({ service: 'twilio', seed });
  const secrets = {
    BRIDGE_SECRET: hookSecret,
    TEAMS_URL: `${web.url}/teams/canary-of-teams-0123`,
    MATTERMOST_URL: `${web.url}/mattermost/canary-of-mattermost-0123`,
    TWILIO_TOKEN: token,
  };
  const sides: FarSides = {
    ...{ mail, web, verified, secrets },
    instead: () => null,
    tell: {
      board: {
        email: { host: '127.0.0.1', port: mail.port, tls: 'none', from: 'ir@example.org' },
        audiences: ['executives'],
        to: ['board@example.org'],
        report: true,
      },
      bridge: { webhook: { url: `${web.url}/hook`, secret: 'BRIDGE_SECRET' }, events: 'all' },
      office: { teams: { 'url-secret': 'TEAMS_URL' } },
      chat: { mattermost: { 'url-secret': 'MATTERMOST_URL' }, audiences: ['consumers'] },
      pager: {
        sms: { account, from, token: 'TWILIO_TOKEN', 'api-url': emulator.url },
        to: ['+4915112345678', '+4915187654321'],
      },
    },
    async texts() {
      const login = Buffer.from(`${account}:${token}`).toString('base64');
      const answered = await fetch(`${emulator.url}/2010-04-01/Accounts/${account}/Messages.json`, {
        headers: { authorization: `Basic ${login}` },
      });
      return ((await answered.json()) as { messages: { to: string; body: string }[] }).messages;
    },
    postedTo: (path) => web.seen.filter((one) => one.path.startsWith(`/${path}/`)).map(({ body }) => body.toString()),
    async close() {
      await Promise.all([mail.close(), web.close(), emulator.close()]);
    },
  };
  return sides;
}
