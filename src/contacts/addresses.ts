import { addressOf, at, type Contacts, type Person, personNamed, type Way } from './model.ts';

/** The sorts of channels that carry messages to addresses. */
export type ChannelKind = Exclude<Way, 'phone'>;

/**
 * The addresses, numbers or ids at which an audience, a role or a person is told by a sort of channel; none twice, in the order of
 * the contacts, empty where there are none. Of a role: the people who hold it in the run, where `holders` says who they
 * are and the contacts know one of them; else everybody who is called for it.
 */
export function addressesOf(
  contacts: Contacts,
  to: string,
  kind: ChannelKind,
  holders: readonly string[] = [],
): readonly string[] {
  const audience = at(contacts.audiences, to);
  const people = peopleOf(contacts, to, holders).flatMap((person) => addressOf(person, kind) ?? []);
  const own = kind === 'email' ? (audience?.email ?? []) : [];
  return [...new Set([...own, ...people])];
}

/** The people behind an audience, a role or a person's name; empty where the contacts know none. */
export function peopleOf(contacts: Contacts, to: string, holders: readonly string[] = []): readonly Person[] {
  const named = (ids: readonly string[]) => ids.flatMap((id) => at(contacts.people, id) ?? []);
  const audience = at(contacts.audiences, to);
  if (audience) return named(audience.people);
  const holding = holders.flatMap((name) => personNamed(contacts, name) ?? []);
  if (holding.length > 0) return holding;
  const role = at(contacts.roles, to);
  if (role) return named([role.first, ...role.deputies]);
  const person = personNamed(contacts, to);
  return person ? [person] : [];
}

/** The channels that an audience is told through, by the names that the settings give them. */
export function channelsOf(contacts: Contacts, to: string): readonly string[] {
  return at(contacts.audiences, to)?.via ?? [];
}
