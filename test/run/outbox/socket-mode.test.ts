import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askedKey } from '../../../src/engine/state.ts';
import type { Clock } from '../../../src/notify/clock.ts';
import { openOutbox } from '../../../src/run/outbox/open.ts';
import type { Outbox } from '../../../src/run/outbox/outbox.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { botToken, slackServer } from '../../helpers/notify/slack-server.ts';
import { type SocketMode, startSocketMode } from '../../helpers/notify/socket-mode.ts';
import { folder, openLive } from '../live/given.ts';

type Json = Record<string, unknown>;

const server = slackServer();
let socket: SocketMode;
beforeAll(async () => {
  socket = await startSocketMode();
});
beforeEach(() => {
  server.socket = socket.url;
});
afterAll(() => socket.close());

const playbook = `format: 1
playbook: book
version: 1.0.0
title: Book
summary: For tests.
severity: high
roles: { lead: { title: Lead } }
scope: {}
audiences: [everyone]
phases:
  - phase: work
    title: Work
    steps:
      - { step: have-it, role: lead, do: Say that you have it., reaches: acknowledged }
      - { step: go-on, role: lead, after: [], do: Go on. }
      - { step: stop, role: lead, after: [], do: Stop the release., approval: lead }
`;
const catalogue = `format: 1
catalogue: none
version: 1.0.0
title: None
actions:
  - { action: nothing, title: Nothing, effect: isolate, type: nothing, run: ["true"], read-only: true, docs: "https://example.org" }
`;
const people = { U0MARA: 'Mara', U0ADA: 'Ada' };

