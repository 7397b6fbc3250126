import { createHash, createHmac } from 'node:crypto';
import { type About, hidesRun, keyOf, type Message } from '../message.ts';

/** How a secret is written: Standard Webhooks 1.0, `whsec_` and 24 to 64 random bytes as base64. */
const FORM = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;

/** The key in a secret. @throws where it is none; the words hold nothing of it */
export function keyIn(secret: string): Buffer {
  const key = Buffer.from(FORM.exec(secret)?.[1] ?? '', 'base64');
  if (key.length >= 24 && key.length <= 64) return key;
  throw new Error(
    'The secret of the webhook is not whsec_ with 24 to 64 bytes in base64 behind it. Make one: echo "whsec_$(openssl rand -base64 32)"',
  );
}

/** The headers by which a receiver knows who sent a body and when, and what it has had already. `at`: epoch milliseconds. */
export function signed(id: string, at: number, body: string, key: Buffer): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/**
 * Our own id of a message as a webhook's id, which holds no full stop; of what was written while details were kept from it, not the
 * run's name either. It follows from the message alone, so that it is the same at every try, whatever was withheld or told meanwhile.
 */
export function webhookId(about: About, message: Message): string {
  const key = keyOf(about, message);
  return !hidesRun(message) && /^[\w/-]{1,200}$/.test(key) ? key : createHash('sha256').update(key).digest('hex');
}
