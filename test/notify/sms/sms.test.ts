import type { Emulator } from 'emulate';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { segmentsOf } from '../../../src/notify/sms/segments.ts';
import { createSms } from '../../../src/notify/sms/sms.ts';
import { MOST_SEGMENTS, shortKey, smsText } from '../../../src/notify/sms/text.ts';
import { createWeb } from '../../../src/run/web.ts';
import { startEmulator } from '../../content/actions/emulator.ts';
import { delivery, drill, live, message } from '../../helpers/notify/deliveries.ts';
import { type Answered, type FaultProxy, type Passing, startFaultProxy } from '../../helpers/notify/fault-proxy.ts';
import { hostile } from '../../helpers/notify/hostile.ts';
import { never } from '../../helpers/notify/slack-channel.ts';

const account = 'AC00000000000000000000000000000001';
const token = 'twilio_auth_token_of_the_tests';
const from = '+15005550006';
const [mara, jon] = ['+4915112345678', '+4915187654321'];

let emulator: Emulator;
let proxy: FaultProxy;
/** What is answered instead of the emulator, as Twilio documents it: https://www.twilio.com/docs/api/errors */
let instead: (passing: Passing) => Answered | null = () => null;

beforeAll(async () => {
  const seed = { twilio: { account: { sid: account, auth_token: token }, phone_numbers: [{ phone_number: from }] } };
  emulator = await startEmulator({ service: 'twilio', seed });
  proxy = await startFaultProxy(async (passing) => instead(passing) ?? (await forwarded(passing)));
});
beforeEach(() => {
  emulator.reset();
  instead = () => null;
  proxy.plan = () => null;
  proxy.seen.length = 0;
});
afterAll(() => Promise.all([proxy.close(), emulator.close()]));

async function forwarded({ path, headers, body }: Passing): Promise<Answered> {
  const { authorization = '', 'content-type': type } = headers;
  const isPost = type !== undefined;
  const answered = await fetch(`${emulator.url}${path}`, {
    method: isPost ? 'POST' : 'GET',
    headers: { authorization, ...(isPost && { 'content-type': type }) },
    ...(isPost && { body: new Uint8Array(body) }),
  });
  return {
    status: answered.status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(await answered.arrayBuffer()),
  };
}

const refusal = (status: number, code: number, said: string): Answered => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ code, message: said, status })),
});

const sms = () =>
  createSms({
    account,
    from,
    token: async () => token,
    web: createWeb({ environment: {}, timeout: 2000 }),
    apiUrl: `${proxy.url}/`,
  });
const one = delivery(
  live,
  message('m7', { sort: 'page', to: 'lead', subject: 'You are called', happened: new Date().toISOString() }),
  {
    addresses: [mara, jon],
  },
);

async function texts(): Promise<{ to: string; body: string }[]> {
  const answered = await fetch(`${emulator.url}/2010-04-01/Accounts/${account}/Messages.json?PageSize=50`, {
    headers: { authorization: `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}` },
  });
  return ((await answered.json()) as { messages: { to: string; body: string }[] }).messages;
}
const to = async () => (await texts()).map((text) => text.to).sort();

describe('a page', () => {
  it('goes to each number once, with its mark first and our short id last', async () => {
    expect(await sms().send(one, never)).toMatchObject({
      outcome: 'sent',
      receipt: { sids: expect.stringMatching(/^\S+ \S+$/) },
    });
    expect(await to()).toEqual([mara, jon].sort());
    for (const { body } of await texts()) expect(body).toMatch(new RegExp(`^LIVE: You are called.* ${shortKey(one)}$`));
  });

  it.each(['drop-after', 'error-after', 'cut-after', 'malformed-after'] as const)(
    'that meets %s at one number is looked for, and goes to each once',
    async (fault) => {
      const channel = sms();
      proxy.plan = (_, number) => (number === 1 ? fault : null);
      expect(await channel.send(one, never)).toMatchObject({ outcome: 'unknown' });
      proxy.plan = () => null;
      const found = await channel.find?.(one, never);
      if (found?.found === null) await channel.send(one, never);
      expect(await to()).toEqual([mara, jon].sort());
    },
  );

  it('that was lost on its way to one of two goes to that one alone, also from another process', async () => {
    proxy.plan = (_, number) => (number === 1 ? 'drop-before' : null);
    expect(await sms().send(one, never)).toMatchObject({ outcome: 'unknown' });
    proxy.plan = () => null;
    const another = sms();
    expect(await another.find?.(one, never)).toEqual({ found: null });
    expect(await another.send(one, never)).toMatchObject({ outcome: 'sent' });
    expect(await to()).toEqual([mara, jon].sort());
  });

  it('to a number that cannot be reached goes to the others, and says so', async () => {
    instead = ({ body }) =>
      body.toString().includes(encodeURIComponent(jon)) ? refusal(400, 21610, 'unsubscribed recipient') : null;
    const sent = await sms().send(one, never);
    expect(sent).toMatchObject({ outcome: 'sent', receipt: { refused: `${jon}: unsubscribed recipient` } });
    expect(await to()).toEqual([mara]);
  });

  it.each([
    [refusal(401, 20003, 'Authenticate'), { outcome: 'refused', stops: true, mend: expect.stringContaining('token') }],
    [refusal(400, 21659, 'not a number of yours'), { outcome: 'refused', stops: true }],
    [refusal(400, 21617, 'too long'), { outcome: 'refused' }],
    [refusal(429, 20429, 'Too many requests'), { outcome: 'later', limit: 'SMS' }],
  ])('answered %j comes out so', async (answered, sent) => {
    instead = () => answered;
    const came = await sms().send(one, never);
    expect(came).toMatchObject(sent);
    expect(JSON.stringify(came)).not.toContain(token);
  });

  it('for whom there is no number is refused with the mend', async () => {
    const sent = await sms().send(delivery(live, message('m1'), { addresses: ['0151 1234'] }), never);
    expect(sent).toMatchObject({ outcome: 'refused', mend: expect.stringContaining('contacts') });
    expect(proxy.seen).toEqual([]);
  });
});

describe('the text', () => {
  it('of anything is at most two segments, begins with DRILL and ends with our id', () => {
    fc.assert(
      fc.property(hostile, fc.array(hostile, { maxLength: 5 }), (subject, lines) => {
        const said = delivery(drill, message('m1', { subject, lines }));
        const text = smsText(said);
        expect(segmentsOf(text)).toBeLessThanOrEqual(MOST_SEGMENTS);
        expect(text.startsWith('DRILL: ')).toBe(true);
        expect(text.endsWith(` ${shortKey(said)}`)).toBe(true);
        expect(text).not.toMatch(/\p{Cs}/u);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    [`${'a'.repeat(159)}€`, 2],
    ['é'.repeat(160), 1],
    ['ж'.repeat(70), 1],
    ['ж'.repeat(71), 2],
    ['😀'.repeat(35), 1],
    ['😀'.repeat(36), 2],
  ])('%s is so many segments', (text, count) => {
    expect(segmentsOf(text)).toBe(count);
  });
});
