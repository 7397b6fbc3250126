import type { Ask } from '../../engine/commands.ts';
import type { Entry } from '../../engine/entries.ts';
import type { Pending, State } from '../../engine/state.ts';
import { formatInstant } from '../../language/time.ts';
import type { Book, Waiting } from '../../notify/book.ts';
import type { Message } from '../../notify/message.ts';
import type { Session } from '../session.ts';

type Ending = Omit<Ask<'end-delivery'>, 'type' | 'via' | 'messages'>;

/**
 * What goes out by one channel of a run, as its journal has it: nothing else keeps any of it. `canLook`: the channel can be looked at.
 * What may be there goes again by a person's word alone only where it cannot: else it would be there twice.
 */
export function bookOf(session: Session, via: string, canLook: boolean): Book {
  const outbox = () => session.state.outbox[via];
  const known = new WeakMap<Pending, readonly Waiting[]>();
  const begin = (messages: readonly string[]) => written(session, { type: 'begin-delivery', via, messages });
  const end = (messages: readonly string[], ending: Ending) =>
    written(session, { type: 'end-delivery', via, messages, ...ending });
  return {
    waiting: () =>
      Object.values(outbox()?.pending ?? {}).flatMap((pending) => {
        // Asked before every message that goes, also with a thousand of them waiting: what did not change is not built anew.
        const waiting = known.get(pending) ?? waitingOf(session, pending, canLook);
        known.set(pending, waiting);
        const isWithdrawn = outbox()?.withheld && !pending.veiled;
        return isWithdrawn ? waiting.map((one) => ({ ...one, withdrawn: true as const })) : waiting;
      }),
    receipt: (slot) => outbox()?.slots[slot],
    room: () => outbox()?.slots.room,
    stopped: () => outbox()?.stopped ?? null,
    begun: begin,
    sent: (messages, receipt, found) => end(messages, { outcome: 'sent', receipt, ...(found && { found }) }),
    putOff: (messages, why) => end(messages, { outcome: 'put-off', why }),
    unknown: (messages, why) => end(messages, { outcome: 'unknown', why }),
    refused: (messages, { why, mend, stops }) =>
      end(messages, { outcome: 'refused', why, ...(mend !== undefined && { mend }), ...(stops && { stops }) }),
  };
}

function waitingOf(session: Session, pending: Pending, canLook: boolean): readonly Waiting[] {
  const message = messageOf(session, pending);
  const { rank, status, again } = pending;
  if (message && again && !canLook) return [{ message, rank, status: 'queued' }];
  return message ? [{ message, rank, status, ...(pending.with && { with: pending.with }) }] : [];
}

function written(session: Session, ask: Ask): boolean {
  return session.dispatch(ask) === null && session.broken === null;
}

/** A message that waits, as it was journaled. */
function messageOf(session: Session, { seq, veiled }: Pending): Message | null {
  const entry = session.entries[seq - 1];
  if (entry?.type !== 'message.queued') return null;
  const { message: id, via, to, sort, slot, thread, urgent, subject, lines, commands, buttons, unnamed, file } = entry;
  return {
    ...{ id, via, to, sort, subject, lines },
    ...(slot !== undefined && { slot }),
    ...(thread !== undefined && { thread }),
    ...(urgent && { urgent }),
    ...(commands && { commands }),
    ...(buttons && { buttons }),
    ...(unnamed && { unnamed }),
    ...(veiled && { veiled }),
    ...(file && { file: { name: file.name ?? file.sha256, sha256: file.sha256, bytes: file.bytes } }),
    happened: happenedAt(session.state, entry),
  };
}

/** Wall time: what fell due while nobody was there happened before it was written down. */
function happenedAt({ run }: State, entry: Entry): string {
  if (entry.happened !== undefined) return entry.happened;
  return run?.kind === 'incident' ? formatInstant(run.starts + entry.at) : entry.recorded;
}
