import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhook } from '../../../src/notify/webhook/webhook.ts';
import { createWeb } from '../../../src/run/web.ts';
import { delivery, drill, live, message } from '../../helpers/notify/deliveries.ts';
import { type FaultProxy, startFaultProxy } from '../../helpers/notify/fault-proxy.ts';
import { hostile } from '../../helpers/notify/hostile.ts';
import { never } from '../../helpers/notify/slack-channel.ts';
import { fc } from '../../helpers/properties.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** Ids of what the receiver has; it takes each once. */
const taken: string[] = [];
let status = 204;
let receiver: FaultProxy;
beforeAll(async () => {
  receiver = await startFaultProxy(async ({ headers, body }) => {
    new Webhook(secret).verify(body.toString('utf8'), { ...headers });
    const id = headers['webhook-id'] ?? '';
    if (!taken.includes(id)) taken.push(id);
    return {
      status,
      headers: status === 503 ? { 'retry-after': '7' } : {},
      body: Buffer.from(status === 204 ? '' : `no: ${secret}`),
    };
  });
});
beforeEach(() => {
  taken.length = 0;
  status = 204;
  receiver.plan = () => null;
  receiver.seen.length = 0;
});
afterAll(() => receiver.close());

const channel = (more: { url?: string; secret?: string } = {}) =>
  createWebhook({
    url: async () => more.url ?? `${receiver.url}/hook`,
    secret: async () => more.secret ?? secret,
    web: createWeb({ environment: {}, timeout: 2000 }),
    now: Date.now,
  });
const one = delivery(
  live,
  message('m7', { sort: 'message', to: 'executives', subject: 'Stolen runner', lines: ['Do not install it.'] }),
);

describe('a message', () => {
  it('is posted once, signed as Standard Webhooks has it, with what it says', async () => {
    expect(await channel().send(one, never)).toMatchObject({ outcome: 'sent' });
    expect(JSON.parse(String(receiver.seen[0]?.body))).toMatchObject({
      type: 'message.message',
      version: 1,
      data: { key: `${live.run}/m7`, to: 'executives', subject: 'Stolen runner', run: { mark: 'LIVE' } },
    });
    expect(taken).toHaveLength(1);
  });

  it('of a drill says that it is one', async () => {
    await channel().send(delivery(drill, message('m1')), never);
    expect(JSON.parse(String(receiver.seen[0]?.body)).data.run.mark).toBe('DRILL');
  });

  it('has the same id at every try, so that who keeps ids has it once', async () => {
    receiver.plan = (_, number) => (number === 0 ? 'drop-after' : null);
    expect(await channel().send(one, never)).toMatchObject({ outcome: 'unknown' });
    expect(await channel().send(one, never)).toMatchObject({ outcome: 'sent' });
    expect([receiver.seen.length, taken.length]).toEqual([2, 1]);
  });

  it('answered 503 with a time to wait may have it, and goes again with the same id after that time', async () => {
    status = 503;
    expect(await channel().send(one, never)).toMatchObject({ outcome: 'unknown', after: 7000 });
  });

  it.each([
    ['error-after', { outcome: 'unknown' }],
    ['drop-before', { outcome: 'unknown' }],
    [{ limit: 7 }, { outcome: 'later', after: 7000 }],
    [{ limit: null }, { outcome: 'later', limit: 'webhook' }],
  ] as const)('that meets %j came out %j', async (fault, sent) => {
    receiver.plan = () => fault;
    expect(await channel().send(one, never)).toMatchObject(sent);
  });

  it.each([
    [400, undefined],
    [401, true],
    [410, true],
    [302, true],
  ])('answered %d is not taken; the queue stops: %s; and the secret is in no words', async (code, stops) => {
    status = code;
    const sent = await channel().send(one, never);
    expect(sent).toMatchObject({ outcome: 'refused', ...(stops && { stops }) });
    expect(JSON.stringify(sent)).not.toContain(secret);
  });

  it.each([
    ['http://receiver.example/x', secret, 'is an address of http'],
    ['ftp://x', secret, 'is no address of http or https'],
    ['https://user:pass@x.example/', secret, 'a user or a password'],
    ['https://x.example/', 'whsec_short', 'whsec_ with 24 to 64 bytes'],
  ])('to %s with such a secret goes nowhere', async (url, text, why) => {
    const sent = await channel({ url, secret: text }).send(one, never);
    expect(sent).toMatchObject({ outcome: 'refused', stops: true, why: expect.stringContaining(why) });
  });

  it('of any text is JSON that says exactly that', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (subject, line) => {
        receiver.seen.length = 0;
        const sent = await channel().send(delivery(live, message('m9', { subject, lines: [line] })), never);
        expect(sent).toMatchObject({ outcome: 'sent' });
        const { data } = JSON.parse(String(receiver.seen[0]?.body));
        expect(data.subject).toBe(JSON.parse(JSON.stringify(subject)));
      }),
      { numRuns: 40 },
    );
  });
});
