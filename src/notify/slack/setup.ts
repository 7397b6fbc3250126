import { textIn } from './lists.ts';
import type { Desk, SlackParts } from './parts.ts';
import { exerciseProblem } from './room.ts';
import { type Scope, scopesLacking } from './scopes.ts';
import { deskOf } from './slack.ts';
import { APP_TOKEN } from './socket.ts';
import { channelOf } from './spots.ts';
import type { Trouble } from './trouble.ts';

/** One thing that Slack needs to work, and how it is. */
export interface SlackCheck {
  readonly what: 'token' | 'scopes' | 'channel' | 'message' | 'answers';
  readonly state: 'ok' | 'warn' | 'missing';
  readonly said: string;
  readonly mend?: string;
}

/** What is looked at. */
export interface Examined extends Omit<SlackParts, 'place'> {
  readonly scopes: readonly Scope[];
  /** Where a test message is posted, and deleted: `C…` or `#name`; null: nowhere. */
  readonly channel: string | null;
  /** It is only looked at: nothing is posted. */
  readonly isQuiet?: true;
}

/** Tries the token, its scopes, and whether a message can be posted and deleted again. It ends where nothing further can work. */
export async function examineSlack(
  { scopes, channel, isQuiet, ...parts }: Examined,
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
  if (channel === null) return [...checks, noChannel(isQuiet)];
  const place = await channelCheck(desk, channel, signal);
  if (isQuiet || place.state !== 'ok') return [...checks, place];
  return [...checks, await messageCheck(desk, channel, signal)];
}

/** Tries the app-level token, by which answers are heard: Slack names an address to connect to, and that is left alone. */
export async function examineAnswers(
  { token, ...parts }: Omit<SlackParts, 'place'>,
  signal: AbortSignal,
): Promise<SlackCheck> {
  const { api } = deskOf({ ...parts, token, place: { mode: 'live', invite: [] } });
  const called = await api('apps.connections.open', {}, signal);
  if (called.ok) return { what: 'answers', state: 'ok', said: 'can be heard' };
  const { why, outcome } = called.trouble;
  const mend = outcome === 'refused' ? { mend: sentence(APP_TOKEN) } : {};
  return { what: 'answers', state: 'missing', said: `cannot be heard: ${why}`, ...mend };
}

function noChannel(isQuiet: true | undefined): SlackCheck {
  const said = `no exercise channel is set: ${isQuiet ? '' : 'no test message is posted, and '}drills are told nowhere`;
  const mend = 'Set slack.exercise-channel, or name one: breakglass slack setup --channel "#drills"';
  return { what: 'channel', state: 'warn', said, mend };
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function scopeChecks(granted: string | undefined, needed: readonly Scope[]): SlackCheck[] {
  if (granted === undefined || granted === '') {
    return [{ what: 'scopes', state: 'warn', said: 'the server does not say which the token has' }];
  }
  const lacking = scopesLacking(granted, needed);
  if (lacking.length === 0) return [{ what: 'scopes', state: 'ok', said: `all ${needed.length} are there` }];
  const mend =
    'Add it under OAuth & Permissions, and install the app anew: its token is then another one. breakglass slack setup --manifest prints all that it needs.';
  return lacking.map((one) => ({
    what: 'scopes',
    state: 'missing',
    said: `${one.scope} is missing, ${one.for}`,
    mend,
  }));
}

async function channelCheck(desk: Desk, named: string, signal: AbortSignal): Promise<SlackCheck> {
  const found = await channelOf(desk, named, signal);
  if ('trouble' in found) return troubled('channel', found.trouble);
  const problem = await exerciseProblem(desk, found.had, signal);
  if (problem) return troubled('channel', problem);
  return { what: 'channel', state: 'ok', said: `the app is in ${named}, where drills are told` };
}

async function messageCheck(desk: Desk, named: string, signal: AbortSignal): Promise<SlackCheck> {
  const found = await channelOf(desk, named, signal);
  if ('trouble' in found) return troubled('channel', found.trouble);
  const channel = found.had;
  const text = 'DRILL: This is a test message of breakglass slack setup. It is deleted at once.';
  const posted = await desk.api('chat.postMessage', { channel, text, mrkdwn: false }, signal);
  if (!posted.ok) return troubled('message', posted.trouble);
  const deleted = await desk.api('chat.delete', { channel, ts: textIn(posted.data, 'ts') }, signal);
  if (deleted.ok) return { what: 'message', state: 'ok', said: `was posted in ${named}, and deleted again` };
  const said = `was posted in ${named}, and could not be deleted: ${deleted.trouble.why}`;
  return { what: 'message', state: 'warn', said, mend: 'Delete it there.' };
}

function troubled(what: SlackCheck['what'], trouble: Trouble): SlackCheck {
  const mend = trouble.outcome === 'refused' ? trouble.mend : undefined;
  return { what, state: 'missing', said: trouble.why, ...(mend !== undefined && { mend: withoutRetry(mend) }) };
}

/** There is no run whose messages could be sent again. */
function withoutRetry(mend: string): string {
  return mend.replace(/,? ?[Tt]hen breakglass outbox retry\.?$/, '').trim();
}
