import { type Draft, EntryMisfit } from '../draft.ts';
import type { Outbox, Pending } from '../state.ts';
import { hashAsked, type Telling } from '../telling.ts';
import type { Applying } from './applying.ts';

/** A channel by which nothing went out yet. */
export function emptyOutbox(withheld: boolean): Outbox {
  return { pending: {}, slots: {}, headline: '', asks: {}, sent: 0, superseded: 0, dropped: 0, withheld };
}

function outboxOf(draft: Draft, via: string): Outbox {
  return draft.record('outbox', via) as unknown as Outbox;
}

/** Changes messages that wait; those that come back null wait no more. */
function change(outbox: Outbox, ids: readonly string[], to: (pending: Pending) => Pending | null): void {
  const pending = { ...outbox.pending };
  for (const id of ids) {
    const before = pending[id];
    if (!before) throw new EntryMisfit(`message ${id} does not wait`);
    const after = to(before);
    if (after) pending[id] = after;
    else delete pending[id];
  }
  outbox.pending = newestOnly(outbox, pending, ids);
}

/**
 * Of what waits for one slot only the newest matters, whether it came later or the other has come back from a try. It has the place
 * of the first: others may stand under it.
 */
function newestOnly(outbox: Outbox, pending: Record<string, Pending>, ids: readonly string[]): Outbox['pending'] {
  const slots = new Set(ids.map((id) => pending[id]?.slot));
  for (const slot of slots) {
    if (slot === undefined) continue;
    const waiting = Object.entries(pending).filter(([, one]) => one.slot === slot && one.status === 'queued');
    const [newest, ...others] = waiting.sort(([, a], [, b]) => b.seq - a.seq);
    if (!newest || others.length === 0) continue;
    for (const [id] of others) delete pending[id];
    pending[newest[0]] = { ...newest[1], rank: Math.min(...waiting.map(([, { rank }]) => rank)) };
    outbox.superseded += others.length;
  }
  return pending;
}

/** What messages ask for, with this one. */
function asking(before: Outbox['asks'], slot: string, telling: Telling): Outbox['asks'] {
  const { [slot]: _, ...others } = before;
  const hash = hashAsked(telling);
  return hash === undefined ? others : { ...others, [slot]: hash };
}

function apart({ with: _, again: __, ...pending }: Pending): Pending {
  return pending;
}

/** As a person's word leaves it. What may be there still may. */
function retried({ why: _, mend: __, ...pending }: Pending): Pending {
  return pending.status === 'unknown' ? { ...pending, again: true } : { ...apart(pending), status: 'queued' };
}

/** What is to be told elsewhere, and how that came out. */
export const applyOutbox = {
  'message.queued': (draft, entry) => {
    const outbox = outboxOf(draft, entry.via);
    const { message, sort, to, subject, slot } = entry;
    const seq = draft.state.seq + 1;
    const status = 'queued' as const;
    const fresh = { seq, rank: seq, status, sort, to, subject, tries: 0, ...(slot !== undefined && { slot }) };
    const written = outbox.withheld ? { ...fresh, veiled: true as const } : fresh;
    outbox.pending = newestOnly(outbox, { ...outbox.pending, [message]: written }, [message]);
    if (sort === 'headline') outbox.headline = [entry.subject, ...entry.lines].join('\n');
    if (sort === 'approval' && slot !== undefined) outbox.asks = asking(outbox.asks, slot, entry);
  },
  'delivery.begun': (draft, entry) => {
    const { via, messages } = entry;
    const together = messages.length > 1 ? { with: messages } : {};
    change(outboxOf(draft, via), messages, (one) => ({
      ...apart(one),
      status: 'begun',
      tries: one.tries + 1,
      ...together,
    }));
  },
  'delivery.sent': (draft, entry) => {
    const outbox = outboxOf(draft, entry.via);
    const slots = { ...outbox.slots };
    change(outbox, entry.messages, ({ slot }) => {
      if (slot !== undefined) slots[slot] = entry.receipt;
      return null;
    });
    outbox.slots = slots;
    outbox.sent += entry.messages.length;
    delete outbox.stopped;
  },
  'delivery.put-off': (draft, entry) => {
    change(outboxOf(draft, entry.via), entry.messages, (one) => ({ ...apart(one), status: 'queued', why: entry.why }));
  },
  'delivery.unknown': (draft, entry) => {
    change(outboxOf(draft, entry.via), entry.messages, (one) => ({ ...one, status: 'unknown', why: entry.why }));
  },
  'delivery.refused': (draft, entry) => {
    const outbox = outboxOf(draft, entry.via);
    const { why, mend, stops } = entry;
    const words = { why, ...(mend !== undefined && { mend }) };
    change(outbox, entry.messages, (one) => ({ ...apart(one), status: stops ? 'queued' : 'dead', ...words }));
    if (stops) outbox.stopped = words;
  },
  'delivery.dropped': (draft, entry) => {
    const outbox = outboxOf(draft, entry.via);
    change(outbox, entry.messages, () => null);
    outbox.dropped += entry.messages.length;
  },
  'delivery.retried': (draft, entry) => {
    const outbox = outboxOf(draft, entry.via);
    change(outbox, entry.messages, retried);
    delete outbox.stopped;
  },
  'route.changed': (draft, entry) => {
    outboxOf(draft, entry.via).withheld = entry.withheld;
  },
} satisfies Applying;
