import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/notify/slack/parts.ts';
import { delivery, drill, live, message } from '../../helpers/notify/deliveries.ts';
import { drills, never, sentBy, slackAt } from '../../helpers/notify/slack-channel.ts';
import { botToken, slackServer } from '../../helpers/notify/slack-server.ts';

type Json = Record<string, unknown>;

const server = slackServer();

const slack = (place?: Place) => slackAt(server, place);
const sent = sentBy;

const roomOf = (about = live) => delivery(about, message('m1', { sort: 'room', subject: about.title }));
const channels = async () => (await server.ask('conversations.list', { limit: 1000 })).channels as Json[];
const channelNamed = async (name: string) => (await channels()).find((one) => one.name === name) as Json;
const idOf = async (name: string) => (await channelNamed(name)).id as string;
const history = async (channel: unknown) =>
  (
    (await server.ask('conversations.history', { channel, include_all_metadata: true }, botToken)).messages as Json[]
  ).filter(({ subtype }) => subtype === undefined || subtype === 'file_share');
const replies = async (channel: unknown, ts: unknown) =>
  (
    (await server.ask('conversations.replies', { channel, ts, include_all_metadata: true }, botToken))
      .messages as Json[]
  ).slice(1);
const users = async () =>
  Object.fromEntries(((await server.ask('users.list')).members as Json[]).map(({ id, name }) => [name, id])) as Record<
    string,
    string
  >;

