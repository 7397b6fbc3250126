import type { Receipt } from '../channel.ts';
import type { Post } from './parts.ts';

/** What names messages of ours: the first in its own words, those elsewhere as `C012/1700000000.000100`. */
export function receiptOf(posts: readonly Post[]): Receipt {
  const [first, ...others] = posts;
  if (!first) return {};
  const { channel, ts, thread } = first;
  return {
    channel,
    ts,
    ...(thread !== undefined && { thread }),
    ...(others.length > 0 && { others: others.map((post) => `${post.channel}/${post.ts}`).join(' ') }),
  };
}

/** The messages that a receipt names. */
export function postsIn({ channel, ts, thread, others = '' }: Receipt): Post[] {
  if (channel === undefined || ts === undefined) return [];
  const elsewhere = others.split(' ').flatMap((one) => {
    const [there = '', at = ''] = one.split('/');
    return at === '' ? [] : [{ channel: there, ts: at }];
  });
  return [{ channel, ts, ...(thread !== undefined && { thread }) }, ...elsewhere];
}
