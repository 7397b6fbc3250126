import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmail, type EmailParts } from '../../../src/notify/email/email.ts';
import { composed } from '../../../src/notify/email/mail.ts';
import { unnamed } from '../../../src/notify/message.ts';
import { delivery, drill, live, message } from '../../helpers/notify/deliveries.ts';
import { hostile } from '../../helpers/notify/hostile.ts';
import { type AtEnd, answer, startMailServer } from '../../helpers/notify/mail-server.ts';
import { never } from '../../helpers/notify/slack-channel.ts';
import { fc } from '../../helpers/properties.ts';

const addresses = ['mara@example.org', 'jon@example.org'];
const one = delivery(
  live,
  message('m7', { sort: 'message', to: 'executives', subject: 'Stolen runner', lines: ['Do not install it.'] }),
  { addresses },
);

async function given(options: SMTPServerOptions = {}, atEnd?: AtEnd, more: Partial<EmailParts> = {}) {
  const server = await startMailServer(options, atEnd);
  onTestFinished(() => server.close());
  const channel = createEmail({
    from: 'breakglass@example.org',
    host: '127.0.0.1',
    port: server.port,
    tls: 'none',
    problem: (failure) => String((failure as Error).message),
    now: () => Date.parse('2026-03-02T08:00:00Z'),
    timeout: 3000,
    ...more,
  });
  return { server, channel };
}

