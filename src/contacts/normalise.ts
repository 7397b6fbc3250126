import { parseHours } from './hours.ts';
import type { Contacts, Person } from './model.ts';
import type { RawContacts } from './schema.ts';

/** Contacts as they are used, out of contacts as they are written. */
export function normaliseContacts(raw: RawContacts): Contacts {
  return {
    id: raw.contacts,
    staleAfter: raw['stale-after'],
    wait: raw.wait,
    people: mapped(raw.people, personOf),
    roles: mapped(raw.roles, (id, { first, deputies, wait, escalation }) => ({
      id,
      first,
      deputies,
      ...(wait !== undefined && { wait }),
      ...(escalation !== undefined && { escalation }),
    })),
    audiences: mapped(raw.audiences, (id, { people, email, via }) => ({ id, people, email, via })),
    chains: mapped(raw.chains, (id, steps) => ({
      id,
      steps: steps.map(({ call, by, wait }) => ({ call, ...(by && { by }), ...(wait !== undefined && { wait }) })),
    })),
    outOfHours: raw['out-of-hours'],
  };
}

function personOf(id: string, { hours, ...person }: RawContacts['people'][string]): Person {
  const read = hours?.flatMap((text) => parseHours(text) ?? []);
  return {
    id,
    name: person.name,
    ...(person.email !== undefined && { email: person.email }),
    ...(person.phone !== undefined && { phone: person.phone }),
    ...(person.slack !== undefined && { slack: person.slack }),
    ...(person.timezone !== undefined && { timezone: person.timezone }),
    ...(person.checked !== undefined && { checked: person.checked }),
    ...(person.by && { by: person.by }),
    ...(read && { hours: read }),
  };
}

function mapped<A, B>(table: Readonly<Record<string, A>>, make: (id: string, value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(table).map(([id, value]) => [id, make(id, value)]));
}
