import type { Around } from '../../actions/around.ts';
import { hookProblem } from '../../notify/web.ts';
import { keyIn } from '../../notify/webhook/signature.ts';
import { secretsOfChannel, type ToldBy } from '../outbox/told-by.ts';
import { createWeb } from '../web.ts';
import { endpointFinding } from './endpoints.ts';
import type { Finding } from './finding.ts';

/** How long a mail server may take, milliseconds. */
const TIMEOUT = 4_500;
const TWILIO = 'https://api.twilio.com/';

type Judged = Pick<Finding, 'state' | 'said' | 'mend'>;

/**
 * Whether a channel beside Slack is there, as far as that shows without sending anything: a mail server takes the login, a secret is of
 * the right form, the server of an address answers. `hasSecret`: whether a secret is there.
 */
export async function channelFindings(
  via: string,
  told: ToldBy,
  around: Around,
  hasSecret: (name: string) => boolean,
): Promise<Finding[]> {
  const about = { sort: 'channel', what: via } as const;
  const nobody = nobodyIn(told) ? [{ ...about, ...nobodyTold }] : [];
  // That one is missing is said with the secret itself.
  if (!secretsOfChannel(told).every(hasSecret)) return nobody;
  return [{ ...about, ...(await judged(told, around)) }, ...nobody];
}

const nobodyTold: Judged = {
  state: 'warn',
  said: 'has no address of its own',
  mend: 'Set whom it goes to: to: [ … ] of this channel in breakglass.yaml, or in the contacts.',
};

/** The others have the one address that they are. */
function nobodyIn({ email, sms, to = [] }: ToldBy): boolean {
  return (email !== undefined || sms !== undefined) && to.length === 0;
}

async function judged(told: ToldBy, around: Around): Promise<Judged> {
  const { email, webhook, teams, mattermost, sms } = told;
  if (email) return mailServer(told, email.host, around);
  if (sms) return serverOf(sms['api-url'] ?? TWILIO, around);
  const name = (webhook ?? teams ?? mattermost)?.['url-secret'];
  const address = name === undefined ? webhook?.url : await around.secret(name);
  const problem = hookProblem(address ?? '');
  const mend = name === undefined ? 'Set its url.' : `Set ${name} to the whole address.`;
  if (problem !== null) return { state: 'missing', said: `its address ${problem}`, mend };
  const wrong = webhook ? await keyProblem(webhook.secret, around) : null;
  return wrong ?? serverOf(address ?? '', around);
}

async function keyProblem(name: string, { secret }: Around): Promise<Judged | null> {
  try {
    keyIn(await secret(name));
    return null;
  } catch (error) {
    return {
      state: 'missing',
      said: error instanceof Error ? error.message : String(error),
      mend: `Set ${name} anew.`,
    };
  }
}

/** The server of an address is asked for nothing of it: what stands behind its name may be a secret, or send something. */
async function serverOf(address: string, around: Around): Promise<Judged> {
  const { origin } = new URL(address);
  const { finding, isReached } = await endpointFinding(`${origin}/`, around);
  const { state, said, mend } = finding;
  if (isReached && state === 'ok') return { state, said: `${origin} is there` };
  return { state, said: `${origin}: ${said}`, ...(mend !== undefined && { mend }) };
}

async function mailServer(told: ToldBy, host: string, around: Around): Promise<Judged> {
  const { openChannel } = await import('../outbox/channels.ts');
  const { environment, authorities, secret } = around;
  const reach = { environment, ...(authorities !== undefined && { authorities }) };
  const channel = openChannel(told, {
    ...reach,
    web: createWeb(reach),
    secret,
  });
  const came = await channel.ping?.(AbortSignal.timeout(TIMEOUT));
  const login = told.email?.user === undefined ? '' : ', and takes the login';
  if (!came || came.outcome === 'sent') return { state: 'ok', said: `${host} is there${login}` };
  const mend = ('mend' in came && came.mend) || `See host, port and tls of this channel, and the network to ${host}.`;
  return { state: 'missing', said: came.why, mend };
}
