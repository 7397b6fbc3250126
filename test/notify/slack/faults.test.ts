import { describe, expect, it } from 'vitest';
import type { Delivery, Receipt, Sent } from '../../../src/notify/channel.ts';
import { delivery, drill, live, message } from '../../helpers/notify/deliveries.ts';
import { type Fault, faults } from '../../helpers/notify/fault-proxy.ts';
import { broughtBy, drills, liveRoom, never, sentBy, slackAt } from '../../helpers/notify/slack-channel.ts';
import { botToken, slackServer } from '../../helpers/notify/slack-server.ts';
import { fc } from '../../helpers/properties.ts';

type Json = Record<string, unknown>;

const server = slackServer();

const file = { name: 'report.md', sha256: 'ab12', bytes: 3 };
const bytes = async () => new TextEncoder().encode('abc');

/** What is sent, the call of it that has a fault, and what was there before. */
interface Kind {
  readonly place: typeof liveRoom;
  readonly method: string;
  given(): Promise<Delivery>;
}

async function room(): Promise<Receipt> {
  return await sentBy(slackAt(server), delivery(live, message('m1', { sort: 'room' })));
}

const kinds: Readonly<Record<string, Kind>> = {
  'the room of a live run': {
    place: liveRoom,
    method: 'conversations.create',
    given: async () => delivery(live, message('m9', { sort: 'room' })),
  },
  'the thread of an exercise': {
    place: drills,
    method: 'chat.postMessage',
    given: async () => delivery(drill, message('m9', { sort: 'room' })),
  },
  'a first headline': {
    place: liveRoom,
    method: 'chat.postMessage',
    given: async () => delivery(live, message('m9', { sort: 'headline' }), { room: await room() }),
  },
  'a headline that is changed': {
    place: liveRoom,
    method: 'chat.update',
    given: async () => {
      const there = await room();
      const earlier = await sentBy(
        slackAt(server),
        delivery(live, message('m2', { sort: 'headline' }), { room: there }),
      );
      return delivery(live, message('m9', { sort: 'headline' }), { room: there, earlier });
    },
  },
  'a line in a thread': {
    place: liveRoom,
    method: 'chat.postMessage',
    given: async () => {
      const there = await room();
      const parent = await sentBy(slackAt(server), delivery(live, message('m2', { sort: 'topic' }), { room: there }));
      return delivery(live, [message('m9'), message('m10')], { room: there, parent });
    },
  },
  'a file': {
    place: liveRoom,
    method: 'files.completeUploadExternal',
    given: async () => delivery(live, message('m9', { sort: 'file', file }), { room: await room(), file: bytes }),
  },
};

/** How often the last message is there, in every channel and thread, as another client reads it. */
async function times(): Promise<number> {
  const { channels } = await server.ask('conversations.list', { limit: 1000 });
  let count = 0;
  for (const { id } of channels as Json[]) {
    const { messages = [] } = await server.ask('conversations.history', { channel: id, include_all_metadata: true });
    for (const { ts, reply_count } of messages as Json[]) {
      const args = { channel: id, ts, include_all_metadata: true };
      const all = reply_count ? (await server.ask('conversations.replies', args)).messages : [];
      const one = (messages as Json[]).filter((message) => message.ts === ts);
      const said = reply_count ? (all as Json[]) : one;
      count += said.filter((message) =>
        /run\/m9|-7f3a\/m9/.test(JSON.stringify([message.metadata, message.files])),
      ).length;
    }
  }
  return count;
}

const certainly = (fault: Fault) => typeof fault === 'object';
const nameOf = (fault: Fault) => (typeof fault === 'object' ? `429${fault.limit === null ? ' alone' : ''}` : fault);
const table = Object.keys(kinds).flatMap((kind) => faults.map((fault) => [kind, nameOf(fault), fault] as const));

