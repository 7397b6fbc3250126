import type { Receipt } from './channel.ts';
import type { Message } from './message.ts';

/**
 * How it stands with a message that is not yet there. `queued`: certainly not sent. `begun`: a try was begun and nothing is known
 * of its end. `unknown`: it was tried, and may be there or not. `dead`: it will not be taken.
 */
export type Standing = 'queued' | 'begun' | 'unknown' | 'dead';

/** A message that is not yet there, as the journal has it. */
export interface Waiting {
  readonly message: Message;
  /** Its place in the order, the lowest first. No two have the same. */
  readonly rank: number;
  readonly status: Standing;
  /** Of what was begun with others in one delivery: the ids of all of them, in their order. Where it is missing, it was alone. */
  readonly with?: readonly string[];
  /** Details are kept from there since it was written: it may be looked for, and is not sent again. */
  readonly withdrawn?: true;
}

/**
 * What a courier reads, and where it writes what it does. Each write is durable when it returns true. Where it returns false, or
 * throws, nothing is sent any more. Nothing here may call the courier's own methods but `nudge`.
 */
export interface Book {
  /** All that is not yet there, in any order. What was sent or dropped is not among them. */
  waiting(): readonly Waiting[];
  /** Where the latest message of a slot is. */
  receipt(slot: string): Receipt | undefined;
  /** Where the run's own place is. */
  room(): Receipt | undefined;
  /** Why nothing more is sent until a person has mended it. */
  stopped(): Stopped | null;
  /** These are about to be sent together. They were `queued`, or are sent once more as they were: `begun` or `unknown`. */
  begun(messages: readonly string[]): boolean;
  /** They are there. `found`: it was looked for, and is there from an earlier try. The receipt is that of the delivery. */
  sent(messages: readonly string[], receipt: Receipt, found: boolean): boolean;
  /** They are certainly not there, and wait to be sent again. `after`: what the other side said, in milliseconds. */
  putOff(messages: readonly string[], why: string, after?: number): boolean;
  /** They may be there or not. */
  unknown(messages: readonly string[], why: string): boolean;
  /** They will not be taken. With `stops` they stay queued, and `stopped` has an answer from then on. */
  refused(messages: readonly string[], refusal: Refusal): boolean;
}

/** Why a whole queue waits, and what mends it. */
export interface Stopped {
  readonly why: string;
  readonly mend?: string;
}

/** Why messages are not taken; `stops`: nor is anything else. */
export interface Refusal extends Stopped {
  readonly stops: boolean;
}
