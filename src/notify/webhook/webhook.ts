import type { Channel, Pace } from '../channel.ts';
import { cameOf, excerpt, heldOr, hookProblem, type Web } from '../web.ts';
import { bodyOf } from './body.ts';
import { keyIn, signed, webhookId } from './signature.ts';

export interface WebhookParts {
  /** Where it is posted to. It may be a secret. */
  readonly url: () => Promise<string>;
  /** `whsec_…`, shared with the receiver. */
  readonly secret: () => Promise<string>;
  readonly web: Web;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const PACE: Pace = { name: 'webhook', count: 10, per: 1_000 };

/** What no other message would fare better with: the address, or the signature. */
const STOPPING: Readonly<Record<number, string>> = {
  401: 'See whether the receiver has the same secret, and the right time.',
  403: 'See whether the receiver has the same secret, and the right time.',
  404: 'See the address of the webhook.',
  405: 'See the address of the webhook: it takes no POST.',
  410: 'The receiver has ended this webhook. Set another address, or take the channel out.',
};

/**
 * Posts each message to a receiver of one's own, signed as Standard Webhooks 1.0 has it. The id is the message's own at every try,
 * and a receiver that keeps ids has each message once: so what nobody knows of is sent again.
 */
export function createWebhook({ url, secret, web, now }: WebhookParts): Channel {
  return {
    title: 'webhook',
    idempotent: true,
    paces: () => [PACE],
    async send(delivery, signal) {
      if (delivery.messages.length > 1) throw new TypeError('a webhook is sent one message at a time');
      const held = await heldOr(async () => ({ address: await url(), text: await secret() }));
      if ('refused' in held) return held.refused;
      const { address, text } = held.value;
      const problem = hookProblem(address);
      if (problem !== null) return { outcome: 'refused', why: `The address of the webhook ${problem}.`, stops: true };
      const key = await heldOr(async () => keyIn(text));
      if ('refused' in key) return key.refused;
      const body = bodyOf(delivery);
      const id = webhookId(delivery.about, delivery.messages[0]);
      const headers = { 'content-type': 'application/json', ...signed(id, now(), body, key.value) };
      const called = "The webhook's receiver";
      const answer = await web({ method: 'POST', url: address, headers, body, called }, signal);
      const secrets = [address, text];
      const came = cameOf(answer, { called, limit: PACE.name, secrets });
      if (came === 'accepted') return { outcome: 'sent', receipt: { id } };
      if (came !== 'refused') return came;
      const why = `${called} answered ${answer.status}${excerpt(answer.text, secrets)}`;
      const mend = STOPPING[answer.status ?? 0];
      return { outcome: 'refused', why, ...(mend !== undefined && { mend, stops: true }) };
    },
  };
}
