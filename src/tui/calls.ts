import type { Way } from '../contacts/model.ts';
import { type CallStep, whoIs, whoToCall } from '../contacts/order.ts';
import { storyTime } from '../engine/context.ts';
import { openPages } from '../engine/page.ts';
import type { PageTurn } from '../engine/page-entries.ts';
import type { PageState, State } from '../engine/state.ts';
import { length } from './clock.ts';
import { type Context, isIncident } from './context.ts';
import { plainLine } from './plain.ts';

const FIVE_MINUTES = 300_000;

/** Whom contacts name to be called here, in which order. Null where they know no such name. */
export function stepsFor(c: Context, name: string): readonly CallStep[] | null {
  const contacts = c.book?.contacts;
  const who = contacts && whoIs(contacts, name);
  // In a drill it is the hour of its story, whenever it is drilled.
  return contacts && who ? whoToCall(contacts, who, storyTime(c.state, c.now)) : null;
}

/** The chain for a name as it goes into the journal: who, how, how long, and no number. A name that no contacts know is called by phone. */
export function chainFor(c: Context, name: string): PageTurn[] {
  const steps = stepsFor(c, name);
  if (!steps) return [{ person: name, name, by: 'phone', wait: FIVE_MINUTES, why: 'named' }];
  return steps.map(({ person, via, wait, why }) => {
    const carrier = via === null ? undefined : c.book?.carriers[via];
    return { person: person.id, name: person.name, by: via, ...(carrier !== undefined && { via: carrier }), wait, why };
  });
}

/** Every name that can be called: roles of the playbook first, then what else the contacts have. */
export function callable({ state, book }: Context): string[] {
  if (!book) return [];
  const { roles, chains, people, audiences } = book.contacts;
  const own = Object.keys(state.definition.playbook.roles).filter((role) => Object.hasOwn(roles, role));
  const told = Object.keys(audiences).filter((name) => (audiences[name]?.people.length ?? 0) > 0);
  return [...new Set([...own, ...Object.keys(roles), ...Object.keys(chains), ...told, ...Object.keys(people)])];
}

/** Pages that somebody has to see to, those that wait first. */
export function pagesHere(state: State): PageState[] {
  const open = openPages(state);
  return [...open.filter(({ status }) => status === 'waiting'), ...open.filter(({ status }) => status !== 'waiting')];
}

/** Where somebody is reached, by the contacts of this machine; empty where they do not say. */
function numberOf({ book }: Context, { person, by }: PageTurn): string {
  const known = book && Object.hasOwn(book.contacts.people, person) ? book.contacts.people[person] : undefined;
  if (!known || by === null) return '';
  const where: Readonly<Record<Way, string | undefined>> = {
    phone: known.phone,
    sms: known.phone,
    email: known.email,
    slack: known.slack,
  };
  return where[by] ?? '';
}

/** Who is called for a page now, in a line behind a word for it: at which number, how long is left, who is next. */
export function pageText(c: Context, page: PageState): string {
  const { who, chain, turn, until, status } = page;
  if (status === 'exhausted') return plainLine(`nobody answered for ${who}: all ${chain.length} were called`);
  const called = chain[turn];
  const next = chain[turn + 1];
  const left = c.state.held ? 'the time stands' : `${length(Math.max(0, until - c.now))} left`;
  const then = next ? `then ${next.name}` : 'nobody after';
  return plainLine(`${called ? calledWords(c, called) : 'nobody'} for ${who}: ${left}, ${then}`);
}

function calledWords(c: Context, turn: PageTurn): string {
  const number = numberOf(c, turn);
  if (turn.by === null) return `${turn.name}, whom nothing reaches,`;
  // In a drill the call is a part of the exercise, and nobody's phone rings.
  if (!isIncident(c.state)) return `${turn.name} (say that you call)`;
  if (turn.via !== undefined) return `${turn.name}, told by ${turn.by}${number === '' ? '' : ` (${number})`},`;
  return `${turn.name}${number === '' ? '' : ` ${number}`}${turn.by === 'phone' ? '' : ` by ${turn.by}`}`;
}
