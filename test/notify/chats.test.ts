import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_CHARACTERS, textOf } from '../../src/notify/mattermost/markdown.ts';
import { createMattermost } from '../../src/notify/mattermost/mattermost.ts';
import { cardOf, MOST_BYTES } from '../../src/notify/teams/card.ts';
import { createTeams } from '../../src/notify/teams/teams.ts';
import { createWeb } from '../../src/run/web.ts';
import { delivery, drill, live, message } from '../helpers/notify/deliveries.ts';
import { type FaultProxy, startFaultProxy } from '../helpers/notify/fault-proxy.ts';
import { hostile } from '../helpers/notify/hostile.ts';
import { never } from '../helpers/notify/slack-channel.ts';
import { fc } from '../helpers/properties.ts';

let status = 200;
let retryAfter: string | null = null;
let receiver: FaultProxy;
beforeAll(async () => {
  receiver = await startFaultProxy(async ({ path }) => ({
    status,
    headers: retryAfter === null ? {} : { 'retry-after': retryAfter },
    body: Buffer.from(status < 300 ? 'ok' : `nothing at ${path}`),
  }));
});
beforeEach(() => {
  status = 200;
  retryAfter = null;
  receiver.plan = () => null;
  receiver.seen.length = 0;
});
afterAll(() => receiver.close());

const KEY = 'k3yk3yk3yk3y';
const parts = () => ({
  url: async () => `${receiver.url}/hooks/${KEY}`,
  web: createWeb({ environment: {}, timeout: 2000 }),
});
const chats = { Teams: () => createTeams(parts()), Mattermost: () => createMattermost(parts()) };
const one = delivery(
  live,
  message('m7', { subject: 'Stolen runner', lines: ['Do not install it.'], commands: ['gh run cancel 1'] }),
);

describe.each(Object.entries(chats))('%s', (_, open) => {
  it('takes a message, whole', async () => {
    expect(await open().send(one, never)).toMatchObject({ outcome: 'sent' });
    const body = String(receiver.seen[0]?.body);
    for (const words of ['LIVE: Stolen runner', 'Do not install it.', 'gh run cancel 1']) expect(body).toContain(words);
  });

  it.each([
    ['drop-after', { outcome: 'unknown' }],
    ['error-after', { outcome: 'unknown' }],
    [{ limit: 7 }, { outcome: 'later', after: 7000 }],
  ] as const)('that meets %j came out %j: it is not sent again by itself', async (fault, sent) => {
    receiver.plan = () => fault;
    expect(await open().send(one, never)).toMatchObject(sent);
    expect(open().find).toBeUndefined();
    expect(open().idempotent).toBeUndefined();
  });

  it('answered 503 with a time to wait may have it: it is unknown, and nobody is asked before that time', async () => {
    status = 503;
    retryAfter = '7';
    expect(await open().send(one, never)).toMatchObject({ outcome: 'unknown', after: 7000 });
  });

  it('says of a command that is longer than it takes how much of it is left out', async () => {
    const command = `gh api ${'x'.repeat(9_000)}`;
    await open().send(delivery(live, message('m8', { commands: [command] })), never);
    expect(String(receiver.seen[0]?.body)).toMatch(/… [4-7],\d{3} more characters: in the journal of the run\./);
  });

  it('that is gone stops the queue, and its address, which is a secret, is in no words', async () => {
    status = 404;
    const sent = await open().send(one, never);
    expect(sent).toMatchObject({ outcome: 'refused', stops: true, mend: expect.anything() });
    expect(JSON.stringify(sent)).not.toContain(KEY);
  });
});

describe('whatever a message says', () => {
  const said = (subject: string, lines: readonly string[], commands: readonly string[]) =>
    delivery(drill, message('m1', { subject, lines, commands }));

  it('Teams gets one card within its limit, in which every text is plain, and DRILL comes first', () => {
    fc.assert(
      fc.property(hostile, fc.array(hostile, { maxLength: 30 }), fc.array(hostile, { maxLength: 3 }), (...texts) => {
        const card = cardOf(said(...texts));
        expect(Buffer.byteLength(card)).toBeLessThanOrEqual(MOST_BYTES);
        const { body } = JSON.parse(card).attachments[0].content;
        const runs = (body as { inlines: { type: string; text: string }[] }[]).flatMap(({ inlines }) => inlines);
        expect(runs[0]?.text.startsWith('DRILL: ')).toBe(true);
        for (const { type, text } of runs) {
          expect(type).toBe('TextRun');
          expect(text).not.toMatch(/\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u);
        }
        expect(card).not.toContain('"entities"');
      }),
      { numRuns: 150 },
    );
  });

  it('Mattermost gets a text within its limit that mentions nobody, and DRILL comes first', () => {
    fc.assert(
      fc.property(hostile, fc.array(hostile, { maxLength: 30 }), fc.array(hostile, { maxLength: 3 }), (...texts) => {
        const text = textOf(said(...texts));
        expect([...text].length).toBeLessThanOrEqual(MOST_CHARACTERS);
        expect(text.startsWith('**DRILL: ')).toBe(true);
        const outside = text.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '');
        expect(outside).not.toMatch(/(?<![A-Za-z0-9])@(channel|all|here)/);
        expect(outside).not.toMatch(/(^|[^\\])\[a\]\(/);
        expect(text).not.toMatch(/\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['Tell @channel', 'Tell @\u200bchannel'],
    ['@here', '@\u200bhere'],
    ['(@all)', '(@\u200ball)'],
    ['é@all', 'é@\u200ball'],
    ['_@all', '\\_@\u200ball'],
    ['mara@example.org', 'mara@example.org'],
    ['@ noon', '@ noon'],
  ])('Mattermost is told %j as %j: nothing unseen stands where nobody would be mentioned', (line, written) => {
    expect(textOf(said('s', [line], [])).split('\n')).toContain(written);
  });

  it('what does not fit is left out where that can be seen', () => {
    const lines = Array.from({ length: 500 }, (_, n) => `line ${n} ${'x'.repeat(200)}`);
    expect(cardOf(said('s', lines, []))).toContain('more lines: in the journal of the run');
    expect(textOf(said('s', lines, []))).toContain('more lines: in the journal of the run');
  });
});