describe('given a live run', () => {
  it('when its room is opened, there is a channel of its name, with purpose, topic and who is invited', async () => {
    const { mara = '', jon = '' } = await users();
    const receipt = await sent(slack({ mode: 'live', invite: [mara, jon] }), roomOf());
    const channel = await channelNamed('inc-poisoned-release-20260302-7f3a');
    expect(receipt).toEqual({ channel: channel.id, name: channel.name });
    expect(channel).toMatchObject({
      purpose: { value: `LIVE run ${live.run}, kept by Breakglass.` },
      topic: { value: 'LIVE: Poisoned release' },
      is_private: false,
    });
    const { members } = await server.ask('conversations.members', { channel: channel.id });
    expect(members).toEqual(expect.arrayContaining([mara, jon]));
  });

  it('when its room is to be seen by nobody else, the channel is private', async () => {
    const { mara = '' } = await users();
    const receipt = await sent(slack({ mode: 'live', invite: [mara], isPrivate: true }), roomOf());
    const { channel } = await server.ask('conversations.info', { channel: receipt.channel });
    expect(channel).toMatchObject({ is_private: true });
  });

  it('when somebody who is to be invited is not there, the others are, and the receipt says who is missing', async () => {
    const { mara = '' } = await users();
    const receipt = await sent(slack({ mode: 'live', invite: ['U0NOBODY', mara] }), roomOf());
    expect(receipt.missing).toBe('U0NOBODY (user_not_found)');
    expect((await server.ask('conversations.members', { channel: receipt.channel })).members).toContain(mara);
  });

  it('when its room is opened again, it is the same, and nothing is told in it twice', async () => {
    const { mara = '' } = await users();
    const channel = slack({ mode: 'live', invite: [mara] });
    const first = await sent(channel, roomOf());
    const before = (await server.ask('conversations.history', { channel: first.channel })).messages as Json[];
    expect(await sent(slack({ mode: 'live', invite: [mara] }), roomOf())).toEqual(first);
    expect((await server.ask('conversations.history', { channel: first.channel })).messages).toEqual(before);
  });

  it.each([1, 2, 3, 4])(
    'when opening its room was broken off at call %i, the next try comes to one channel',
    async (at) => {
      const { mara = '' } = await users();
      const channel = slack({ mode: 'live', invite: [mara] });
      server.proxy.plan = (_, number) => (number === at - 1 ? 'drop-after' : null);
      expect(await channel.send(roomOf(), never)).toMatchObject({ outcome: 'unknown' });
      server.proxy.plan = () => null;
      expect(await channel.find?.(roomOf(), never)).toEqual({ found: null });
      const receipt = await sent(channel, roomOf());
      expect((await channels()).filter(({ name }) => String(name).startsWith('inc-'))).toHaveLength(1);
      expect(await channelNamed(receipt.name ?? '')).toMatchObject({
        purpose: { value: expect.stringContaining(live.run) },
        topic: { value: 'LIVE: Poisoned release' },
      });
    },
  );

  it("when the name is another run's, or somebody else's, it takes the next one", async () => {
    const name = 'inc-poisoned-release-20260302-7f3a';
    await server.ask('conversations.create', { name });
    const { channel } = await server.ask('conversations.create', { name: `${name}-2` }, botToken);
    const purpose = 'LIVE run another, kept by Breakglass.';
    await server.ask('conversations.setPurpose', { channel: (channel as Json).id, purpose }, botToken);
    expect(await sent(slack(), roomOf())).toMatchObject({ name: `${name}-3` });
  });

  it('when somebody wrote another purpose on its room, it is known by what was said there', async () => {
    const room = await sent(slack(), roomOf());
    await sent(slack(), delivery(live, message('m2'), { room }));
    await server.ask('conversations.setPurpose', { channel: room.channel, purpose: 'ours' }, botToken);
    expect((await sent(slack(), roomOf())).channel).toBe(room.channel);
  });

  it('its headline is posted, pinned, and from then on changed in its place, blocks and text', async () => {
    const channel = slack();
    const room = await sent(channel, roomOf());
    const headline = (id: string, subject: string) =>
      message(id, { sort: 'headline', slot: 'headline', subject, lines: ['Open: Contain 1 of 3', 'Roles: lead Mara'] });
    const first = await sent(channel, delivery(live, headline('m2', 'It begins'), { room }));
    expect(first).toEqual({ channel: room.channel, ts: expect.any(String), pinned: 'yes' });
    const second = await sent(channel, delivery(live, headline('m9', 'It goes on'), { room, earlier: first }));
    expect(second).toEqual(first);
    const [there, ...others] = await history(room.channel);
    expect(others).toEqual([]);
    expect(there).toMatchObject({
      ts: first.ts,
      text: 'LIVE: It goes on\nOpen: Contain 1 of 3\nRoles: lead Mara',
      metadata: { event_payload: { key: `${live.run}/m9`, mark: 'LIVE' } },
    });
    expect(JSON.stringify(there?.blocks)).toContain('"LIVE: It goes on"');
    expect(JSON.stringify(there?.blocks)).not.toContain('It begins');
    const { items } = await server.ask('pins.list', { channel: room.channel });
    expect(items).toMatchObject([{ message: { ts: first.ts } }]);
  });

  it('a headline that somebody deleted is posted anew', async () => {
    const channel = slack();
    const room = await sent(channel, roomOf());
    const headline = (id: string) => message(id, { sort: 'headline', slot: 'headline' });
    const first = await sent(channel, delivery(live, headline('m2'), { room }));
    await server.ask('chat.delete', { channel: first.channel, ts: first.ts }, botToken);
    const second = await sent(channel, delivery(live, headline('m3'), { room, earlier: first }));
    expect(second.ts).not.toBe(first.ts);
    expect(await history(room.channel)).toHaveLength(1);
  });

  it('a headline that could not be pinned is pinned with the next one', async () => {
    const channel = slack();
    const room = await sent(channel, roomOf());
    server.proxy.plan = ({ path }) => (path.endsWith('pins.add') ? { limit: 3 } : null);
    const headline = message('m2', { sort: 'headline', slot: 'headline' });
    const first = await sent(channel, delivery(live, headline, { room }));
    expect(first).not.toHaveProperty('pinned');
    server.proxy.plan = () => null;
    expect(await sent(channel, delivery(live, headline, { room, earlier: first }))).toMatchObject({ pinned: 'yes' });
  });

  it('what happens in a phase stands in the thread of the phase, also several lines together', async () => {
    const channel = slack();
    const room = await sent(channel, roomOf());
    const topic = message('m2', { sort: 'topic', slot: 'phase:contain', subject: 'Contain' });
    const parent = await sent(channel, delivery(live, topic, { room }));
    const one = await sent(channel, delivery(live, message('m3', { thread: 'phase:contain' }), { room, parent }));
    expect(one).toMatchObject({ channel: room.channel, thread: parent.ts });
    await sent(
      channel,
      delivery(live, [message('m4'), message('m5')], { room, parent, late: 'delayed; happened 03:12Z' }),
    );
    const said = await replies(room.channel, parent.ts);
    expect(said.map(({ text }) => text)).toEqual([
      'LIVE: Line m3',
      'LIVE: 2 messages\ndelayed; happened 03:12Z\n03:12Z Line m4\n03:12Z Line m5',
    ]);
    expect(said[1]).toMatchObject({ metadata: { event_payload: { key: `${live.run}/m4`, keys: 'm4 m5' } } });
    expect(await history(room.channel)).toHaveLength(1);
  });

  it('an approval says who is asked for what, exactly what would be run, and has its buttons', async () => {
    const channel = slack();
    const room = await sent(channel, roomOf());
    const approval = message('m2', {
      sort: 'approval',
      slot: 'approval:m2',
      urgent: true,
      subject: 'Approval asked of lead: Isolate build-7',
      lines: ['Jon asks.'],
      commands: ['kubectl cordon build-7', 'echo "```" <!channel>'],
      buttons: [
        { id: 'approve', label: 'Approve', value: 'approval:m2 aa11', style: 'primary' },
        { id: 'refuse', label: 'Refuse', value: 'approval:m2 aa11', style: 'danger' },
      ],
    });
    const asked = await sent(channel, delivery(live, approval, { room }));
    const [there] = await history(room.channel);
    const blocks = there?.blocks as Json[];
    expect(blocks.map(({ type }) => type)).toEqual(['rich_text', 'rich_text', 'rich_text', 'actions']);
    expect(blocks[2]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_preformatted',
          elements: [{ type: 'text', text: 'kubectl cordon build-7\necho "```" <!channel>' }],
        },
      ],
    });
    expect(blocks[3]).toMatchObject({
      elements: [
        { action_id: 'approve', value: 'approval:m2 aa11', style: 'primary' },
        { action_id: 'refuse', value: 'approval:m2 aa11', style: 'danger' },
      ],
    });
    const decided = message('m3', { sort: 'approval', slot: 'approval:m2', subject: 'Approved by Mara' });
    await sent(channel, delivery(live, decided, { room, earlier: asked }));
    const [after] = await history(room.channel);
    expect(after?.text).toBe('LIVE: Approved by Mara');
    expect(JSON.stringify(after?.blocks)).not.toContain('actions');
  });

  it('a file is uploaded and shared where it belongs, and found again by its title', async () => {
    const channel = slack();
    const room = await sent(channel, roomOf());
    const parent = await sent(channel, delivery(live, message('m2', { sort: 'headline', slot: 'headline' }), { room }));
    const bytes = new TextEncoder().encode('# The report\n');
    const report = delivery(
      live,
      message('m3', { sort: 'file', subject: 'The report', file: { name: 'report.md', sha256: 'ab12', bytes: 13 } }),
      { room, parent, file: async () => bytes },
    );
    const receipt = await sent(channel, report);
    expect(receipt).toMatchObject({ channel: room.channel, file: expect.stringMatching(/^F/), thread: parent.ts });
    const [shared] = await replies(room.channel, parent.ts);
    const [file] = (shared?.files ?? []) as Json[];
    expect(file).toMatchObject({ name: 'report.md', title: `report.md (${live.run}/m3)`, size: 13 });
    expect(JSON.stringify(shared?.blocks)).toContain('ab12');
    expect(await channel.find?.(report, never)).toMatchObject({ found: { channel: room.channel, ts: shared?.ts } });
    const uploads = server.proxy.seen.filter(({ path }) => path.startsWith('/upload/'));
    expect(uploads.map(({ headers, body }) => [headers.authorization, body.toString()])).toEqual([
      [undefined, '# The report\n'],
    ]);
  });

  it('a message to an audience goes to its channels and people, once to each, and says to whom it is', async () => {
    const { mara = '' } = await users();
    const channel = slack();
    await server.ask('conversations.join', { channel: await idOf('legal') }, botToken);
    const room = await sent(channel, roomOf());
    const notice = message('m2', { sort: 'message', to: 'regulators', subject: 'We are looking into it' });
    const receipt = await sent(channel, delivery(live, notice, { room, addresses: ['#legal', mara] }));
    expect(receipt).toMatchObject({ channel: await idOf('legal'), others: expect.stringMatching(/^D\w+\/[\d.]+$/) });
    expect(await history(room.channel)).toEqual([]);
    const [there] = await history(receipt.channel);
    expect(there?.text).toBe('LIVE: to regulators: We are looking into it');
    const [direct] = (receipt.others ?? '').split('/');
    expect(await history(direct)).toMatchObject([{ text: 'LIVE: to regulators: We are looking into it' }]);
  });

  it('a message to two places that broke off between them is completed, not doubled', async () => {
    const { mara = '' } = await users();
    const channel = slack();
    const room = await sent(channel, roomOf());
    const notice = delivery(live, message('m2', { sort: 'message', to: 'all' }), {
      room,
      addresses: [await idOf('legal'), mara],
    });
    let posts = 0;
    server.proxy.plan = ({ path }) => (path.endsWith('chat.postMessage') && ++posts === 2 ? 'drop-before' : null);
    expect(await channel.send(notice, never)).toMatchObject({ outcome: 'unknown' });
    expect(await channel.find?.(notice, never)).toEqual({ found: null });
    await sent(channel, notice);
    expect(await history(await idOf('legal'))).toHaveLength(1);
    expect(await channel.find?.(notice, never)).toMatchObject({ found: { channel: await idOf('legal') } });
  });

  it('a place where the app is not keeps nothing else from being said, and the mend is told', async () => {
    const channel = slack();
    const room = await sent(channel, roomOf());
    const notice = message('m2', { sort: 'message', to: 'all' });
    const came = await channel.send(delivery(live, notice, { room, addresses: ['#secret-place'] }), never);
    expect(came).toMatchObject({
      outcome: 'refused',
      mend: expect.stringContaining('/invite @breakglass in #secret-place'),
    });
    expect(came).not.toHaveProperty('stops');
  });
});

