import type { Entry, EntryType } from '../entries.ts';
import type { State } from '../state.ts';
import type { Route, Told } from '../telling.ts';
import { titleOf } from './headline.ts';

/** All that is said where details are kept from. */
export const BRIDGE = 'Look at the bridge.';

/** The run's own place, where there is none yet. Of a run whose details are withheld not even the title is said. */
export function roomOf(state: State, isWithheld: boolean): Told {
  const subject = isWithheld ? 'Incident' : titleOf(state);
  return { to: 'run', sort: 'room', slot: 'room', subject, lines: [] };
}

/** What makes people look, said where whoever broke in may read along: that there is something to look at, and no more. */
const calls: ReadonlySet<EntryType> = new Set(['approval.requested', 'clock.missed', 'step.unknown', 'play.ended']);

/** What a channel that details are kept from is told. */
export function bridgeOf(state: State, route: Route, entry: Entry): Told[] {
  const lines: string[] = [];
  if (entry.type === 'message.posted' && reaches(route, entry.to))
    return [{ to: entry.to, sort: 'message', urgent: true, subject: BRIDGE, lines }];
  if (route.tells !== 'run' || !calls.has(entry.type)) return [];
  const waits = Object.values(state.outbox[route.via]?.pending ?? {}).some(
    ({ subject, status }) => subject === BRIDGE && status === 'queued',
  );
  return waits ? [] : [{ to: 'run', sort: 'line', thread: 'headline', urgent: true, subject: BRIDGE, lines }];
}

/** Whether what is told an audience goes by this route. */
export function reaches({ tells, audiences }: Route, audience: string): boolean {
  return tells === 'messages' && (audiences === undefined || audiences.includes(audience));
}
