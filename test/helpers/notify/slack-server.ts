import type { Emulator } from 'emulate';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Web } from '../../../src/notify/web.ts';
import { startEmulator } from '../../content/actions/emulator.ts';
import { directWeb } from './direct-web.ts';
import { type Answered, type FaultProxy, type Passing, startFaultProxy } from './fault-proxy.ts';

type Json = Record<string, unknown>;

/** A Slack of the tests: an emulator that remembers, what it lacks beside it, and faults before it. */
export interface SlackServer {
  readonly proxy: FaultProxy;
  /** Where its Web API is. */
  readonly apiUrl: string;
  /** Most objects that are given out at once, as to an app that is sold outside of the Marketplace. */
  pageSize: number;
  /** Scopes of the token, as the server tells them. */
  scopes: string;
  /** Where `apps.connections.open` says that a client connects; null: Socket Mode is off. */
  socket: string | null;
  /** The way there without a network between, with the faults of the proxy. */
  readonly direct: Web;
  /** Calls a method as the bot, or as somebody else, past all faults. */
  ask(method: string, args?: Json, token?: string): Promise<Json>;
  reset(): void;
  close(): Promise<void>;
}

export const botToken = 'xoxb-breakglass-of-the-tests';
/** Somebody who reads what was said. */
export const readerToken = 'xoxp-somebody-who-reads-it';

const seed = {
  slack: {
    users: [{ name: 'breakglass' }, { name: 'mara' }, { name: 'jon' }],
    channels: [{ name: 'drills' }, { name: 'legal' }],
    tokens: [
      { token: botToken, user: 'breakglass' },
      { token: readerToken, user: 'mara' },
    ],
  },
};

/** One for all tests of a file, as new before each of them: started before the first, closed after the last. */
export function slackServer(): SlackServer {
  let started: SlackServer | null = null;
  const there = () => {
    if (!started) throw new Error('the Slack of the tests is there once the first of them begins, and not before');
    return started;
  };
  beforeAll(async () => {
    started = await startSlackServer();
  });
  beforeEach(() => there().reset());
  afterAll(() => started?.close());
  return new Proxy({} as SlackServer, {
    get: (_, name) => Reflect.get(there(), name),
    set: (_, name, value) => Reflect.set(there(), name, value),
  });
}

