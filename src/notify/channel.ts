import type { About, Message } from './message.ts';

/** What names a message where it was sent to, so that it can be changed, answered or found again. Journaled: no secret. */
export type Receipt = Readonly<Record<string, string>>;

/** One try at sending. */
export interface Delivery {
  readonly about: About;
  /** One message, or several lines of one thread that are said together, in their order. */
  readonly messages: readonly [Message, ...Message[]];
  /** Where the run's own place is, once it has one: the receipt of its `room`. */
  readonly room?: Receipt;
  /** The message under which this stands. */
  readonly parent?: Receipt;
  /** The message of the same slot that this takes the place of. */
  readonly earlier?: Receipt;
  /** What is said of a message that comes late: `delayed; happened 03:12Z`. */
  readonly late?: string;
  /** Where `to` is at home on this channel: addresses or numbers; empty for `run`. */
  readonly addresses: readonly string[];
  /** The bytes of the file that goes with it. */
  readonly file?: () => Promise<Uint8Array>;
}

/** How a try came out. Nothing is tried again inside of a channel: that is for who asked. */
export type Sent =
  | { readonly outcome: 'sent'; readonly receipt: Receipt }
  /** Certainly not sent, and it may be tried again. `after`: not before so many milliseconds. `limit`: the limit that it ran into, by name. */
  | { readonly outcome: 'later'; readonly why: string; readonly after?: number; readonly limit?: string }
  /** Nobody can tell from here whether it was sent. `after`: nobody is to be asked before so many milliseconds. */
  | { readonly outcome: 'unknown'; readonly why: string; readonly after?: number }
  /** It will not be taken, however often it is tried. `stops`: nor will anything else on this channel, until somebody mends it. */
  | { readonly outcome: 'refused'; readonly why: string; readonly mend?: string; readonly stops?: true };

/** Whether something that was tried is there. */
export type Found =
  | { readonly found: Receipt }
  | { readonly found: null }
  /** It could not be looked. */
  | { readonly found: 'unknown'; readonly why: string; readonly after?: number };

/** A limit that is kept before anybody has to say so: no more than `count` in any `per` milliseconds. */
export interface Pace {
  /** The limit's name, shared by everything that counts towards it: `chat.postMessage C012`. */
  readonly name: string;
  readonly count: number;
  readonly per: number;
}

/** Somewhere to say things. */
export interface Channel {
  /** What it is called for people: `Slack`, `e-mail`. */
  readonly title: string;
  /** Tries once. Ends, also where nobody answers: a time limit is the channel's own. Never throws for what a network or a server does. */
  send(delivery: Delivery, signal: AbortSignal): Promise<Sent>;
  /** Looks whether it is there already, by our own id. A channel without it cannot be looked at. */
  find?(delivery: Delivery, signal: AbortSignal): Promise<Found>;
  /** Whether it answers at all, said without leaving anything there. */
  ping?(signal: AbortSignal): Promise<Sent>;
  /** Whether sending the same twice is known to come out as once there: it goes by our id. */
  readonly idempotent?: true;
  /** The limits that a delivery counts towards. */
  paces(delivery: Delivery): readonly Pace[];
  /** Whether lines of one thread may be said together, when many have waited. At most so many. */
  readonly together?: number;
  close?(): Promise<void>;
}
