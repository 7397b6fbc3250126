import type { Delivery } from '../channel.ts';
import type { Web } from '../web.ts';
import type { Api } from './api.ts';
import type { Trouble } from './trouble.ts';

/** Where a run is told of. */
export type Place =
  /** A channel of its own, with these people (`U…`) in it; `isPrivate`: seen by them alone. */
  | { readonly mode: 'live'; readonly invite: readonly string[]; readonly isPrivate?: true }
  /** One thread in a channel that is there already, and nothing else: `C…` or `#name`. */
  | { readonly mode: 'exercise'; readonly channel: string };

/** What Slack is spoken to with. */
export interface SlackParts {
  /** The bot token. @throws with what is missing, and the mend */
  readonly token: () => Promise<string>;
  readonly web: Web;
  readonly place: Place;
  /** Somebody listens to buttons: without it none is shown. */
  readonly isAnswered?: boolean;
  /** Where the Web API is, unless it is Slack's own. */
  readonly apiUrl?: string;
  /** How long a call may take, milliseconds. */
  readonly timeout?: number;
  /** Wall time, epoch milliseconds. The machine's unless given. */
  readonly now?: () => number;
}

/** What every part of the channel works with. */
export interface Desk {
  readonly api: Api;
  readonly web: Web;
  readonly place: Place;
  readonly apiUrl: string;
  readonly timeout: number;
  readonly now: () => number;
  /** What was learned, and does not change while this runs. */
  readonly known: {
    self?: Self;
    /** Channels by name, without the `#`. */
    readonly names: Map<string, string>;
    /** Direct messages by the person's id. */
    readonly direct: Map<string, string>;
    /** Where a look that a limit broke off goes on. */
    readonly cursors: Map<string, string>;
    /** Files that were not there yet when they were first looked for. */
    readonly lookedFor: Set<string>;
  };
}

/** Who this is in Slack. */
export interface Self {
  readonly user: string;
  readonly bot?: string;
  /** What it is called, to be invited by. */
  readonly name: string;
}

/** Where in Slack something is said: a channel, and the message under which it stands. */
export interface Spot {
  readonly channel: string;
  readonly thread?: string;
}

/** A message of ours that is there. */
export interface Post extends Spot {
  readonly ts: string;
}

/** What was asked for, or why it is not to be had. */
export type Had<T> = { readonly had: T } | { readonly trouble: Trouble };

/** The message that a delivery is put in the place of. The headline of an exercise is the message that its thread hangs on. */
export function earlierOf({ place }: Desk, { earlier, room, messages }: Delivery): Delivery['earlier'] {
  if (earlier || place.mode === 'live' || messages[0].sort !== 'headline') return earlier;
  return room;
}
