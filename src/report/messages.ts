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

export interface ClockReport {
  readonly clock: string;
  readonly title: string;
  readonly source: string;
  /** Null: nothing started it. */
  readonly started: Moment | null;
  /** Milliseconds from T, of the last start. */
  readonly due: number | null;
  readonly status: 'not-started' | 'running' | 'met' | 'missed' | 'stopped';
  readonly ended: Moment | null;
  readonly because?: string;
  readonly owner: string | null;
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

/** The playbook's regulatory and contractual deadlines, in its order. */
export function clocksOf(source: Source): ClockReport[] {
  return source.definition.playbook.clocks.map((clock) => {
    const started = source.of('clock.started').findLast((entry) => entry.clock === clock.id);
    const ended = [...source.of('clock.met'), ...source.of('clock.missed'), ...source.of('clock.stopped')]
      .filter((entry) => entry.clock === clock.id && entry.seq > (started?.seq ?? 0))
      .sort((a, b) => a.seq - b.seq)
      .at(-1);
    return {
      clock: clock.id,
      title: clock.title,
      source: clock.source,
      started: started ? source.moment(started) : null,
      due: started?.due ?? null,
      status: source.state.clocks[clock.id]?.status ?? 'not-started',
      ended: ended ? source.moment(ended) : null,
      ...(ended?.type === 'clock.stopped' ? { because: ended.because } : {}),
      owner: clock.owner === undefined ? null : source.roleTitle(clock.owner),
    };
  });
}
