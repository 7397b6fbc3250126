import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from '../../../src/notify/webhook/body.ts';
import { keyIn, signed, webhookId } from '../../../src/notify/webhook/signature.ts';
import { delivery, live, message } from '../../helpers/notify/deliveries.ts';

const page = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8');
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const now = Date.parse('2026-03-02T03:12:30Z');

type Verified = (secret: string, headers: Record<string, string>, body: string, now?: number) => unknown;

let folder: string;
let verified: Verified;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-docs-'));
  const file = join(folder, 'receiver.mjs');
  writeFileSync(file, /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  ({ verified } = (await import(pathToFileURL(file).href)) as { verified: Verified });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const said = delivery(
  live,
  message('m41', {
    sort: 'message',
    to: 'executives',
    urgent: true,
    subject: 'Stolen runner',
    lines: ['Do not install it.'],
  }),
);
const body = bodyOf(said);
const headersAt = (at: number) => signed(webhookId(live, said.messages[0]), at, body, keyIn(secret));

describe('the code in docs/webhooks.md', () => {
  it('takes what was signed with the secret', () => {
    expect(verified(secret, headersAt(now), body, now)).toEqual(JSON.parse(body));
    const before = new Webhook(secret).sign('m1', new Date(now), '{}');
    const theirs = {
      'webhook-id': 'm1',
      'webhook-timestamp': String(now / 1000),
      'webhook-signature': `v1a,x ${before}`,
    };
    expect(verified(secret, theirs, '{}', now)).toEqual({});
  });

  it.each([
    ['another body', () => verified(secret, headersAt(now), `${body} `, now)],
    ['another secret', () => verified(`whsec_${Buffer.alloc(32, 8).toString('base64')}`, headersAt(now), body, now)],
    ['another id', () => verified(secret, { ...headersAt(now), 'webhook-id': 'm2' }, body, now)],
    ['no signature', () => verified(secret, { ...headersAt(now), 'webhook-signature': '' }, body, now)],
    ['a time that is long past', () => verified(secret, headersAt(now - 600_000), body, now)],
    ['no time', () => verified(secret, { ...headersAt(now), 'webhook-timestamp': 'never' }, body, now)],
  ])('refuses %s', (_, taken) => {
    expect(taken()).toBeNull();
  });
});

describe('the example in docs/webhooks.md', () => {
  it('has the fields that are posted, and no others', () => {
    const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
    const posted = JSON.parse(body);
    expect(Object.keys(posted)).toEqual(Object.keys(shown));
    expect(Object.keys(posted.data)).toEqual(Object.keys(shown.data));
    expect(Object.keys(posted.data.run)).toEqual(Object.keys(shown.data.run));
    expect(shown.data.key).toBe(`${shown.data.run.id}/${shown.data.id}`);
  });
});
