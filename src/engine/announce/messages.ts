import type { Entry } from '../entries.ts';
import type { State } from '../state.ts';
import type { Route, Told } from '../telling.ts';
import { titleOf } from './headline.ts';
import { reaches } from './room.ts';

/** What a step tells an audience, by the channels that this audience is reached by. */
export function messagesOf(state: State, route: Route, entry: Entry): Told[] {
  if (entry.type !== 'message.posted' || !reaches(route, entry.to)) return [];
  const lines = entry.text.split('\n');
  return [{ to: entry.to, sort: 'message', urgent: true, subject: titleOf(state), lines }];
}
