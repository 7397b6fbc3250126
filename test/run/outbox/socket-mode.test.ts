import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openOutbox } from '../../../src/run/outbox/open.ts';
import type { Outbox } from '../../../src/run/outbox/outbox.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { botToken, type SlackServer, startSlackServer } from '../../helpers/notify/slack-server.ts';
import { type SocketMode, startSocketMode } from '../../helpers/notify/socket-mode.ts';
import { folder, openLive } from '../live/given.ts';

type Json = Record<string, unknown>;

let server: SlackServer;
let socket: SocketMode;
beforeAll(async () => {
  [server, socket] = await Promise.all([startSlackServer(), startSocketMode()]);
});
beforeEach(() => {
  server.reset();
  server.socket = socket.url;
});
afterAll(() => Promise.all([server.close(), socket.close()]));

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
      - { step: go-on, role: lead, do: Go on. }
`;
const catalogue = `format: 1
catalogue: none
version: 1.0.0
title: None
actions:
  - { action: nothing, title: Nothing, effect: isolate, type: nothing, run: ["true"], read-only: true, docs: "https://example.org" }
`;
const people = { U0MARA: 'Mara' };

async function told(
  environment: NodeJS.ProcessEnv = { SLACK_APP_TOKEN: 'xapp-of-the-tests' },
): Promise<{ session: RunSession; outbox: Outbox }> {
  const store = folder();
  const routes = [{ via: 'slack', tells: 'run' as const }];
  const all = { SLACK_BOT_TOKEN: botToken, ...environment };
  const session = await openLive({
    playbook,
    catalogue,
    store,
    environment: all,
    more: { routes, roles: {}, title: 'Stolen runner' },
  });
  const outbox = await openOutbox(session, {
    store,
    slack: { exerciseChannel: null, invite: [], isPrivate: false, answers: true, people, apiUrl: server.apiUrl },
    tell: {},
    addresses: () => [],
    sources: {},
    environment: all,
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
const pressed = (channel: string, user = 'U0MARA'): Json => ({
  type: 'block_actions',
  user: { id: user },
  channel: { id: channel },
  actions: [{ type: 'button', action_id: 'acknowledge', value: 'have-it' }],
});
const replied = (channel: string, thread_ts: string, text: string): Json => ({
  event: { type: 'message', user: 'U0MARA', channel, text, ts: '1700000000.000200', thread_ts },
});

describe('given a live run with answers from Slack', () => {
  it('a button pressed there is a command here, and a reply a note', async () => {
    const { session, outbox } = await told();
    await until(session, () => headline(session) !== '');
    await socket.deliver('interactive', pressed(room(session)));
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
    await socket.deliver('interactive', pressed(room(session), 'U0NOBODY'));
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