describe('given an exercise and its channel', () => {
  it('everything stands in one thread there, under its headline, and the channel stays as it is', async () => {
    const { mara = '' } = await users();
    const before = await channels();
    const channel = slack(drills);
    const room = await sent(channel, roomOf(drill));
    expect(room).toEqual({ channel: await idOf('drills'), ts: expect.any(String), name: '#drills' });
    const told = [
      message('m2', { sort: 'headline', slot: 'headline', subject: 'Poisoned release: open' }),
      message('m3', { sort: 'topic', slot: 'phase:a', subject: 'Contain' }),
      message('m4', { sort: 'message', to: 'regulators', subject: 'Notice' }),
      message('m5', { sort: 'page', to: 'mara', subject: 'You are called' }),
    ];
    for (const one of told)
      await sent(channel, delivery(drill, one, { room, addresses: one.to === 'run' ? [] : [mara, '#legal'] }));
    const parent = { channel: room.channel ?? '', ts: '1.2', thread: room.ts ?? '' };
    await sent(channel, delivery(drill, message('m6', { thread: 'phase:a' }), { room, parent }));
    expect(await channels()).toEqual(before);
    expect(await history(room.channel)).toMatchObject([{ ts: room.ts, text: 'DRILL: Poisoned release: open' }]);
    expect((await replies(room.channel, room.ts)).map(({ text }) => text)).toEqual([
      'DRILL: Contain',
      'DRILL: to regulators: Notice',
      'DRILL: to mara: You are called',
      'DRILL: Line m6',
    ]);
    expect(await history(await idOf('legal'))).toEqual([]);
    expect((await server.ask('pins.list', { channel: room.channel })).items).toMatchObject([
      { message: { ts: room.ts } },
    ]);
    const methods = new Set(server.proxy.seen.map(({ path }) => path.replace('/api/', '')));
    expect([...methods].filter((method) => /create|rename|set|invite|open/.test(method))).toEqual([]);
  });

  it('in whose channel a real incident was told, it is refused, and nothing is said', async () => {
    const room = await sent(slack(), roomOf());
    for (const place of [{ mode: 'exercise', channel: room.channel ?? '' } as const, drills]) {
      const text = { event_type: 'breakglass_message', event_payload: { key: 'x/m1', mark: 'LIVE' } };
      if (place === drills) {
        await server.ask('chat.postMessage', { channel: await idOf('drills'), text: 'x', metadata: text }, botToken);
      }
      expect(await slack(place).send(roomOf(drill), never)).toMatchObject({
        outcome: 'refused',
        stops: true,
        why: expect.stringContaining('A real incident is told in #'),
        mend: expect.stringContaining('slack.exercise-channel'),
      });
    }
    expect(server.proxy.seen.filter(({ path }) => path.endsWith('chat.postMessage'))).toEqual([]);
  });

  it('whose channel is not there, or without the app, it stops and says how to invite it', async () => {
    const { channel } = await server.ask('conversations.create', { name: 'elsewhere' });
    for (const named of ['#nowhere', (channel as Json).id as string]) {
      expect(await slack({ mode: 'exercise', channel: named }).send(roomOf(drill), never)).toMatchObject({
        outcome: 'refused',
        stops: true,
        mend: expect.stringContaining('/invite @breakglass'),
      });
    }
  });

  it('begun in another channel than is set now, it goes on nowhere else', async () => {
    const room = await sent(slack(drills), roomOf(drill));
    const came = await slack({ mode: 'exercise', channel: '#legal' }).send(
      delivery(drill, message('m2'), { room }),
      never,
    );
    expect(came).toMatchObject({ outcome: 'refused', stops: true, mend: expect.stringContaining('#drills') });
  });

  it('is not told without an exercise channel, nor a real incident in one', async () => {
    expect(await slack().send(roomOf(drill), never)).toMatchObject({ outcome: 'refused', stops: true });
    expect(await slack(drills).send(roomOf(live), never)).toMatchObject({ outcome: 'refused', stops: true });
    expect(server.proxy.seen).toEqual([]);
  });
});
