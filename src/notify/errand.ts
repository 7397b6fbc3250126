import type { Book } from './book.ts';
import type { Channel, Delivery } from './channel.ts';
import type { Clock } from './clock.ts';
import { lateWords } from './late.ts';
import { type About, type Message, unnamed } from './message.ts';
import type { Together } from './queue.ts';

/** What a courier works with. */
export interface Errand {
  readonly channel: Channel;
  readonly book: Book;
  readonly clock: Clock;
  readonly about: About;
  /** Where a message's `to` is at home on this channel. */
  addresses(message: Message): readonly string[];
  /** The bytes of the file that goes with a message. Rejects, with words for a person, where they cannot be had. */
  file?(message: Message): Promise<Uint8Array>;
  /** Called whenever the health is another one. */
  changed?(): void;
}

/** A delivery as it would be now: the room, what is above and what was before are where the book says that they are. */
export function deliveryOf(errand: Errand, messages: Together): Delivery {
  const { about, book, clock } = errand;
  const [first] = messages;
  const room = book.room();
  const parent = first.thread === undefined ? undefined : book.receipt(first.thread);
  const earlier = first.slot === undefined ? undefined : book.receipt(first.slot);
  const late = lateWords(messages, clock.now());
  const file = errand.file === undefined || first.file === undefined ? undefined : errand.file.bind(errand, first);
  return {
    about: first.unnamed ? unnamed(about) : about,
    messages,
    ...(room && { room }),
    ...(parent && { parent }),
    ...(earlier && { earlier }),
    ...(late !== null && { late }),
    addresses: errand.addresses(first),
    ...(file && { file }),
  };
}
