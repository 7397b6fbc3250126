import type { Delivery, Receipt, Sent } from '../channel.ts';
import { isThere } from './history.ts';
import { textIn } from './lists.ts';
import { type Desk, earlierOf, type Had, type Post, type Spot } from './parts.ts';
import { postsIn, receiptOf } from './receipts.ts';
import { type SaidInSlack, saidInSlack } from './said.ts';
import { ofOnePlace, type Trouble } from './trouble.ts';

/** The message to be changed is not there any more, or may not be changed any more: it is said anew. */
const GONE = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'msg_not_found'];

/**
 * Says something: in the place of the message before, where there is one, else at each spot. Nothing in it is read as a mention
 * or a link by Slack, and no address in it is looked up. https://docs.slack.dev/reference/methods/chat.postMessage#arg_parse
 */
export async function say(
  desk: Desk,
  delivery: Delivery,
  spots: readonly Spot[],
  signal: AbortSignal,
): Promise<Had<Receipt>> {
  const said = saidInSlack(delivery);
  const earlier = earlierOf(desk, delivery);
  if (earlier) {
    const changed = await change(desk, postsIn(earlier), said, signal);
    if ('trouble' in changed || changed.had) return 'trouble' in changed ? changed : { had: earlier };
  }
  const isRunsOwn = desk.place.mode === 'exercise' || delivery.addresses.length === 0;
  const posts: Post[] = [];
  for (const spot of spots) {
    const post = await once(desk, delivery, said, spot, spots.length > 1, signal);
    if ('trouble' in post) return { trouble: isRunsOwn ? post.trouble : ofOnePlace(post.trouble) };
    posts.push(post.had);
  }
  return { had: receiptOf(posts) };
}

/** Whether the messages could be changed. */
async function change(
  { api }: Desk,
  posts: readonly Post[],
  said: SaidInSlack,
  signal: AbortSignal,
): Promise<Had<boolean>> {
  for (const { channel, ts } of posts) {
    const called = await api('chat.update', { channel, ts, ...bodyOf(said) }, signal);
    if (called.ok) continue;
    return called.error !== undefined && GONE.includes(called.error) ? { had: false } : { trouble: called.trouble };
  }
  return { had: posts.length > 0 };
}

/** One of several spots is looked at before: a try that broke off between them has left some of them done. */
async function once(
  desk: Desk,
  delivery: Delivery,
  said: SaidInSlack,
  spot: Spot,
  isOneOfSeveral: boolean,
  signal: AbortSignal,
): Promise<Had<Post>> {
  if (isOneOfSeveral) {
    const there = await isThere(desk, delivery, spot, signal);
    if ('trouble' in there) return there;
    if (there.had) return { had: there.had };
  }
  const { channel, thread } = spot;
  const args = {
    channel,
    ...bodyOf(said),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    ...(thread !== undefined && { thread_ts: thread }),
  };
  const called = await desk.api('chat.postMessage', args, signal);
  if (!called.ok) return { trouble: called.trouble };
  const ts = textIn(called.data, 'ts');
  if (ts === '') return { trouble: { outcome: 'unknown', why: 'Slack did not say when it was posted' } };
  return { had: { ...spot, channel: textIn(called.data, 'channel') || channel, ts } };
}

function bodyOf({ text, blocks, metadata }: SaidInSlack) {
  // Without `parse`, a change would be read as if a person had typed it.
  return { text, blocks, metadata, parse: 'none', link_names: false };
}

/**
 * Pins the headline. Whatever comes of it, the headline was said; where it is not known to be pinned, that is tried again with the
 * next one. https://docs.slack.dev/reference/methods/pins.add
 */
export async function pin({ api }: Desk, receipt: Receipt, signal: AbortSignal): Promise<Receipt> {
  if (receipt.pinned === 'yes' || receipt.channel === undefined) return receipt;
  const called = await api('pins.add', { channel: receipt.channel, timestamp: receipt.ts }, signal);
  const isPinned = called.ok || called.error === 'already_pinned';
  return isPinned ? { ...receipt, pinned: 'yes' } : receipt;
}

/** What came of saying it. */
export function sentOf(said: Had<Receipt>): Sent {
  return 'had' in said ? { outcome: 'sent', receipt: said.had } : (said.trouble satisfies Trouble);
}
