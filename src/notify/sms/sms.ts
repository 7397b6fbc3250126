import type { Channel, Delivery, Found, Pace, Sent } from '../channel.ts';
import { keyOf } from '../message.ts';
import { oneLine } from '../plain-text.ts';
import { cameOf, excerpt, heldOr, type Web, type WebAnswer } from '../web.ts';
import { type Page, pageIn, textWith } from './listed.ts';
import { isPhoneNumber } from './number.ts';
import { shortKey, smsText } from './text.ts';

/** What text messages are sent with. */
export interface SmsParts {
  /** The account, `AC…`. */
  readonly account: string;
  /** The number that they come from, E.164, or a messaging service, `MG…`. */
  readonly from: string;
  /** The auth token of the account. */
  readonly token: () => Promise<string>;
  readonly web: Web;
  /** Where the API is, unless it is Twilio's own. */
  readonly apiUrl?: string;
}

const API = 'https://api.twilio.com/';
/** A number takes one a second: https://help.twilio.com/articles/115002943027 */
const PACE: Pace = { name: 'SMS', count: 1, per: 1_000 };

/** Numbers that will not be reached, whatever is sent: https://www.twilio.com/docs/api/errors */
const OF_THE_NUMBER: readonly number[] = [21211, 21408, 21610, 21612, 21614];
/** What nothing else sent from here would fare better with. */
const STOPPING: Readonly<Record<number, string>> = {
  20003: 'See account and token of this channel.',
  20404: 'See the account of this channel.',
  21212: 'See from of this channel: a number of the account, or a messaging service.',
  21606: 'See from of this channel: it sends no text messages.',
  21659: 'See from of this channel: it is no number of this account.',
  21703: 'Put a number into the messaging service.',
};

const MEND = 'Give it as +4915112345678, under to of this channel in breakglass.yaml, or in the contacts.';

type Arrived = Map<string, string>;

/**
 * Text messages by Twilio, one request a number. What was sent can be listed, so a try whose end nobody knows is looked for: each
 * text ends with a short form of our id. Who got it already is not sent it again.
 */
export function createSms(parts: SmsParts): Channel {
  /** Of a message that went to some: its number to what Twilio calls it, by our id. */
  const known = new Map<string, Arrived>();
  const arrivedOf = (delivery: Delivery): Arrived => {
    const key = keyOf(delivery.about, delivery.messages[0]);
    const arrived = known.get(key) ?? new Map<string, string>();
    known.set(key, arrived);
    return arrived;
  };
  return {
    title: 'SMS',
    paces: () => [PACE],
    send: (delivery, signal) => sendAll(parts, delivery, arrivedOf(delivery), signal),
    find: (delivery, signal) => findAll(parts, delivery, arrivedOf(delivery), signal),
  };
}

async function sendAll(parts: SmsParts, delivery: Delivery, arrived: Arrived, signal: AbortSignal): Promise<Sent> {
  const numbers = numbersOf(delivery);
  if (numbers.length === 0) {
    const wrong = wrongIn(delivery);
    const none = `There is no phone number for ${oneLine(delivery.messages[0].to)}.`;
    return { outcome: 'refused', why: wrong.length === 0 ? none : wrong.join('; '), mend: MEND };
  }
  const refused = wrongIn(delivery);
  for (const to of numbers) {
    if (arrived.has(to)) continue;
    const sent = await sendOne(parts, delivery, to, signal);
    if ('number' in sent) refused.push(sent.number);
    else if (sent.outcome !== 'sent') return sent;
    else arrived.set(to, sent.receipt.sid ?? '');
  }
  if (arrived.size === 0) return { outcome: 'refused', why: refused.join('; '), mend: MEND };
  return { outcome: 'sent', receipt: receiptOf(arrived, refused) };
}

function receiptOf(arrived: Arrived, refused: readonly string[]) {
  const sids = [...arrived.values()].join(' ');
  return { sids, ...(refused.length > 0 && { refused: refused.join('; ') }) };
}

