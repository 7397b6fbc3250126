import type { Emulator } from 'emulate';
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
import { fc } from '../../helpers/properties.ts';

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

  it('for whom there is no number is refused with the mend, and what was given for one is named', async () => {
    const sent = await sms().send(delivery(live, message('m1'), { addresses: ['0151 1234'] }), never);
    expect(sent).toMatchObject({
      outcome: 'refused',
      why: '0151 1234: no phone number',
      mend: expect.stringContaining('contacts'),
    });
    expect(proxy.seen).toEqual([]);
  });

  it('goes to the others where one is no number, and the receipt names that one, also when it was looked for', async () => {
    const some = { ...one, addresses: ['0151 1234', mara] };
    const refused = '0151 1234: no phone number';
    const channel = sms();
    expect(await channel.send(some, never)).toMatchObject({ outcome: 'sent', receipt: { refused } });
    expect(await sms().find?.(some, never)).toMatchObject({ found: { refused } });
    expect(await to()).toEqual([mara]);
  });

  it.each([
    { status: 503, headers: { 'retry-after': '7' }, body: Buffer.from('') },
    { status: 503, headers: {}, body: Buffer.from('') },
  ])('answered $status with $headers may be there: it is looked for before it goes again', async (answered) => {
    instead = () => answered;
    expect(await sms().send(one, never)).toMatchObject({ outcome: 'unknown' });
  });
});

describe('a text that went before many others', () => {
  const page = (
    texts: readonly { readonly body: string; readonly created: Date }[],
    next: string | null,
  ): Answered => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(
      JSON.stringify({
        messages: texts.map(({ body, created }, n) => ({
          sid: `SM${n}`,
          to: mara,
          body,
          date_created: created.toUTCString(),
        })),
        next_page_uri: next,
      }),
    ),
  });
  const happened = new Date('2026-03-02T03:12:00Z');
  const minutes = (count: number) => new Date(happened.getTime() + count * 60_000);
  const page1 = {
    ...one,
    addresses: [mara],
    messages: [{ ...one.messages[0], happened: happened.toISOString() }] as const,
  };
  const others = (from: number) => Array.from({ length: 3 }, (_, n) => ({ body: 'other', created: minutes(from - n) }));
  const asked = () => proxy.seen.map(({ path }) => Object.fromEntries(new URL(path, 'http://x').searchParams));

  it('is found on a later page, and only the query of that is followed', async () => {
    instead = ({ path }) =>
      path.includes('PageToken=2')
        ? page([{ body: `text ${shortKey(page1)}`, created: minutes(1) }], null)
        : page(others(90), 'https://evil.example/elsewhere?PageToken=2&To=%2B49100');
    expect(await sms().find?.(page1, never)).toMatchObject({ found: { sids: 'SM0' } });
    expect(asked().map(({ To, PageToken }) => [To, PageToken])).toEqual([
      [mara, undefined],
      [mara, '2'],
    ]);
  });

  it('is not looked for in what was there before it happened', async () => {
    instead = () => page(others(-20), '/Messages.json?PageToken=2');
    expect(await sms().find?.(page1, never)).toEqual({ found: null });
    expect(proxy.seen).toHaveLength(1);
  });

  it('behind pages without end is not taken to be missing', async () => {
    instead = () => page(others(90), '/Messages.json?PageToken=again');
    expect(await sms().find?.(page1, never)).toMatchObject({ found: 'unknown', why: expect.stringContaining(mara) });
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
