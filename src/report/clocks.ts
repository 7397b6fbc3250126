import { storyTime } from '../engine/context.ts';
import { fulfilledAt } from '../engine/moments.ts';
import type { ClockState } from '../engine/state.ts';
import { formatInstant } from '../language/time.ts';
import type { AboutClock, Clock } from '../playbook/model.ts';
import type { Moment, Source, Told, Who } from './source.ts';

export interface ClockReport {
  readonly clock: string;
  readonly title: string;
  /** What stands for it where there is little room. */
  readonly short: string;
  /** The article that sets it. */
  readonly source: string;
  /** What a clock of the library says for people to judge whether it is theirs; null: it is the playbook's own. */
  readonly about: AboutClock | null;
  /** Null: nothing started it. */
  readonly started: Moment | null;
  /** The fact or the determination that started it. Null also in journals from before. */
  readonly determined: { readonly how: string; readonly who: Who | null; readonly why?: string } | null;
  /** What it counts from, ISO 8601 UTC on the run's own clock; null: nothing started it, or a journal from before. */
  readonly since: string | null;
  /** Milliseconds from T, of the last start; null also where its law has no number. */
  readonly due: number | null;
  /** The same, ISO 8601 UTC on the run's own clock. */
  readonly dueTime: string | null;
  /** The time zone in which its days begin and end. */
  readonly timezone: string;
  readonly status: ClockState['status'];
  readonly ended: Moment | null;
  readonly because?: string;
  /** Milliseconds from T at which what it asks for was done, in time or late; null: it was not. */
  readonly done: number | null;
  /** That it does not apply: why, and who says so. */
  readonly notApplicable: { readonly moment: Moment; readonly who: Who | null; readonly reason: string } | null;
  readonly owner: string | null;
}

/** The playbook's regulatory and contractual deadlines, in its order. */
export function clocksOf(source: Source): ClockReport[] {
  return source.definition.playbook.clocks.map((clock) => ({ ...named(source, clock), ...became(source, clock) }));
}

function named(source: Source, { id, title, short, source: article, about, owner, term }: Clock) {
  return {
    clock: id,
    title,
    short,
    source: article,
    about: about ?? null,
    owner: owner === undefined ? null : source.roleTitle(owner),
    timezone: term.timezone ?? source.state.run?.timezone ?? 'UTC',
  };
}

function became(source: Source, clock: Clock) {
  const { state } = source;
  const started = source.of('clock.started').findLast((entry) => entry.clock === clock.id);
  const ended = lastOf([...source.of('clock.met'), ...source.of('clock.missed'), ...source.of('clock.stopped')], clock);
  const isEnded = ended !== undefined && ended.seq > (started?.seq ?? 0);
  const time = (at: number | null | undefined) => (typeof at === 'number' ? formatInstant(storyTime(state, at)) : null);
  const { determined } = started ?? {};
  return {
    started: started ? source.moment(started) : null,
    determined: determined
      ? {
          how: determined.how,
          who: source.who(determined.by),
          ...(determined.why !== undefined && { why: determined.why }),
        }
      : null,
    since: time(started?.since),
    due: started?.due ?? null,
    dueTime: time(started?.due),
    status: state.clocks[clock.id]?.status ?? 'not-started',
    ended: isEnded ? source.moment(ended) : null,
    ...(isEnded && ended.type === 'clock.stopped' ? { because: ended.because } : {}),
    done: fulfilledAt(state, clock),
    notApplicable: ruledOut(source, clock),
  };
}

function ruledOut(source: Source, clock: Clock): ClockReport['notApplicable'] {
  if (source.state.clocks[clock.id]?.status !== 'not-applicable') return null;
  const entry = source.of('clock.ruled-out').findLast((one) => one.clock === clock.id);
  return entry ? { moment: source.moment(entry), who: source.who(entry.by), reason: entry.reason } : null;
}

type Ended = Told<'clock.met'> | Told<'clock.missed'> | Told<'clock.stopped'>;

function lastOf(entries: readonly Ended[], { id }: Clock): Ended | undefined {
  return entries
    .filter((entry) => entry.clock === id)
    .sort((a, b) => a.seq - b.seq)
    .at(-1);
}
