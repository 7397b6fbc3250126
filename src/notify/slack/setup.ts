import { textIn } from './lists.ts';
import type { Desk, SlackParts } from './parts.ts';
import { exerciseProblem } from './room.ts';
import { type Scope, scopesLacking } from './scopes.ts';
import { deskOf } from './slack.ts';
import { channelOf } from './spots.ts';
import type { Trouble } from './trouble.ts';

/** One thing that Slack needs to work, and how it is. */
export interface SlackCheck {
  readonly what: 'token' | 'scopes' | 'channel' | 'message';
  readonly state: 'ok' | 'warn' | 'missing';
  readonly said: string;
  readonly mend?: string;
}

/** What is looked at. */
export interface Examined extends Omit<SlackParts, 'place'> {
  readonly scopes: readonly Scope[];
  /** Where a test message is posted, and deleted: `C…` or `#name`; null: nowhere. */
  readonly channel: string | null;
}

/** Tries the token, its scopes, and whether a message can be posted and deleted again. It ends where nothing further can work. */
export async function examineSlack(
  { scopes, channel, ...parts }: Examined,
  signal: AbortSignal,
): Promise<SlackCheck[]> {
  const desk = deskOf({ ...parts, place: { mode: 'exercise', channel: channel ?? '' } });
  const called = await desk.api('auth.test', {}, signal);
  if (!called.ok) return [troubled('token', called.trouble)];
  const [user, team] = [textIn(called.data, 'user'), textIn(called.data, 'team')];
  const token: SlackCheck =
    called.data.bot_id === undefined
      ? { what: 'token', state: 'warn', said: `works, as ${user} in ${team}: it seems to be a person's, and no bot's` }
      : { what: 'token', state: 'ok', said: `works, as ${user} in ${team}` };
  const granted = called.headers['x-oauth-scopes'];
  const checks = [token, ...scopeChecks(granted, scopes)];
  if (channel === null) return [...checks, noChannel];
  return [...checks, ...(await channelChecks(desk, channel, signal))];
}

const noChannel: SlackCheck = {
  what: 'channel',
  state: 'warn',
  said: 'no exercise channel is set: no test message is posted, and drills are told nowhere',
  mend: 'Set slack.exercise-channel, or name one: breakglass slack setup --channel "#drills"',
};

function scopeChecks(granted: string | undefined, needed: readonly Scope[]): SlackCheck[] {
  if (granted === undefined || granted === '') {
    return [{ what: 'scopes', state: 'warn', said: 'the server does not say which the token has' }];
  }
  const lacking = scopesLacking(granted, needed);
  if (lacking.length === 0) return [{ what: 'scopes', state: 'ok', said: `all ${needed.length} are there` }];
  const mend = 'Add it under OAuth & Permissions, and install the app anew: its token is then another one.';
  return lacking.map((one) => ({
    what: 'scopes',
    state: 'missing',
    said: `${one.scope} is missing, ${one.for}`,
    mend,
  }));
}

async function channelChecks(desk: Desk, named: string, signal: AbortSignal): Promise<SlackCheck[]> {
  const found = await channelOf(desk, named, signal);
  if ('trouble' in found) return [troubled('channel', found.trouble)];
  const channel = found.had;
  const problem = await exerciseProblem(desk, channel, signal);
  if (problem) return [troubled('channel', problem)];
  const text = 'DRILL: This is a test message of breakglass slack setup. It is deleted at once.';
  const posted = await desk.api('chat.postMessage', { channel, text, mrkdwn: false }, signal);
  if (!posted.ok) return [troubled('message', posted.trouble)];
  const deleted = await desk.api('chat.delete', { channel, ts: textIn(posted.data, 'ts') }, signal);
  if (deleted.ok) return [{ what: 'message', state: 'ok', said: `was posted in ${named}, and deleted again` }];
  const said = `was posted in ${named}, and could not be deleted: ${deleted.trouble.why}`;
  return [{ what: 'message', state: 'warn', said, mend: 'Delete it there.' }];
}

function troubled(what: SlackCheck['what'], trouble: Trouble): SlackCheck {
  const mend = trouble.outcome === 'refused' ? trouble.mend : undefined;
  return { what, state: 'missing', said: trouble.why, ...(mend !== undefined && { mend: withoutRetry(mend) }) };
}

/** There is no run whose messages could be sent again. */
function withoutRetry(mend: string): string {
  return mend.replace(/,? ?[Tt]hen breakglass outbox retry\.?$/, '').trim();
}
