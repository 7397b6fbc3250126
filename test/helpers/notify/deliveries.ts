import type { Delivery } from '../../../src/notify/channel.ts';
import type { About, Message } from '../../../src/notify/message.ts';

export const live: About = { run: 'poisoned-release-20260302-7f3a', title: 'Poisoned release', mark: 'LIVE' };
export const drill: About = { ...live, mark: 'DRILL' };

/** When everything of these happened. It is long before any message that is posted. */
const HAPPENED = '2026-03-02T03:12:00.000Z';

/** One message of a run, a line unless said otherwise. */
export function message(id: string, more: Partial<Message> = {}): Message {
  return { id, via: 'slack', to: 'run', sort: 'line', subject: `Line ${id}`, lines: [], happened: HAPPENED, ...more };
}

/** One try at sending it. */
export function delivery(
  about: About,
  first: Message | readonly [Message, ...Message[]],
  more: Partial<Delivery> = {},
): Delivery {
  const messages = 'id' in first ? ([first] as const) : first;
  return { about, messages, addresses: [], ...more };
}