/** One number. `number`: it is that number which cannot be reached, and no other. */
async function sendOne(
  parts: SmsParts,
  delivery: Delivery,
  to: string,
  signal: AbortSignal,
): Promise<Sent | { readonly number: string }> {
  const from = parts.from.startsWith('MG') ? { MessagingServiceSid: parts.from } : { From: parts.from };
  const body = new URLSearchParams({ To: to, ...from, Body: smsText(delivery) }).toString();
  const asked = await ask(parts, 'POST', 'Messages.json', body, signal);
  if ('refused' in asked) return asked.refused;
  const { answer, secrets } = asked;
  const came = cameOf(answer, { called: 'Twilio', limit: PACE.name, secrets });
  if (came === 'accepted') return acceptedIn(answer);
  if (came !== 'refused') return came;
  const { code, said } = errorIn(answer, secrets);
  if (OF_THE_NUMBER.includes(code)) return { number: `${to}: ${said}` };
  const mend = STOPPING[code] ?? (answer.status === 401 ? STOPPING[20003] : undefined);
  const why = `Twilio does not take it: ${said}`;
  return { outcome: 'refused', why, ...(mend !== undefined && { mend, stops: true }) };
}

function acceptedIn(answer: WebAnswer): Sent {
  const sid = dataIn(answer.text).sid;
  if (typeof sid === 'string') return { outcome: 'sent', receipt: { sid } };
  return { outcome: 'unknown', why: 'Twilio answered what is no answer of Twilio' };
}

/** Looks at what went to each number since it happened. Those that are there are remembered: only the others are sent it. */
async function findAll(parts: SmsParts, delivery: Delivery, arrived: Arrived, signal: AbortSignal): Promise<Found> {
  const key = shortKey(delivery);
  const since = Date.parse(delivery.messages[0].happened);
  const numbers = numbersOf(delivery);
  for (const to of numbers) {
    if (arrived.has(to)) continue;
    const there = await textWith(key, { to, since }, (query) => pageOf(parts, to, query, signal));
    if (there === null) continue;
    if ('why' in there) return { found: 'unknown', ...there };
    arrived.set(to, there.sid);
  }
  const isAll = numbers.every((to) => arrived.has(to));
  return isAll && arrived.size > 0 ? { found: receiptOf(arrived, wrongIn(delivery)) } : { found: null };
}

async function pageOf(parts: SmsParts, to: string, query: string, signal: AbortSignal): Promise<Page> {
  const asked = await ask(parts, 'GET', `Messages.json?${query}`, undefined, signal);
  if ('refused' in asked) return { why: 'its token is not to be had' };
  const { answer, secrets } = asked;
  if (answer.status === 200)
    return pageIn(dataIn(answer.text), to) ?? { why: 'Twilio answered what is no list of messages' };
  const why = answer.problem ?? `Twilio answered ${answer.status}${excerpt(answer.text, secrets)}`;
  return { why, ...(answer.after !== undefined && { after: answer.after }) };
}

type Asked = { readonly answer: WebAnswer; readonly secrets: readonly string[] } | { readonly refused: Sent };

async function ask(
  { account, token, web, apiUrl = API }: SmsParts,
  method: 'GET' | 'POST',
  path: string,
  body: string | undefined,
  signal: AbortSignal,
): Promise<Asked> {
  const held = await heldOr(token);
  if ('refused' in held) return held;
  const login = Buffer.from(`${account}:${held.value}`).toString('base64');
  const answer = await web(
    {
      method,
      url: new URL(`2010-04-01/Accounts/${encodeURIComponent(account)}/${path}`, apiUrl).href,
      headers: {
        authorization: `Basic ${login}`,
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      called: 'Twilio',
      ...(body !== undefined && { body }),
    },
    signal,
  );
  return { answer, secrets: [held.value, login] };
}

function errorIn(answer: WebAnswer, secrets: readonly string[]): { readonly code: number; readonly said: string } {
  const { code, message } = dataIn(answer.text);
  const said = typeof message === 'string' ? message : answer.text;
  return { code: typeof code === 'number' ? code : 0, said: excerpt(said, secrets).replace(/^: /, '') };
}

function dataIn(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function numbersOf({ addresses }: Delivery): string[] {
  return [...new Set(addresses)].filter(isPhoneNumber);
}

/** What was given for a number and is none keeps nobody else from it, and is said. */
function wrongIn({ addresses }: Delivery): string[] {
  const wrong = [...new Set(addresses)].filter((address) => !isPhoneNumber(address));
  return wrong.map((address) => `${oneLine(address)}: no phone number`);
}
