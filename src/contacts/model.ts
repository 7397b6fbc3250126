/** A way in which a person can be reached, in the order in which it is tried where nothing else is said. */
export const ways = ['phone', 'sms', 'slack', 'email'] as const;
export type Way = (typeof ways)[number];

/** Days of the week as they are written, Monday first. */
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Working hours, in the person's own time zone. */
export interface Hours {
  /** 0 is Monday. */
  readonly days: readonly number[];
  /** Minutes from midnight. An end before the start lies on the next day. */
  readonly from: number;
  readonly to: number;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** E.164, without spaces. */
  readonly phone?: string;
  /** The id of the user, such as U012AB3CD. */
  readonly slack?: string;
  /** A name of the IANA database. */
  readonly timezone?: string;
  /** Absent: nobody said, so no time is out of hours. */
  readonly hours?: readonly Hours[];
  /** When somebody last saw that this is right, `2026-03-01`. */
  readonly checked?: string;
  /** The ways in which they want to be reached, the best first; absent: all, in the order of `ways`. */
  readonly by?: readonly Way[];
}

/** Who is called for a role of a playbook. */
export interface RoleContacts {
  readonly id: string;
  /** A person. */
  readonly first: string;
  readonly deputies: readonly string[];
  /** Milliseconds that each of them has to answer. */
  readonly wait?: number;
  /** The chain that goes on after them. */
  readonly escalation?: string;
}

/** Who is told where a playbook tells an audience. */
export interface Audience {
  readonly id: string;
  readonly people: readonly string[];
  /** Addresses that are no person's, such as that of a list. */
  readonly email: readonly string[];
  /** Channels by the names that the settings give them. */
  readonly via: readonly string[];
}

export interface ChainStep {
  /** A person, a role, or another chain. */
  readonly call: string;
  readonly by?: Way;
  readonly wait?: number;
}

export interface Chain {
  readonly id: string;
  readonly steps: readonly ChainStep[];
}

/** Who is called first while it is out of hours for somebody of these time zones. */
export interface OutOfHours {
  readonly zones: readonly string[];
  /** People. */
  readonly call: readonly string[];
}

/** Who can be told and called, and how. Local: nothing of it is in a journal but names. */
export interface Contacts {
  readonly id: string;
  /** Milliseconds after which what was checked counts as stale. */
  readonly staleAfter: number;
  /** Milliseconds that somebody has to answer, where nothing else is said. */
  readonly wait: number;
  readonly people: Readonly<Record<string, Person>>;
  readonly roles: Readonly<Record<string, RoleContacts>>;
  readonly audiences: Readonly<Record<string, Audience>>;
  readonly chains: Readonly<Record<string, Chain>>;
  readonly outOfHours: readonly OutOfHours[];
}

/** What is at a name in a table of names, and nothing that every object has. */
export function at<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A person by id, or by their name as they say it at a keyboard, whatever its case. */
export function personNamed(contacts: Contacts, name: string): Person | undefined {
  const known = at(contacts.people, name);
  if (known) return known;
  const bare = name.trim().toLowerCase();
  return Object.values(contacts.people).find((one) => one.id === bare || one.name.toLowerCase() === bare);
}

/** Where a person is reached in a way; undefined where that way leads nowhere. */
export function addressOf(person: Person, way: Way): string | undefined {
  if (way === 'email') return person.email;
  return way === 'slack' ? person.slack : person.phone;
}
