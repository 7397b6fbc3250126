import { describe, expect, it } from 'vitest';
import { channelName } from '../../../src/notify/slack/channel-name.ts';
import { delivery, drill, live, message } from '../../helpers/notify/deliveries.ts';
import { drills, never, sentBy, slackAt } from '../../helpers/notify/slack-channel.ts';
import { botToken, readerToken, slackServer } from '../../helpers/notify/slack-server.ts';

const server = slackServer();

const room = { channel: 'C0123ABCD' };
const names = (channel: ReturnType<typeof slackAt>, one: Parameters<typeof channel.paces>[0]) =>
  channel.paces(one).map(({ name, count, per }) => `${name} ${count}/${per / 1000}s`);

describe('the limits that are kept', () => {
  it('are those that Slack documents, by method and channel', () => {
    const slack = slackAt(server);
    expect(names(slack, delivery(live, message('m1', { sort: 'room' })))).toEqual([
      'conversations.create 20/60s',
      'conversations.setPurpose 20/60s',
      'conversations.setTopic 20/60s',
    ]);
    expect(names(slack, delivery(live, message('m2'), { room }))).toEqual([
      'chat.postMessage C0123ABCD 1/1s',
      'chat.postMessage 200/60s',
    ]);
    const headline = message('m3', { sort: 'headline' });
    expect(names(slack, delivery(live, headline, { room }))).toContain('pins.add 20/60s');
    const earlier = { ...room, ts: '1.2', pinned: 'yes' };
    expect(names(slack, delivery(live, headline, { room, earlier }))).toEqual(['chat.update 50/60s']);
    expect(names(slack, delivery(live, message('m4', { sort: 'file' }), { room }))).toEqual([
      'files.getUploadURLExternal 100/60s',
      'files.completeUploadExternal 100/60s',
    ]);
    expect(
      names(slackAt(server, drills), delivery(drill, message('m5', { to: 'all' }), { room, addresses: ['#x'] })),
    ).toEqual(['chat.postMessage C0123ABCD 1/1s', 'chat.postMessage 200/60s']);
  });
});

describe('looking for a message', () => {
  it('goes on page by page, and takes nobody else’s message for ours', async () => {
    const slack = slackAt(server, drills);
    const there = await sentBy(slack, delivery(drill, message('m1', { sort: 'room' })));
    const one = delivery(drill, message('m2'), { room: there });
    const metadata = { event_type: 'breakglass_message', event_payload: { key: `${drill.run}/m2`, mark: 'DRILL' } };
    const forged = { channel: there.channel, thread_ts: there.ts, text: 'x', metadata };
    await server.ask('chat.postMessage', forged, readerToken);
    expect(await slack.find?.(one, never)).toEqual({ found: null });
    const receipt = await sentBy(slack, one);
    for (let at = 0; at < 40; at += 1) {
      await server.ask(
        'chat.postMessage',
        { channel: there.channel, thread_ts: there.ts, text: `chat ${at}` },
        botToken,
      );
    }
    server.pageSize = 15;
    expect(await slack.find?.(one, never)).toEqual({ found: receipt });
    expect(await slack.find?.(delivery(drill, message('m3'), { room: there }), never)).toEqual({ found: null });
  });

  it('at one page a minute goes on where the limit broke it off', async () => {
    const slack = slackAt(server);
    const there = await sentBy(slack, delivery(live, message('m1', { sort: 'room' })));
    const one = delivery(live, message('m2'), { room: there });
    const receipt = await sentBy(slack, one);
    for (let at = 0; at < 40; at += 1)
      await server.ask('chat.postMessage', { channel: there.channel, text: 'x' }, botToken);
    server.pageSize = 15;
    let isAllowed = true;
    server.proxy.plan = ({ path }) => {
      if (!path.endsWith('conversations.history')) return null;
      isAllowed = !isAllowed;
      return isAllowed ? { limit: 60 } : null;
    };
    expect(await slack.find?.(one, never)).toMatchObject({ found: 'unknown', after: 60_000 });
    expect(await slack.find?.(one, never)).toMatchObject({ found: 'unknown', after: 60_000 });
    expect(await slack.find?.(one, never)).toEqual({ found: receipt });
  });

  it('reads nothing that is older than what it looks for', async () => {
    const slack = slackAt(server);
    await slack.find?.(delivery(live, message('m2'), { room: { channel: 'C000000001' } }), never);
    const asked = server.proxy.seen.find(({ path }) => path.endsWith('conversations.history'));
    const since = new URLSearchParams(asked?.body.toString()).get('oldest');
    expect(since).toBe(`${Date.parse('2026-03-02T02:12:00Z') / 1000}.000000`);
  });

  it('of a file, says once that it may take some moments', async () => {
    const slack = slackAt(server);
    const there = await sentBy(slack, delivery(live, message('m1', { sort: 'room' })));
    const one = delivery(live, message('m2', { sort: 'file' }), { room: there });
    expect(await slack.find?.(one, never)).toMatchObject({ found: 'unknown', after: 5_000 });
    expect(await slack.find?.(one, never)).toEqual({ found: null });
  });

  it('answers whether Slack does', async () => {
    expect(await slackAt(server).ping?.(never)).toEqual({ outcome: 'sent', receipt: {} });
  });
});

describe("the name of a run's channel", () => {
  it('is one that Slack takes, and the same every time', () => {
    expect(channelName(live)).toBe('inc-poisoned-release-20260302-7f3a');
    expect(channelName(live, 2)).toBe('inc-poisoned-release-20260302-7f3a-2');
    expect(channelName({ ...live, mark: 'REHEARSAL', run: 'Ünter <b>&' })).toBe('rehearsal-nter-b');
    const long = { ...live, run: `${'long-name-'.repeat(12)}20260302-7f3a` };
    for (const name of [channelName(long), channelName(long, 9)]) {
      expect(name.length).toBeLessThanOrEqual(80);
      expect(name).toMatch(/^[a-z0-9_-]+$/);
    }
    expect(channelName(long)).toBe(channelName({ ...long }));
    expect(channelName(long)).not.toBe(channelName({ ...long, run: `${long.run}b` }));
  });
});
