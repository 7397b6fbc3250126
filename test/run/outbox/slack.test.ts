import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { evidencePath } from '../../../src/journal/evidence.ts';
import type { Place } from '../../../src/notify/slack/parts.ts';
import { standingClock } from '../../../src/run/clock.ts';
import { openDrill } from '../../../src/run/open.ts';
import { tellClosing } from '../../../src/run/outbox/closing.ts';
import { Outbox } from '../../../src/run/outbox/outbox.ts';
import { resumeRun } from '../../../src/run/resume.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { storeWith } from '../../../src/run/store.ts';
import { drills, liveRoom, slackAt } from '../../helpers/notify/slack-channel.ts';
import { botToken, slackServer } from '../../helpers/notify/slack-server.ts';
import { ada, folder, openLive } from '../live/given.ts';
import { loaded, playbookText, scenarioText } from '../texts.ts';

type Json = Record<string, unknown>;

const server = slackServer();

/** A clock on which nobody waits: what waits is at its time at once. */
function hurriedClock() {
  let now = Date.now();
  return {
    now: () => now,
    wait: async (ms: number) => {
      now += ms;
    },
  };
}

function outboxOf(session: RunSession, store: string, place: Place): Outbox {
  const outbox = new Outbox(session, {
    channels: { slack: slackAt(server, place) },
    addresses: () => [],
    file: async (sha256) => readFileSync(evidencePath(storeWith(store, session.run), session.run, sha256)),
    clock: hurriedClock(),
  });
  session.attach(outbox);
  return outbox;
}

const asked = async (method: string, args: Json) => await server.ask(method, args, botToken);
const idOf = async (name: string) => {
  const { channels } = await asked('conversations.list', { limit: 1000 });
  return (channels as Json[]).find((one) => one.name === name)?.id as string;
};
const saidIn = async (channel: string) =>
  ((await asked('conversations.history', { channel, limit: 1000 })).messages as Json[]).toReversed();
const repliesTo = async (channel: string, ts: unknown) =>
  ((await asked('conversations.replies', { channel, ts, limit: 1000 })).messages as Json[]).slice(1);

const routes = [{ via: 'slack', tells: 'run' as const }];

