import type { Delivery, Found, Receipt } from '../channel.ts';
import { type About, keyOf } from '../message.ts';
import type { Data } from './api.ts';
import { firstOf, objectIn, objectsIn, selfOf, textIn } from './lists.ts';
import { idIn, marksOf } from './marks.ts';
import { type Desk, earlierOf, type Had, type Post, type Self, type Spot } from './parts.ts';
import { postsIn, receiptOf } from './receipts.ts';
import { EVENT } from './said.ts';
import { spotsOf } from './spots.ts';
import type { Trouble } from './trouble.ts';

/** How much a clock here may be wrong, milliseconds: nothing is looked for that is older than what it tells by more. */
const SKEW = 3_600_000;
/** Slack shows a file that it has taken some moments later. */
const FILE_MOMENTS = 5_000;

/** Whether a delivery is there already: by our id in the metadata of the messages where it would be. */
export async function findInSlack(desk: Desk, delivery: Delivery, signal: AbortSignal): Promise<Found> {
  // A channel that is made again is the same one: by its name and its purpose.
  if (delivery.messages[0].sort === 'room' && desk.place.mode === 'live') return { found: null };
  const found = await lookFor(desk, delivery, signal);
  if ('had' in found) return found.had === null ? notThere(desk, delivery) : { found: found.had };
  const { trouble } = found;
  const after = trouble.outcome === 'later' && trouble.after !== undefined ? { after: trouble.after } : {};
  return { found: 'unknown', why: trouble.why, ...after };
}

function notThere({ known }: Desk, { about, messages }: Delivery): Found {
  const [message] = messages;
  const key = keyOf(about, message);
  if (message.sort !== 'file' || known.lookedFor.has(key)) return { found: null };
  known.lookedFor.add(key);
  return { found: 'unknown', why: 'a file may take some moments to be seen', after: FILE_MOMENTS };
}

async function lookFor(desk: Desk, delivery: Delivery, signal: AbortSignal): Promise<Had<Receipt | null>> {
  const self = await selfOf(desk, signal);
  if ('trouble' in self) return self;
  const isIt = (message: Data) => isOurs(message, self.had) && says(message, delivery);
  const earlier = delivery.messages[0].sort === 'file' ? undefined : earlierOf(desk, delivery);
  if (earlier) {
    const updated = await allOf(postsIn(earlier), (post) => messageAt(desk, post, signal));
    if ('trouble' in updated) return updated;
    const there = updated.had.filter((message) => message !== null);
    if (there.length > 0) return { had: there.every(isIt) ? earlier : null };
  }
  const spots = await spotsOf(desk, delivery, signal);
  if ('trouble' in spots) return spots;
  const posts = await allOf(spots.had, (spot) => postAt(desk, delivery, spot, isIt, signal));
  if ('trouble' in posts) return posts;
  const there = posts.had.filter((post) => post !== null);
  if (there.length < posts.had.length) return { had: null };
  // By the name that is set, the place of an exercise is told from another that is set later.
  const isThread = desk.place.mode === 'exercise' && delivery.messages[0].sort === 'room';
  return { had: { ...receiptOf(there), ...(isThread && { name: desk.place.channel }) } };
}

/** A delivery's message at one spot, if it is there. */
async function postAt(
  desk: Desk,
  delivery: Delivery,
  spot: Spot,
  isIt: (message: Data) => boolean,
  signal: AbortSignal,
): Promise<Had<Post | null>> {
  const { channel, thread } = spot;
  const args = { channel, oldest: sinceWhen(desk, delivery), include_all_metadata: true };
  const list =
    thread === undefined
      ? ({ method: 'conversations.history', args, key: 'messages' } as const)
      : ({ method: 'conversations.replies', args: { ...args, ts: thread }, key: 'messages' } as const);
  const wanted = (message: Data) => (isIt(message) ? { ...spot, ts: textIn(message, 'ts') } : null);
  return await firstOf(desk, list, wanted, signal, keyOf(delivery.about, delivery.messages[0]));
}

/** Whether a delivery is at this spot: asked before it is sent to one of several, since it may be at some of them already. */
export async function isThere(
  desk: Desk,
  delivery: Delivery,
  spot: Spot,
  signal: AbortSignal,
): Promise<Had<Post | null>> {
  const self = await selfOf(desk, signal);
  if ('trouble' in self) return self;
  return await postAt(desk, delivery, spot, (message) => isOurs(message, self.had) && says(message, delivery), signal);
}

/** One message, by when it was posted: null where it is gone. https://docs.slack.dev/messaging/retrieving-messages#individual_messages */
async function messageAt(desk: Desk, { channel, thread, ts }: Post, signal: AbortSignal): Promise<Had<Data | null>> {
  const args = { channel, oldest: ts, latest: ts, inclusive: true, include_all_metadata: true };
  const list =
    thread === undefined
      ? ({ method: 'conversations.history', args, key: 'messages' } as const)
      : ({ method: 'conversations.replies', args: { ...args, ts: thread }, key: 'messages' } as const);
  return await firstOf(desk, list, (message) => (message.ts === ts ? message : null), signal, ts);
}

async function allOf<T, U>(all: readonly T[], ask: (one: T) => Promise<Had<U>>): Promise<Had<U[]>> {
  const found: U[] = [];
  for (const one of all) {
    const answer = await ask(one);
    if ('trouble' in answer) return answer satisfies { trouble: Trouble };
    found.push(answer.had);
  }
  return { had: found };
}

/** Seconds since the epoch, as Slack writes them. */
function sinceWhen({ now }: Desk, { messages }: Delivery): string {
  const happened = messages.map((message) => Date.parse(message.happened)).filter((time) => !Number.isNaN(time));
  const since = Math.min(now(), ...happened) - SKEW;
  return `${Math.max(0, Math.floor(since / 1000))}.000000`;
}

/** What another app, or a person, writes is never taken for what was sent from here. */
function isOurs(message: Data, { user, bot }: Self): boolean {
  return message.user === user || (bot !== undefined && message.bot_id === bot);
}

function says(message: Data, { about, messages }: Delivery): boolean {
  const [first] = messages;
  if (first.sort === 'file') return marksOf(about, first).some((mark) => carries(message, mark));
  const ids = idsIn(message, about);
  return messages.every(({ id }) => ids.includes(id));
}

/** The ids of a run's messages that are said in this one. */
export function idsIn(message: Data, about: About): string[] {
  const { event_type, event_payload } = objectIn(message.metadata);
  if (event_type !== EVENT) return [];
  const payload = objectIn(event_payload);
  const id = idIn(textIn(payload, 'key'), about);
  return id === null ? [] : [id, ...textIn(payload, 'keys').split(' ')];
}

/** A message that shares a file has no metadata: our id stands in the file's title, and in what is said of it. */
function carries(message: Data, key: string): boolean {
  const files = objectsIn(message.files);
  if (files.length === 0) return false;
  const titles = files.map((file) => textIn(file, 'title'));
  return [...titles, textIn(message, 'text'), JSON.stringify(message.blocks ?? '')].some((text) =>
    text.includes(`(${key})`),
  );
}