const headerOf = (text: string, name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(text)?.[1];

describe('a mail', () => {
  it('is handed over once, to all of an audience, none of whom learns the addresses of the others', async () => {
    const { server, channel } = await given();
    expect(await channel.send(one, never)).toMatchObject({
      outcome: 'sent',
      receipt: { messageId: expect.stringMatching(/^<.+@example\.org>$/) },
    });
    expect(server.received).toMatchObject([{ from: 'breakglass@example.org', to: addresses }]);
    const text = server.received[0]?.text ?? '';
    expect(headerOf(text, 'Subject')).toMatch(/^LIVE: Stolen runner/);
    expect(headerOf(text, 'Auto-Submitted')).toBe('auto-generated');
    expect(text).toContain('Do not install it.');
    expect(text).not.toContain('jon@example.org');
  });

  it('has the same Message-ID at every try, and stands under that of its thread', async () => {
    const [first, again] = [
      await composed(one, 'a@example.org', addresses),
      await composed(one, 'a@example.org', addresses),
    ];
    expect(first.messageId).toBe(again.messageId);
    const reply = delivery(live, message('m9', { thread: 'headline' }), {
      addresses,
      parent: { messageId: first.messageId },
    });
    const mail = (await composed(reply, 'a@example.org', addresses)).bytes.toString();
    expect(headerOf(mail, 'In-Reply-To')).toBe(first.messageId);
  });

  it('names the run nowhere where that is kept, also under one that was mailed before', async () => {
    const told = (await composed(one, 'a@example.org', addresses)).messageId;
    expect(told).toContain(live.run);
    const kept = delivery(unnamed(live), message('m9', { thread: 'headline', slot: 'topic', veiled: true }), {
      addresses,
      parent: { messageId: told },
      earlier: { messageId: told },
    });
    const mail = (await composed(kept, 'a@example.org', addresses)).bytes.toString();
    expect(headerOf(mail, 'In-Reply-To')).toMatch(/^<[0-9a-f]{40}@example\.org>$/);
    expect(mail.replace(/\r\n\s+/g, ' ')).not.toContain(live.run);
  });

  it('has the report with it', async () => {
    const { server, channel } = await given();
    const file = { name: 'report.md', sha256: 'a'.repeat(64), bytes: 9 };
    const with_ = delivery(live, message('m8', { sort: 'file', file }), {
      addresses,
      file: async () => Buffer.from('# Report\n'),
    });
    expect(await channel.send(with_, never)).toMatchObject({ outcome: 'sent' });
    expect(server.received[0]?.text).toMatch(/filename="?report\.md/);
    expect(server.received[0]?.text).toContain(Buffer.from('# Report\n').toString('base64'));
  });

  it('for whom there is no address is refused with the mend; wrong addresses keep nobody else from it', async () => {
    const { server, channel } = await given();
    const nobody = await channel.send({ ...one, addresses: [] }, never);
    expect(nobody).toMatchObject({ outcome: 'refused', mend: expect.stringContaining('contacts') });
    const some = await channel.send({ ...one, addresses: ['no address', 'mara@example.org'] }, never);
    expect(some).toMatchObject({ outcome: 'sent', receipt: { refused: expect.stringContaining('no address') } });
    expect(server.received[0]?.to).toEqual(['mara@example.org']);
  });
});

describe('a server that', () => {
  const at = (stage: 'onConnect' | 'onMailFrom' | 'onRcptTo', error: Error): SMTPServerOptions => ({
    [stage]: (...args: unknown[]) => (args.at(-1) as (error: Error) => void)(error),
  });

  const spam: AtEnd = () => answer(554, 'spam');
  const full: AtEnd = () => answer(452, 'full');
  const gone: AtEnd = () => 'hang-up';

  it.each([
    ['is not there', {}, undefined, { port: 9 }, { outcome: 'later' }],
    ['takes nobody just now', at('onConnect', answer(421, 'busy')), undefined, {}, { outcome: 'later' }],
    [
      'does not take the sender',
      at('onMailFrom', answer(550, 'not you')),
      undefined,
      {},
      { outcome: 'refused', stops: true },
    ],
    ['takes the sender later', at('onMailFrom', answer(451, 'greylisted')), undefined, {}, { outcome: 'later' }],
    ['knows nobody of them', at('onRcptTo', answer(550, 'unknown')), undefined, {}, { outcome: 'refused' }],
    ['takes them later', at('onRcptTo', answer(450, 'greylisted')), undefined, {}, { outcome: 'later' }],
    ['does not take what it says', {}, spam, {}, { outcome: 'refused' }],
    ['takes what it says later', {}, full, {}, { outcome: 'later' }],
    ['hangs up after it has all of it', {}, gone, {}, { outcome: 'unknown' }],
  ] as const)('%s', async (_, options, atEnd, more, sent) => {
    const { channel } = await given(options as SMTPServerOptions, atEnd as AtEnd | undefined, more);
    expect(await channel.send(one, never)).toMatchObject(sent);
  });

  it('knows one of two sends it to the other, and the receipt says so', async () => {
    const { server, channel } = await given({
      onRcptTo: ({ address }, _, done) => done(address.startsWith('jon') ? answer(550, 'unknown here') : null),
    });
    expect(await channel.send(one, never)).toMatchObject({
      outcome: 'sent',
      receipt: { refused: expect.stringContaining('jon@example.org') },
    });
    expect(server.received).toMatchObject([{ to: ['mara@example.org'] }]);
  });

  it('takes one now and one later is sent nothing yet, so that nobody gets it twice', async () => {
    const { server, channel } = await given({
      onRcptTo: ({ address }, _, done) => done(address.startsWith('jon') ? answer(450, 'greylisted') : null),
    });
    expect(await channel.send(one, never)).toMatchObject({ outcome: 'later' });
    expect(server.received).toEqual([]);
  });

  it('offers no STARTTLS is sent nothing in clear', async () => {
    const { server, channel } = await given({}, undefined, { tls: 'starttls' });
    expect((await channel.send(one, never)).outcome).not.toBe('sent');
    expect(server.received).toEqual([]);
  });

  it('does not take the login stops the queue, and the password is in no words', async () => {
    const password = 'correct-horse-battery';
    const login: SMTPServerOptions = {
      disabledCommands: [],
      onAuth: (_, __, done) => done(answer(535, 'no')),
    };
    const tls = { tls: 'starttls' as const, user: 'breakglass', password: async () => password };
    const { server, channel } = await given(login, undefined, tls);
    const sent = await channel.send(one, never);
    // The certificate of the server of the tests is its own: nothing is said to it either.
    expect(sent.outcome).not.toBe('sent');
    expect(JSON.stringify(sent)).not.toContain(password);
    expect(server.received).toEqual([]);
    const clear = await given(login, undefined, { ...tls, tls: 'none' });
    expect(await clear.channel.send(one, never)).toMatchObject({
      outcome: 'refused',
      stops: true,
      why: expect.stringContaining('not sent in clear'),
    });
  });
});

describe('whatever a message says', () => {
  it('is no header and no address of the mail, and DRILL comes first', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (subject, to, title) => {
        const about = { ...drill, title };
        const mail = await composed(
          delivery(about, message('m1', { subject, to, sort: 'message' })),
          'a@example.org',
          addresses,
        );
        const [head = ''] = mail.bytes.toString('utf8').split('\r\n\r\n');
        const names = head
          .split('\r\n')
          .filter((line) => !/^\s/.test(line))
          .map((line) => line.split(':')[0]?.toLowerCase());
        expect(new Set(names)).toEqual(
          new Set(['from', 'subject', 'message-id', 'auto-submitted', 'date', 'mime-version', 'content-type']),
        );
        expect(head).not.toMatch(/^bcc:/im);
      }),
      { numRuns: 60 },
    );
  });

  it('is shown as text in the HTML part', async () => {
    const mail = await composed(
      delivery(live, message('m1', { subject: '<script>alert(1)</script>', lines: ['<img src=x>'] })),
      'a@example.org',
      addresses,
    );
    const text = mail.bytes.toString('utf8').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(text).toContain('&lt;script&gt;');
    expect(text).toContain('&lt;img src=x&gt;');
  });
});