/** A clock on which nobody waits. */
function hurriedClock(): Clock {
  let now = Date.now();
  return {
    now: () => now,
    wait: async (ms) => {
      now += ms;
      // Who only ever tries again would else leave no time for anything.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

async function told(
  environment: NodeJS.ProcessEnv = { SLACK_APP_TOKEN: 'xapp-of-the-tests' },
  roles: Readonly<Record<string, string>> = {},
): Promise<{ session: RunSession; outbox: Outbox }> {
  const store = folder();
  const routes = [{ via: 'slack', tells: 'run' as const }];
  const all = { SLACK_BOT_TOKEN: botToken, ...environment };
  const session = await openLive({
    playbook,
    catalogue,
    store,
    environment: all,
    more: { routes, roles, title: 'Stolen runner' },
  });
  const outbox = await openOutbox(session, {
    store,
    slack: { exerciseChannel: null, invite: [], isPrivate: false, answers: true, people, apiUrl: server.apiUrl },
    tell: {},
    addresses: () => [],
    sources: {},
    environment: all,
    clock: hurriedClock(),
  });
  session.attach(outbox);
  return { session, outbox };
}

/** Resolves once something holds, which is looked at whenever the run changes. */
function until(session: RunSession, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = session.subscribe(() => {
      if (!holds()) return;
      end();
      resolve();
    });
    if (holds()) resolve();
  });
}

const room = (session: RunSession) => session.state.outbox.slack?.slots.room?.channel ?? '';
const headline = (session: RunSession) => session.state.outbox.slack?.slots.headline?.ts ?? '';
const pressed = (session: RunSession, user = 'U0MARA'): Json => ({
  type: 'block_actions',
  user: { id: user },
  channel: { id: room(session) },
  container: { message_ts: headline(session) },
  actions: [{ type: 'button', action_id: 'acknowledge', value: 'have-it' }],
});
const replied = (channel: string, thread_ts: string, text: string): Json => ({
  event: { type: 'message', user: 'U0MARA', channel, text, ts: '1700000000.000200', thread_ts },
});

describe('given a live run with answers from Slack', () => {
  it('a button pressed there is a command here, and a reply a note', async () => {
    const { session, outbox } = await told();
    await until(session, () => headline(session) !== '');
    await socket.deliver('interactive', pressed(session));
    await until(session, () => session.state.milestones.acknowledged !== undefined);
    expect(session.state.roles.lead).toBe('Mara');
    expect(session.entries.findLast(({ type }) => type === 'step.done')).toMatchObject({ typedBy: 'slack:U0MARA' });

    await socket.deliver('events_api', replied(room(session), headline(session), 'They called &lt;!channel&gt; back.'));
    await until(session, () => session.entries.some(({ type }) => type === 'note.added'));
    expect(session.entries.findLast(({ type }) => type === 'note.added')).toMatchObject({
      text: 'They called <!channel> back.',
    });
    await outbox.stop();
    session.leave();
  });

  it('what cannot be done is said to who pressed it, and to nobody else', async () => {
    const { session, outbox } = await told();
    await until(session, () => headline(session) !== '');
    await socket.deliver('interactive', pressed(session, 'U0NOBODY'));
    await until(session, () => true);
    const isSaid = () => server.proxy.seen.some(({ path }) => path.endsWith('chat.postEphemeral'));
    while (!isSaid()) await new Promise((resolve) => setImmediate(resolve));
    const said = server.proxy.seen.find(({ path }) => path.endsWith('chat.postEphemeral'));
    const body = new URLSearchParams(String(said?.body));
    expect(body.get('user')).toBe('U0NOBODY');
    expect(body.get('blocks')).toContain('slack.people');
    expect(session.state.milestones.acknowledged).toBeUndefined();
    await outbox.stop();
    session.leave();
  });

  it('where they cannot be heard, that stands beside the channel, with the reason; the run and what is told go on', async () => {
    const { session, outbox } = await told({});
    await until(session, () => session.told().some(({ words }) => words.endsWith('deaf')));
    expect(session.told()[0]?.sentence).toContain('SLACK_APP_TOKEN');
    await until(session, () => headline(session) !== '');
    await outbox.stop();
    session.leave();
  });
});

describe('given an approval that is asked for in Slack', () => {
  const stop = [{ step: 'stop' }];
  async function asked() {
    const { session, outbox } = await told(undefined, { lead: 'Ada' });
    await until(session, () => headline(session) !== '');
    await socket.connected();
    ask(session);
    await until(session, () => there(session) !== undefined);
    return { session, outbox };
  }
  const ask = (session: RunSession) =>
    session.dispatch({ type: 'request-approval', instances: stop }, { person: 'Ada', role: 'lead' });
  const there = (session: RunSession) => session.state.outbox.slack?.slots[askedFor(session)];
  const askedFor = ({ state }: RunSession) => state.asked[askedKey({ step: 'stop' })] ?? '';
  /** A button of the message as it stands in Slack. */
  async function buttonThere(session: RunSession, id: string): Promise<Json> {
    const { channel, ts } = there(session) ?? {};
    const { messages } = await server.ask('conversations.history', { channel });
    const blocks = (messages as Json[]).find((one) => one.ts === ts)?.blocks;
    const all = (typeof blocks === 'string' ? JSON.parse(blocks) : blocks) as { elements?: Json[] }[];
    return all.flatMap(({ elements = [] }) => elements).find(({ action_id }) => action_id === id) ?? {};
  }
  const click = (session: RunSession, button: Json): Json => ({
    type: 'block_actions',
    user: { id: 'U0ADA' },
    channel: { id: room(session) },
    container: { message_ts: there(session)?.ts ?? '' },
    actions: [{ ...button, action_ts: '1700000000.000300' }],
  });
  const count = (session: RunSession, wanted: string) => session.entries.filter(({ type }) => type === wanted).length;
  const isThere = (session: RunSession, type: string) => until(session, () => count(session, type) > 0);

  it('the button Approve that stands there approves it, and Refuse refuses it', async () => {
    const { session, outbox } = await asked();
    await socket.deliver('interactive', click(session, await buttonThere(session, 'refuse')));
    await isThere(session, 'approval.refused');
    expect(session.entries.findLast(({ type }) => type === 'approval.refused')).toMatchObject({
      by: { person: 'Ada' },
      typedBy: 'slack:U0ADA',
      reason: 'Refused in Slack.',
    });
    ask(session);
    await until(session, () => there(session) !== undefined);
    const again = { ...click(session, await buttonThere(session, 'approve')) };
    await socket.deliver('interactive', again);
    await isThere(session, 'approval.granted');
    expect(session.entries.findLast(({ type }) => type === 'approval.granted')).toMatchObject({
      by: { person: 'Ada' },
      typedBy: 'slack:U0ADA',
    });
    await outbox.stop();
    session.leave();
  });

  it('one click that Slack tells of again, since nothing of its acknowledgement came through, does its thing once', async () => {
    const { session, outbox } = await asked();
    const pressed = click(session, await buttonThere(session, 'approve'));
    await socket.deliverUnheard('interactive', pressed);
    await isThere(session, 'approval.granted');
    await socket.connected();
    await socket.deliver('interactive', pressed);
    const seen = server.proxy.seen.length;
    // What is said after it has been seen is heard after it.
    await socket.deliver('events_api', replied(room(session), headline(session), 'And on it goes.'));
    await isThere(session, 'note.added');
    expect(count(session, 'approval.granted')).toBe(1);
    expect(server.proxy.seen.slice(seen).filter(({ path }) => path.endsWith('postEphemeral'))).toEqual([]);
    await outbox.stop();
    session.leave();
  });

  it('one click that Slack tells of by both connections, while one is renewed, does its thing once', async () => {
    const { session, outbox } = await asked();
    const pressed = click(session, await buttonThere(session, 'approve'));
    const old = await socket.line();
    socket.holdGreetings();
    await old.warn('warning');
    await socket.ungreeted(1);
    socket.greet();
    const next = await socket.line();
    await Promise.all([old.deliver('interactive', pressed), next.deliver('interactive', pressed)]);
    await isThere(session, 'approval.granted');
    await old.close();
    await next.deliver('events_api', replied(room(session), headline(session), 'And on it goes.'));
    await isThere(session, 'note.added');
    expect(count(session, 'approval.granted')).toBe(1);
    expect(server.proxy.seen.filter(({ path }) => path.endsWith('postEphemeral'))).toEqual([]);
    expect(session.told().filter(({ words }) => words.endsWith('deaf'))).toEqual([]);
    await outbox.stop();
    session.leave();
  });

  it('while nobody is heard, the run and what is told of it go on; the click is heard afterwards', async () => {
    const { session, outbox } = await asked();
    let isDown = true;
    server.proxy.plan = ({ path }) => (isDown && path.endsWith('apps.connections.open') ? 'drop-before' : null);
    await socket.drop();
    await until(session, () => session.told().some(({ words }) => words.endsWith('deaf')));
    expect(session.dispatch({ type: 'finish', step: 'go-on' }, { person: 'Ada', role: 'lead' })).toBeNull();
    await until(session, () => Object.keys(session.state.outbox.slack?.pending ?? {}).length === 0);
    expect(session.broken).toBeNull();
    const pressed = click(session, await buttonThere(session, 'approve'));
    isDown = false;
    await socket.deliver('interactive', pressed);
    await isThere(session, 'approval.granted');
    await until(session, () => !session.told().some(({ words }) => words.endsWith('deaf')));
    await outbox.stop();
    session.leave();
  });

  it('a token that Slack does not take stands beside the channel, with what mends it', async () => {
    server.socket = null;
    const { session, outbox } = await told();
    await until(session, () => session.told().some(({ words }) => words.endsWith('deaf')));
    expect(session.told()[0]?.sentence).toContain('set SLACK_APP_TOKEN to an app-level token of this app');
    await until(session, () => headline(session) !== '');
    await outbox.stop();
    session.leave();
  });
});
