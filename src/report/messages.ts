import type { By } from '../engine/entries.ts';
import type { Moment, Source, Who } from './source.ts';

export interface MessageReport {
  readonly moment: Moment;
  readonly step: string;
  /** An audience, or a role's title. */
  readonly to: string;
  readonly text: string;
  readonly who: Who | null;
}

/** What was told to whom, oldest first. */
export function messagesOf(source: Source): MessageReport[] {
  const senders = sendersOf(source);
  return source.of('message.posted').map((entry) => ({
    moment: source.moment(entry),
    step: source.step(entry),
    to: source.roleTitle(entry.to),
    text: entry.text,
    who: source.who(entry.by ?? senders.get(entry.seq)),
  }));
}

/** A message follows from the finishing of its step: who finished it sent it. Later turns of a repeat nobody sends. */
export function sendersOf(source: Source): Map<number, By> {
  const waiting = new Map<string, number>();
  const senders = new Map<number, By>();
  for (const entry of source.entries) {
    if (entry.type !== 'message.posted' && entry.type !== 'step.done' && entry.type !== 'step.started') continue;
    const key = `${entry.step} ${entry.item ?? ''}`;
    const message = waiting.get(key);
    if (entry.type === 'message.posted') waiting.set(key, entry.seq);
    else {
      waiting.delete(key);
      if (message !== undefined && entry.by) senders.set(message, entry.by);
    }
  }
  return senders;
}
