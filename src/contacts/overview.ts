import { channelsOf } from './addresses.ts';
import { isOutOfHours, localTime } from './hours.ts';
import { at, type Contacts, type Person, type Way } from './model.ts';
import { type CallStep, whoToCall } from './order.ts';
import { staleness } from './stale.ts';

/** One to call, in their turn, as data. */
export interface CallLine {
  readonly person: string;
  readonly name: string;
  readonly via: Way | null;
  readonly address: string | null;
  /** Seconds. */
  readonly wait: number;
  readonly local: string | null;
  readonly outOfHours: boolean;
  readonly why: string;
}

export interface PersonLine {
  readonly person: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly slack: string | null;
  readonly timezone: string | null;
  readonly local: string | null;
  readonly outOfHours: boolean;
  readonly checked: string | null;
  /** Why what is said of them may no longer be right; null where it was looked at lately. */
  readonly stale: string | null;
}

/** Who is called and told at a moment, as data. */
export interface Overview {
  readonly contacts: string;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly roles: readonly { readonly role: string; readonly calls: readonly CallLine[] }[];
  readonly audiences: readonly {
    readonly audience: string;
    readonly calls: readonly CallLine[];
    readonly email: readonly string[];
    readonly via: readonly string[];
  }[];
  readonly chains: readonly { readonly chain: string; readonly calls: readonly CallLine[] }[];
  readonly people: readonly PersonLine[];
}

/** What contacts say at a moment (epoch milliseconds): all of it, or what is behind one name. */
export function overviewOf(contacts: Contacts, moment: number, only: string | null = null): Overview {
  const isWanted = ({ id }: { readonly id: string }) => only === null || id === only;
  const roles = Object.values(contacts.roles).filter(isWanted);
  const audiences = Object.values(contacts.audiences).filter(isWanted);
  const chains = Object.values(contacts.chains).filter(isWanted);
  const shown = {
    roles: roles.map(({ id }) => ({ role: id, calls: lines(whoToCall(contacts, { role: id }, moment)) })),
    audiences: audiences.map(({ id, email }) => ({
      audience: id,
      calls: lines(whoToCall(contacts, { audience: id }, moment)),
      email,
      via: channelsOf(contacts, id),
    })),
    chains: chains.map(({ id }) => ({ chain: id, calls: lines(whoToCall(contacts, { chain: id }, moment)) })),
  };
  const called = [...shown.roles, ...shown.audiences, ...shown.chains].flatMap(({ calls }) => calls);
  const named = new Set(only === null ? Object.keys(contacts.people) : [only, ...called.map(({ person }) => person)]);
  return {
    contacts: contacts.id,
    now: new Date(moment).toISOString(),
    ...shown,
    people: [...named].flatMap((id) => {
      const person = at(contacts.people, id);
      return person ? [personLine(contacts, person, moment)] : [];
    }),
  };
}

function lines(steps: readonly CallStep[] | null): CallLine[] {
  return (steps ?? []).map(({ person, wait, ...step }) => ({
    person: person.id,
    name: person.name,
    ...step,
    wait: Math.round(wait / 1000),
  }));
}

function personLine(contacts: Contacts, person: Person, moment: number): PersonLine {
  const { id, name, phone = null, email = null, slack = null, timezone = null, checked = null } = person;
  return {
    person: id,
    name,
    phone,
    email,
    slack,
    timezone,
    local: localTime(person, moment),
    outOfHours: isOutOfHours(person, moment),
    checked,
    stale: staleness(contacts, person, moment),
  };
}
