import type { Book, Waiting } from './book.ts';
import { isLate } from './late.ts';
import type { Message } from './message.ts';

/** What goes in one delivery. */
export type Together = readonly [Message, ...Message[]];

/** What is to be sent next; or the time before which nothing may be; or null: there is nothing. */
export type Picked =
  | { readonly messages: Together }
  | { readonly at: number; readonly isSaid: boolean; readonly messages: null }
  | null;

/** What decides on the next one beside the queue itself. */
export interface Conditions {
  /** Epoch milliseconds, by which a message is late. */
  readonly wall: number;
  /** The time that `opens` is counted by, milliseconds. */
  readonly now: number;
  /** How many lines go together at most. */
  readonly together: number;
  /** What is to go alone. */
  readonly apart: ReadonlySet<string>;
  /** When it may be begun, and whether it is the other side that says so. */
  opens(messages: Together): { readonly at: number; readonly isSaid: boolean };
}

type Receipts = Pick<Book, 'receipt' | 'room'>;

/** What nobody knows to be there or not, each with what was begun with it, in their order. */
export function unclear(waiting: readonly Waiting[]): readonly (readonly [Waiting, ...Waiting[]])[] {
  const open = waiting.filter(({ status }) => status === 'begun' || status === 'unknown').sort(byRank);
  const groups = new Map<string, [Waiting, ...Waiting[]]>();
  for (const one of open) {
    const name = (one.with ?? [one.message.id]).join('\n');
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return [...groups.values()];
}

/**
 * What is to be sent next. The run's own place comes first, then what is urgent and what that stands under, then the rest, each in
 * the order of ranks. What is held back holds back what comes after it in the same place, and nothing else.
 */
export function pick(waiting: readonly Waiting[], receipts: Receipts, conditions: Conditions): Picked {
  const queue = inOrder(waiting, receipts);
  const heads = headsOf(queue);
  const places = new Places();
  let next: Exclude<Picked, null> | null = null;
  for (const [index, one] of queue.entries()) {
    const lanes = lanesOf(one.message, receipts);
    if (places.isBlocked(one, lanes)) continue;
    if (waitsForRoom(one, queue, receipts) || waitsForHead(one, heads, receipts)) {
      places.block(one, lanes);
      continue;
    }
    const messages = withOthers(one, queue, index, conditions);
    const { at, isSaid } = conditions.opens(messages);
    if (at <= conditions.now) return { messages };
    if (next === null || at < next.at) next = { at, isSaid, messages: null };
    places.block(one, lanes);
  }
  return next;
}

interface Queued extends Waiting {
  /** 2: the run's own place. 1: urgent, or what that needs. */
  readonly press: number;
}

function byRank(a: Waiting, b: Waiting): number {
  return a.rank - b.rank;
}

/** What is queued, in the order in which it would go if nothing held it back. */
function inOrder(waiting: readonly Waiting[], { receipt }: Receipts): readonly Queued[] {
  // An earlier version dropped only what was not on its way when details began to be kept, and had the rest wait again.
  const queued = waiting.filter(({ status, withdrawn }) => status === 'queued' && !withdrawn).sort(byRank);
  const urgent = queued.filter(({ message }) => message.urgent);
  const wanted = new Set(
    urgent.flatMap(({ message: { slot, thread } }) => [
      ...(slot === undefined ? [] : [slot]),
      ...(thread === undefined || receipt(thread) ? [] : [thread]),
    ]),
  );
  const pressOf = ({ sort, urgent, slot }: Message) =>
    sort === 'room' ? 2 : urgent || (slot !== undefined && wanted.has(slot)) ? 1 : 0;
  return queued
    .map((one) => ({ ...one, press: pressOf(one.message) }))
    .sort((a, b) => b.press - a.press || byRank(a, b));
}

/** The message that gives a slot its first place, by slot. */
function headsOf(queue: readonly Queued[]): ReadonlyMap<string, Queued> {
  const heads = new Map<string, Queued>();
  for (const one of queue) {
    const { slot } = one.message;
    if (slot !== undefined && !heads.has(slot)) heads.set(slot, one);
  }
  return heads;
}

function waitsForRoom({ message }: Queued, [first]: readonly Queued[], receipts: Receipts): boolean {
  return message.to === 'run' && message.sort !== 'room' && first?.press === 2 && receipts.room() === undefined;
}

/** Whether that under which it stands is still to come. Two that stand under each other wait for none. */
function waitsForHead({ message, rank }: Queued, heads: ReadonlyMap<string, Queued>, receipts: Receipts): boolean {
  if (message.thread === undefined || receipts.receipt(message.thread)) return false;
  const head = heads.get(message.thread);
  if (head === undefined || head.message === message) return false;
  return head.message.thread === undefined || head.rank < rank;
}

/** Where a message stands in an order. What is there already is changed where it is, so it stands in that of its slot alone. */
interface Lanes {
  readonly slot: string | null;
  readonly place: string | null;
}

function lanesOf({ slot, thread, to }: Message, { receipt }: Receipts): Lanes {
  if (slot !== undefined && receipt(slot)) return { slot, place: null };
  return { slot: slot ?? null, place: thread === undefined ? `to ${to}` : `under ${thread}` };
}

/** Where something is held back. */
class Places {
  /** The lowest rank that is held back, by slot. */
  readonly #slots = new Map<string, number>();
  /** The same by place, for each press. */
  readonly #places: readonly Map<string, number>[] = [new Map(), new Map(), new Map()];

  block({ rank, press }: Queued, { slot, place }: Lanes): void {
    const hold = (held: Map<string, number> | undefined, name: string | null) => {
      if (name !== null) held?.set(name, Math.min(rank, held.get(name) ?? rank));
    };
    hold(this.#slots, slot);
    hold(this.#places[press], place);
  }

  /** What is urgent passes what is not; of one slot nothing passes anything. */
  isBlocked({ rank, press }: Queued, { slot, place }: Lanes): boolean {
    const isBefore = (held: Map<string, number>, name: string | null) =>
      name !== null && (held.get(name) ?? rank) < rank;
    return isBefore(this.#slots, slot) || this.#places.slice(press).some((held) => isBefore(held, place));
  }
}

/** What waited for long goes together with what follows it under the same head, as far as all of it are plain lines. */
function withOthers({ message }: Queued, queue: readonly Queued[], index: number, conditions: Conditions): Together {
  const messages: [Message, ...Message[]] = [message];
  if (!isPlainAndLate(message, conditions)) return messages;
  for (const { message: other } of queue.slice(index + 1)) {
    if (messages.length >= conditions.together) break;
    if (other.thread !== message.thread || other.to !== message.to) continue;
    if (!isPlainAndLate(other, conditions)) break;
    messages.push(other);
  }
  return messages;
}

function isPlainAndLate(message: Message, { wall, apart }: Conditions): boolean {
  const { id, sort, slot, urgent, commands, buttons, file } = message;
  const isPlain = sort === 'line' && slot === undefined && !urgent && !commands && !buttons && !file;
  return isPlain && !apart.has(id) && isLate(message, wall);
}