async function startSlackServer(): Promise<SlackServer> {
  const held: { emulator?: Emulator } = {};
  const proxy = await startFaultProxy((request) => answer(request));
  held.emulator = await startEmulator({ service: 'slack', seed }, proxy.url);
  const { emulator } = held;
  const forward = (request: Passing): Promise<Answered> => forwarded(emulator, request);

  async function answer(request: Passing): Promise<Answered> {
    const method = request.path.replace(/^\/api\//, '');
    const args: Json = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
    const own = request.path.startsWith('/api/') ? await extended(server, method, args, request, forward) : null;
    const answered = own ? json(own) : await forward(request);
    return { ...answered, headers: { ...answered.headers, 'x-oauth-scopes': server.scopes } };
  }

  const server: SlackServer = {
    proxy,
    apiUrl: `${proxy.url}/api/`,
    pageSize: 1000,
    scopes: '',
    socket: null,
    direct: directWeb(proxy, (request) => answer(request)),
    async ask(method, args = {}, token = readerToken) {
      const body = new URLSearchParams(form(args));
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
      const answered = await answer({ path: `/api/${method}`, headers, body: Buffer.from(body.toString()) });
      return JSON.parse(answered.body.toString('utf8'));
    },
    reset() {
      emulator.reset();
      proxy.seen.length = 0;
      proxy.plan = () => null;
      proxy.stalled = () => undefined;
      server.pageSize = 1000;
      server.scopes = '';
      server.socket = null;
    },
    async close() {
      await proxy.close();
      await emulator.close();
    },
  };
  return server;
}

async function forwarded(emulator: Emulator, { path, headers, body }: Passing): Promise<Answered> {
  const { authorization = '', 'content-type': type = '' } = headers;
  const init = { method: 'POST', headers: { authorization, 'content-type': type }, body: new Uint8Array(body) };
  const answered = await fetch(`${emulator.url}${path}`, init);
  return {
    status: answered.status,
    headers: { 'content-type': answered.headers.get('content-type') ?? '' },
    body: Buffer.from(await answered.arrayBuffer()),
  };
}

/** What the emulator lacks, as it is documented; null where it answers itself. */
async function extended(
  { pageSize, socket }: SlackServer,
  method: string,
  args: Json,
  request: Passing,
  forward: (request: Passing) => Promise<Answered>,
): Promise<Json | null> {
  const asked = async (path: string, body: Json): Promise<Json> => {
    const text = new URLSearchParams(form(body)).toString();
    const answered = await forward({ ...request, path: `/api/${path}`, body: Buffer.from(text) });
    return JSON.parse(answered.body.toString('utf8'));
  };
  // https://docs.slack.dev/reference/methods/apps.connections.open
  if (method === 'apps.connections.open')
    return socket === null ? { ok: false, error: 'invalid_auth' } : { ok: true, url: socket };
  // It takes every token for somebody's.
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  if (![botToken, readerToken].includes(token)) return { ok: false, error: 'invalid_auth' };
  // https://docs.slack.dev/reference/methods/users.conversations
  if (method === 'users.conversations') {
    const all = await asked('conversations.list', { ...args, limit: 1000, cursor: '' });
    if (all.ok !== true) return all;
    const channels = (all.channels as Json[]).filter(({ is_member }) => is_member === true);
    return { ...page(channels, args, pageSize, 'channels') };
  }
  // It knows no oldest, latest and inclusive, and pages no replies: https://docs.slack.dev/reference/methods/conversations.history
  if (method === 'conversations.history' || method === 'conversations.replies') {
    const all = await asked(method, { ...args, limit: 1000, cursor: '' });
    if (all.ok !== true) return all;
    const messages = (all.messages as Json[]).filter((one) => isBetween(one, args)).map((one) => shown(one, args));
    return page(messages, args, pageSize, 'messages');
  }
  if (method === 'chat.postMessage' || method === 'chat.update') {
    const problem = limitProblem(args);
    if (problem !== null) return { ok: false, error: problem };
    // It lets everybody post in every public channel: https://docs.slack.dev/reference/methods/chat.postMessage#errors
    const { channel } = (await asked('conversations.info', { channel: args.channel })) as { channel?: Json };
    if (channel && channel.is_im !== true && channel.is_member === false) return { ok: false, error: 'not_in_channel' };
  }
  return null;
}

function isBetween({ ts, thread_ts }: Json, { oldest, latest, inclusive }: Json): boolean {
  const at = Number(ts);
  const isFirst = thread_ts === undefined;
  if (isFirst && latest === undefined && oldest === undefined) return true;
  const isIn = inclusive === 'true';
  const isAfter = oldest === undefined || at > Number(oldest) || (isIn && at === Number(oldest));
  return isAfter && (latest === undefined || at < Number(latest) || (isIn && at === Number(latest)));
}

function shown(message: Json, { include_all_metadata }: Json): Json {
  if (include_all_metadata === 'true') return message;
  const { metadata: _, ...rest } = message;
  return rest;
}

function page(all: readonly Json[], { limit, cursor }: Json, most: number, key: string): Json {
  const from = typeof cursor === 'string' && cursor !== '' ? Number(Buffer.from(cursor, 'base64').toString()) : 0;
  const to = from + Math.min(Number(limit ?? 100), most);
  const next = to < all.length ? Buffer.from(String(to)).toString('base64') : '';
  return { ok: true, [key]: all.slice(from, to), has_more: next !== '', response_metadata: { next_cursor: next } };
}

/** The documented limits, which the emulator does not hold: https://docs.slack.dev/reference/block-kit/blocks */
function limitProblem(args: Json): string | null {
  const blocks: Json[] = typeof args.blocks === 'string' ? JSON.parse(args.blocks) : [];
  if (String(args.text ?? '').length > 40_000) return 'msg_too_long';
  if (blocks.length > 50) return 'invalid_blocks';
  if (JSON.stringify(blocks).length > 13_000) return 'msg_blocks_too_long';
  return blocks.every(isFit) ? null : 'invalid_blocks';
}

function isFit({ type, text, elements }: Json): boolean {
  const fits = (object: unknown, most: number) => {
    const { text: said } = object as { text: string };
    return said.length >= 1 && said.length <= most;
  };
  if (type === 'header') return fits(text, 150);
  if (type === 'context')
    return (elements as unknown[]).length <= 10 && (elements as unknown[]).every((one) => fits(one, 3000));
  if (type === 'actions') {
    return (elements as Json[]).every(
      (one) => fits(one.text, 75) && String(one.value).length <= 2000 && String(one.action_id).length <= 255,
    );
  }
  if (type !== 'rich_text') return false;
  return (elements as Json[]).every((one) => (one.elements as unknown[]).every((part) => fits(part, 3000)));
}

function json(value: Json): Answered {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) };
}

function form(args: Json): [string, string][] {
  return Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
}
