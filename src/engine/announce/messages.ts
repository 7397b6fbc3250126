import { formatDuration } from '../../language/time.ts';
import type { Entry } from '../entries.ts';
import type { State } from '../state.ts';
import type { Route, Told } from '../telling.ts';
import { titleOf } from './headline.ts';
import { BRIDGE, reaches } from './room.ts';

/** What a step tells an audience, by the channels that this audience is reached by. */
export function messagesOf(state: State, route: Route, entry: Entry): Told[] {
  if (entry.type === 'page.sent' || entry.type === 'page.escalated') return pageOf(state, route, entry);
  if (entry.type !== 'message.posted' || !reaches(route, entry.to)) return [];
  const lines = entry.text.split('\n');
  return [{ to: entry.to, sort: 'message', urgent: true, subject: titleOf(state), lines }];
}

/** What somebody who is called reads, where a channel carries it to them; of what is withheld, only that there is something. */
export function pageOf(
  state: State,
  route: Route,
  entry: Entry<'page.sent' | 'page.escalated'>,
  isWithheld = false,
): Told[] {
  const page = state.pages[entry.page];
  // Several may be called in one decision: each entry tells whom it calls itself.
  const turn = page?.chain[entry.type === 'page.sent' ? 0 : entry.turn];
  if (!page || !turn || turn.via !== route.via) return [];
  const told = { to: turn.person, sort: 'page' as const, urgent: true as const };
  if (isWithheld) return [{ ...told, subject: BRIDGE, lines: [] }];
  const next = page.chain[page.chain.indexOf(turn) + 1];
  const wait = `Nobody answered within ${formatDuration(turn.wait)}: ${next ? `${next.name} is called` : 'there is nobody after you'}.`;
  const by = page.by ? `${page.by.person} calls` : 'You are called';
  return [
    {
      ...told,
      subject: titleOf(state),
      lines: [...page.text.split('\n'), `${by} for ${page.who}: you are ${turn.why}.`, wait],
    },
  ];
}