describe('given a fault on the way', () => {
  it.each(table)(
    'when %s meets %s, it is known for what it is, and is there once in the end',
    async (name, _, fault) => {
      const kind = kinds[name] as Kind;
      const one = await kind.given();
      const channel = slackAt(server, kind.place);
      const halt = new AbortController();
      let isDone = false;
      server.proxy.stalled = () => halt.abort();
      server.proxy.plan = ({ path }) => {
        if (isDone || !path.endsWith(kind.method)) return null;
        isDone = true;
        return fault;
      };
      const came = await channel.send(one, halt.signal);
      expect(isDone).toBe(true);
      expect(came).toMatchObject(expected(fault, kind.method));
      await broughtBy(channel, one, came.outcome === 'unknown');
      if (kind.method !== 'conversations.create') expect(await times()).toBe(1);
      const { channels } = await server.ask('conversations.list', { limit: 1000 });
      expect((channels as Json[]).filter((one) => String(one.name).startsWith('inc-')).length).toBeLessThanOrEqual(1);
    },
  );

  function expected(fault: Fault, method: string): Partial<Sent> & Json {
    if (!certainly(fault)) return { outcome: 'unknown' };
    const limit = expect.stringMatching(new RegExp(`^${method.replace('.', '\\.')}`));
    const isTimed = typeof fault === 'object' && fault.limit !== null;
    return { outcome: 'later', limit, ...(isTimed && { after: 7_000 }) };
  }

  it.each([
    ['files.getUploadURLExternal', 'drop-after'],
    ['files.getUploadURLExternal', 'cut-after'],
    ['/upload/', 'drop-before'],
    ['/upload/', 'error-after'],
  ] as const)(
    'when %s of a file meets %s, nothing of it can be seen yet, and it may be tried again',
    async (path, fault) => {
      const one = await kinds['a file']?.given();
      if (!one) throw new Error('no file');
      let isDone = false;
      server.proxy.plan = (request) => {
        if (isDone || !request.path.includes(path)) return null;
        isDone = true;
        return fault;
      };
      const channel = slackAt(server);
      expect(await channel.send(one, never)).toMatchObject({ outcome: 'later' });
      await broughtBy(channel, one);
      expect(await times()).toBe(1);
    },
  );

  it('when nothing answers within the time limit, nobody knows', async () => {
    const one = await kinds['a first headline']?.given();
    if (!one) throw new Error('no headline');
    server.proxy.plan = () => 'stall-after';
    expect(await slackAt(server, liveRoom, 400).send(one, never)).toMatchObject({ outcome: 'unknown' });
  });

  it.each([
    ['nothing listens', 'http://127.0.0.1:9/api/'],
    ['the name is not known', 'http://slack.invalid/api/'],
  ])('when %s, it was certainly not sent', async (_, apiUrl) => {
    const channel = slackAt({ apiUrl });
    const one = delivery(live, message('m2'), { room: { channel: 'C012' } });
    expect(await channel.send(one, never)).toMatchObject({ outcome: 'later', why: expect.any(String) });
    expect(await channel.ping?.(never)).toMatchObject({ outcome: 'later' });
    expect(await channel.find?.(one, never)).toMatchObject({ found: 'unknown' });
  });

  it('when what answers speaks no TLS, it was certainly not sent', async () => {
    const channel = slackAt({ apiUrl: server.apiUrl.replace('http:', 'https:') });
    const one = delivery(live, message('m2'), { room: { channel: 'C012' } });
    expect(await channel.send(one, never)).toMatchObject({ outcome: 'later' });
    expect(server.proxy.seen).toEqual([]);
  });
});

// Ten over a real network; a hundred without one, through the courier, are in schedules.test.ts.
describe('given any schedule of faults', () => {
  it('each message comes to be there once, in its order, under any seed', { timeout: 120_000 }, async () => {
    const fault = fc.option(fc.constantFrom(...faults.filter((one) => !String(one).startsWith('stall'))), { freq: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 40 }), async (schedule) => {
        server.reset();
        const channel = slackAt(server, drills);
        server.proxy.plan = (_, number) => schedule[number] ?? null;
        const room = await broughtBy(channel, delivery(drill, message('m1', { sort: 'room' })));
        const headline = (id: string, earlier?: Receipt) =>
          delivery(drill, message(id, { sort: 'headline' }), { room, ...(earlier && { earlier }) });
        const first = await broughtBy(channel, headline('m2'));
        for (const id of ['m3', 'm4', 'm5']) await broughtBy(channel, delivery(drill, message(id), { room }));
        await broughtBy(channel, headline('m6', first));
        const args = { channel: room.channel, ts: room.ts, include_all_metadata: true };
        const { messages } = await server.ask('conversations.replies', args, botToken);
        const keys = (messages as { metadata: { event_payload: Json } }[]).map(
          ({ metadata }) => metadata.event_payload.key,
        );
        expect(keys).toEqual(['m6', 'm3', 'm4', 'm5'].map((id) => `${drill.run}/${id}`));
        const { messages: top } = await server.ask('conversations.history', { channel: room.channel });
        expect(top).toHaveLength(1);
      }),
      { numRuns: 10 },
    );
  });
});