describe('given a drill with an exercise channel', () => {
  const content = () =>
    loaded(
      playbookText(`  - phase: stop
    title: Stop it
    steps:
      - { step: disable, role: operator, for-each: stage, effect: isolate, do: Disable it., approval: lead }`),
      scenarioText({ plays: '  - { play: all, pace: 1m, expect: {} }' }),
    );

  it('is told there from its opening to its report, and another client reads it all back', async () => {
    const store = folder();
    const clock = standingClock(Date.parse('2026-03-02T09:00:00Z'));
    const roles = { lead: 'Mara', operator: 'Jon' };
    const session = await openDrill(store, { content: content(), roles, clock, routes, typedBy: 'test' });
    const outbox = outboxOf(session, store, drills);
    const [build] = Object.keys(session.state.kindOf);
    const disable = { step: 'disable', item: build ?? '' };
    session.dispatch({ type: 'request-approval', instances: [disable] }, { person: 'Jon', role: 'operator' });
    await outbox.idle();
    const channel = await idOf('drills');
    const pinned = (await asked('pins.list', { channel })).items as { message: Json }[];
    expect(pinned.map(({ message }) => String(message.text))).toEqual([expect.stringMatching(/^DRILL.*Scene: open/)]);
    const before = await repliesTo(channel, pinned[0]?.message.ts);
    expect(before.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('Approval asked of lead: disable build.yml'),
    );

    const { hash } = approvalFor(session.state, [disable]);
    session.dispatch({ type: 'approve', instances: [disable], hash }, { person: 'Mara', role: 'lead' });
    session.dispatch({ type: 'finish', ...disable }, { person: 'Jon', role: 'operator' });
    session.dispatch({ type: 'stop', reason: 'Enough.' }, { person: 'Mara', role: 'lead' });
    session.dispatch({ type: 'close' }, { person: 'Mara', role: 'lead' });
    const report = join(store, 'report.md');
    writeFileSync(report, '# The report\n');
    tellClosing(session, () => report);
    await outbox.idle();
    await outbox.stop();

    const all = await saidIn(channel);
    const ours = all.filter(({ subtype, thread_ts, ts }) => subtype === undefined && (thread_ts ?? ts) === ts);
    expect(ours, 'the channel itself has one message, the one that is pinned').toHaveLength(1);
    const inThread = await repliesTo(channel, pinned[0]?.message.ts);
    const replies = inThread.map(({ text }) => String(text));
    // What comes with a file is in its blocks alone.
    for (const { text, blocks } of [...inThread, ...ours])
      expect(text || JSON.stringify(blocks)).toMatch(/^DRILL|"DRILL/);
    const closed = session.entries.findLast(({ type }) => type === 'run.closed');
    const wanted = ['Jon finished disable for build.yml', 'Mara approved disable for build.yml', closed?.hash ?? ''];
    for (const words of wanted) expect(replies).toContainEqual(expect.stringContaining(words));
    expect(String(ours[0]?.text)).toContain('closed');
    const { files } = await asked('files.list', { channel });
    expect(files).toMatchObject([{ name: 'report.md', size: 13 }]);
    expect(session.state.outbox.slack).toMatchObject({ pending: {}, dropped: 0 });
    session.leave();
  });

  it('is told nowhere else: a channel that a live run is told in takes nothing of it', async () => {
    const store = folder();
    const clock = standingClock(Date.parse('2026-03-02T09:00:00Z'));
    const session = await openDrill(store, { content: content(), roles: {}, clock, routes, typedBy: 'test' });
    const outbox = outboxOf(session, store, liveRoom);
    await outbox.idle();
    expect(session.state.outbox.slack?.stopped?.why).toContain('A drill is told in an exercise channel alone');
    expect(server.proxy.seen.filter(({ path }) => /postMessage|create/.test(path))).toEqual([]);
    expect(session.told()).toMatchObject([
      { via: 'slack', isTroubled: true, words: expect.stringContaining('Slack: stopped') },
    ]);
    await outbox.stop();
    session.leave();
  });
});

describe('given a live run', () => {
  const playbook = `format: 1
playbook: live-book
version: 1.0.0
title: Live
summary: For tests.
severity: high
roles: { lead: { title: Lead } }
scope: {}
audiences: [everyone]
phases:
  - phase: work
    title: Work
    steps:
      - { step: look, role: lead, do: Look. }
      - { step: tell, role: lead, notify: everyone, message: "<!channel> Do not <https://x|install> it." }
`;
  const catalogue = `format: 1
catalogue: none
version: 1.0.0
title: None
actions:
  - { action: nothing, title: Nothing, effect: isolate, type: nothing, run: ["true"], read-only: true, docs: "https://example.org" }
`;

  it('has a channel of its own with a pinned head and a thread a phase, and what is hostile pings nobody', async () => {
    const store = folder();
    const session = await openLive({ playbook, catalogue, store, more: { routes, title: 'Stolen runner' } });
    const outbox = outboxOf(session, store, liveRoom);
    session.dispatch({ type: 'finish', step: 'look' }, ada);
    session.dispatch({ type: 'finish', step: 'tell' }, ada);
    await outbox.idle();
    const name = (await asked('conversations.list', { limit: 1000 })).channels as Json[];
    const room = name.find((one) => String(one.name).startsWith('inc-live-book'));
    const channel = String(room?.id);
    const said = (await saidIn(channel)).filter(
      ({ subtype, thread_ts, ts }) => subtype === undefined && (thread_ts ?? ts) === ts,
    );
    const texts = said.map(({ text }) => String(text));
    expect(texts.filter((text) => text.includes('Stolen runner'))).toHaveLength(1);
    const topic = said.find(({ text }) => String(text).includes('Work:'));
    const inThread = (await repliesTo(channel, topic?.ts)).map(({ text }) => String(text));
    expect(inThread).toContainEqual(expect.stringContaining('Ada finished look'));
    expect(inThread.join('\n')).toContain('&lt;!channel&gt;');
    expect(JSON.stringify([said, inThread])).not.toContain('<!channel>');
    for (const text of [...texts, ...inThread]) expect(text).toMatch(/^LIVE/);
    await outbox.stop();
    session.leave();
  });

  it('that was killed between sending and writing it down says nothing twice when it is gone on with', async () => {
    const store = folder();
    const session = await openLive({ playbook, catalogue, store, more: { routes, title: 'Stolen runner' } });
    const { run } = session;
    const outbox = outboxOf(session, store, liveRoom);
    // What was sent arrives, and before the answer does the process is gone: its journal never hears of it.
    let sends = 0;
    server.proxy.plan = ({ path }) => (path.endsWith('chat.postMessage') && ++sends === 3 ? 'drop-after' : null);
    const dispatch = session.dispatch.bind(session);
    session.dispatch = (ask, ...more) =>
      ask.type === 'end-delivery' && sends >= 3 ? { code: 'not-now', message: 'It is dead.' } : dispatch(ask, ...more);
    await outbox.idle();
    session.leave();
    server.proxy.plan = () => null;

    const again = await resumeRun(store, run, { clock: () => standingClock(Date.now()), typedBy: () => 'test' });
    expect(Object.values(again.state.outbox.slack?.pending ?? {}).map(({ status }) => status)).toContain('begun');
    const second = outboxOf(again, store, liveRoom);
    await second.idle();
    const { channels } = await asked('conversations.list', { limit: 1000 });
    const room = (channels as Json[]).find((one) => String(one.name).startsWith('inc-live-book'));
    const said = await saidIn(String(room?.id));
    const all = [...said, ...(await Promise.all(said.map(({ ts }) => repliesTo(String(room?.id), ts)))).flat()];
    const keys = all.flatMap(({ metadata }) => {
      const { event_payload: payload } = (metadata ?? {}) as { event_payload?: { key?: string } };
      return payload?.key === undefined ? [] : [payload.key];
    });
    expect(again.state.outbox.slack?.pending).toEqual({});
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
    expect(new Set(keys).size).toBe(keys.length);
    await second.stop();
    again.leave();
  });
});
