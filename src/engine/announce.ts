import { approvalTellings, approvalUpdates } from './announce/approvals.ts';
import { headlineOf } from './announce/headline.ts';
import { linesOf } from './announce/lines.ts';
import { messagesOf, pageOf } from './announce/messages.ts';
import { bridgeOf, roomOf } from './announce/room.ts';
import type { Decision } from './decision.ts';
import type { Entry, EntryType } from './entries.ts';
import type { Route, Told } from './telling.ts';

/** These say how messages fare: nothing more is told of them. */
const ofTheOutbox: ReadonlySet<EntryType> = new Set([
  'message.queued',
  'delivery.begun',
  'delivery.sent',
  'delivery.put-off',
  'delivery.unknown',
  'delivery.refused',
  'delivery.dropped',
  'delivery.retried',
]);

/**
 * What is to be told elsewhere of what was just decided, as entries of the same decision: nothing is sent that is not in the
 * journal, and nothing that is in the journal is forgotten, wherever the program ends. Nobody looks at the network here.
 */
export function announce(decision: Decision): void {
  const { routes } = decision.state.run ?? {};
  if (!routes) return;
  const entries = decision.entries.filter(({ type }) => !ofTheOutbox.has(type));
  if (entries.length === 0) return;
  const now = decision.at;
  for (const route of routes) {
    for (const entry of entries)
      for (const told of tellingsOf(decision, route, entry)) {
        decision.at = entry.at;
        queue(decision, route.via, told);
      }
    decision.at = now;
    if (route.tells !== 'run') continue;
    updateApprovals(decision, route, entries);
    updateHeadline(decision, route);
  }
}

function tellingsOf(decision: Decision, route: Route, entry: Entry): Told[] {
  const { state } = decision;
  const isRun = route.tells === 'run';
  if (entry.type === 'run.opened') return isRun ? [roomOf(state, isWithheld(decision, route))] : [];
  if (isWithheld(decision, route)) {
    // A place that was not made yet is made with no name that tells anything.
    const isNew = entry.type === 'route.changed' && isRun && !state.outbox[route.via]?.slots.room;
    if (isNew) return [roomOf(state, true)];
    const isPage = entry.type === 'page.sent' || entry.type === 'page.escalated';
    return isPage ? pageOf(state, route, entry, true) : bridgeOf(state, route, entry);
  }
  const messages = messagesOf(state, route, entry);
  return isRun ? [...messages, ...approvalTellings(state, entry), ...linesOf(state, entry)] : messages;
}

function isWithheld({ state }: Decision, { via }: Route): boolean {
  return state.outbox[via]?.withheld ?? false;
}

/** What is asked for is said anew only where something else would be approved. */
function updateApprovals(decision: Decision, route: Route, entries: readonly Entry[]): void {
  if (isWithheld(decision, route)) return;
  const { state } = decision;
  const asks = state.outbox[route.via]?.asks ?? {};
  for (const told of approvalUpdates(state, entries, asks)) queue(decision, route.via, told);
}

/** How things stand is said anew only where it reads otherwise. */
function updateHeadline(decision: Decision, route: Route): void {
  const told = headlineOf(decision.state, isWithheld(decision, route));
  if (decision.state.outbox[route.via]?.headline === [told.subject, ...told.lines].join('\n')) return;
  queue(decision, route.via, told);
}

function queue(decision: Decision, via: string, told: Told): void {
  decision.follow({ type: 'message.queued', message: `m${decision.state.seq + 1}`, via, ...told });
}
