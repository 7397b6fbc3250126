import type { Channel, Delivery, Pace, Sent } from '../channel.ts';
import { keyOf } from '../message.ts';
import { oneLine } from '../plain-text.ts';
import { heldOr } from '../web.ts';
import { isMailAddress } from './address.ts';
import { composed } from './mail.ts';
import { type Server, transmit } from './transmit.ts';
import { type ProblemWords, verdictOf } from './verdict.ts';

export interface EmailParts {
  /** Whom it is from: one address. Its domain is that of the mails' ids. */
  readonly from: string;
  readonly host: string;
  /** By default 465 for `tls`, else 587. */
  readonly port?: number;
  /** `starttls` unless given. A server that does not offer it is sent nothing. */
  readonly tls?: 'starttls' | 'tls' | 'none';
  readonly user?: string;
  readonly password?: () => Promise<string>;
  /** Certificate authorities, PEM, instead of those that Node.js knows. @throws where they cannot be read */
  readonly authorities?: () => Promise<readonly string[] | undefined>;
  readonly problem: ProblemWords;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Longest time of a session, milliseconds. */
  readonly timeout?: number;
}

/** How long nobody is sent a mail since somebody is to be tried later, milliseconds. Then the others have it. */
const PATIENCE = 15 * 60_000;
/** What Microsoft 365 takes from one sender; others take more. */
const PACE: Pace = { name: 'e-mail', count: 30, per: 60_000 };

/**
 * E-mail through a server that takes it by SMTP. A mail cannot be changed nor looked for: after an answer that never came nobody
 * can tell, and only a person sends it again, with the same Message-ID.
 */
export function createEmail(parts: EmailParts): Channel {
  /** Since when somebody of a message is to be tried later, by its key. */
  const waiting = new Map<string, number>();
  return {
    title: 'e-mail',
    paces: () => [PACE],
    async send(delivery, signal) {
      const reached = await serverOf(parts);
      if ('refused' in reached) return reached.refused;
      const to = [...new Set(delivery.addresses)].filter(isMailAddress);
      const wrong = delivery.addresses.filter((address) => !isMailAddress(address)).map(oneLine);
      if (to.length === 0) return nobody(delivery, wrong);
      const key = keyOf(delivery.about, delivery.messages[0]);
      const { server } = reached;
      const mail = await composed(delivery, parts.from, to).catch((error: unknown) => String(error));
      if (typeof mail === 'string') return { outcome: 'refused', why: `It could not be made into a mail: ${mail}` };
      const since = waiting.get(key) ?? parts.now();
      const evenToSome = parts.now() - since >= PATIENCE;
      const session = await transmit(server, { from: parts.from, to, bytes: mail.bytes, evenToSome }, signal);
      const isWaiting = session.turned.some(({ code }) => code < 500) && session.stage !== 'done';
      if (isWaiting) waiting.set(key, since);
      else waiting.delete(key);
      return withWrong(verdictOf(session, server, parts.problem, mail.messageId), wrong);
    },
    async ping(signal) {
      const reached = await serverOf(parts);
      if ('refused' in reached) return reached.refused;
      const came = verdictOf(await transmit(reached.server, null, signal), reached.server, parts.problem, '');
      return came.outcome === 'sent' ? { outcome: 'sent', receipt: {} } : came;
    },
  };
}

/** Of several addresses the wrong ones keep nobody else from it, and are said. */
function withWrong(sent: Sent, wrong: readonly string[]): Sent {
  if (sent.outcome !== 'sent' || wrong.length === 0) return sent;
  const refused = [sent.receipt.refused, ...wrong.map((address) => `${address}: no address of a mailbox`)];
  return { ...sent, receipt: { ...sent.receipt, refused: refused.filter((one) => one !== undefined).join('; ') } };
}

function nobody({ messages: [{ to }] }: Delivery, wrong: readonly string[]): Sent {
  const why =
    wrong.length > 0
      ? `No address of a mailbox: ${wrong.join(', ')}`
      : `There is no e-mail address for ${oneLine(to)}.`;
  const mend = 'Give the address under to of this channel in breakglass.yaml, or in the contacts.';
  return { outcome: 'refused', why, mend };
}

async function serverOf(parts: EmailParts): Promise<{ readonly server: Server } | { readonly refused: Sent }> {
  const { from, host, tls = 'starttls', port = tls === 'tls' ? 465 : 587, user, password, timeout = 60_000 } = parts;
  const stopped = (why: string) => ({ refused: { outcome: 'refused', why, stops: true } as const });
  if (!isMailAddress(from)) return stopped(`${oneLine(from)} is no address of a mailbox to send from.`);
  const authorities = await heldOr(async () => await parts.authorities?.());
  if ('refused' in authorities) return authorities;
  const server = { host, port, tls, timeout, ...(authorities.value && { authorities: authorities.value }) };
  if (user === undefined) return { server };
  if (tls === 'none') return stopped('A password is not sent in clear: set tls to starttls or tls.');
  const secret = await heldOr(password ?? (() => Promise.reject(new Error('A user needs a password.'))));
  if ('refused' in secret) return secret;
  return { server: { ...server, login: { user, password: secret.value } } };
}
