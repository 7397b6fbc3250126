import { isOutOfHours, localTime } from './hours.ts';
import { addressOf, at, type Contacts, type Person, type Way, ways } from './model.ts';

/** Whom to call: who holds a role, an audience, one person, or along a chain. */
export type Who =
  | { readonly role: string }
  | { readonly audience: string }
  | { readonly person: string }
  | { readonly chain: string };

/** One person to call, in their turn. */
export interface CallStep {
  readonly person: Person;
  /** Null where nothing says how they are reached: they are said all the same. */
  readonly via: Way | null;
  /** The number, the address or the id; null likewise. */
  readonly address: string | null;
  /** Milliseconds to wait for their answer before the next is called. */
  readonly wait: number;
  readonly outOfHours: boolean;
  /** What time it is where they are, `Tue 03:12`; null where nobody said where that is. */
  readonly local: string | null;
  /** Why they are in this place, in a few words. */
  readonly why: string;
}

/** Somebody in turn, before it is known how they are reached and what time it is there. */
interface Turn {
  readonly person: string;
  readonly by?: Way | undefined;
  readonly wait: number;
  readonly why: string;
}

/**
 * Who is called, in which order, at a moment (epoch milliseconds; null: whatever the hour): who holds the role, their deputies, then the chain that goes on. Where
 * it is out of hours for somebody, those whom the contacts name for their time zone come before them if they are at work
 * now, and last of all if they are not; nobody is left out. Nobody is called twice in the same way. Null: there is no such name.
 */
export function whoToCall(contacts: Contacts, who: Who, moment: number | null): readonly CallStep[] | null {
  const turns = turnsOf(contacts, who);
  if (turns === null) return null;
  const early: Turn[] = [];
  const last: Turn[] = [];
  for (const turn of turns) {
    for (const other of alternativesTo(contacts, turn, moment)) {
      const person = at(contacts.people, other.person);
      if (!person) continue;
      (isAway(person, moment) ? last : early).push(other);
    }
    early.push(turn);
  }
  return once([...early, ...last].flatMap((turn) => stepOf(contacts, turn, moment) ?? []));
}

/** Who is called for a name, whatever sort of name it is. Null: there is none such. */
export function whoIs(contacts: Contacts, name: string): Who | null {
  if (at(contacts.roles, name)) return { role: name };
  if (at(contacts.audiences, name)) return { audience: name };
  if (at(contacts.people, name)) return { person: name };
  return at(contacts.chains, name) ? { chain: name } : null;
}

function turnsOf(contacts: Contacts, who: Who): Turn[] | null {
  if ('role' in who) return at(contacts.roles, who.role) ? ofName(contacts, who.role) : null;
  if ('chain' in who) return at(contacts.chains, who.chain) ? ofName(contacts, who.chain) : null;
  if ('person' in who) return at(contacts.people, who.person) ? ofName(contacts, who.person) : null;
  const audience = at(contacts.audiences, who.audience);
  return audience?.people.map((person) => ({ person, wait: contacts.wait, why: `of ${audience.id}` })) ?? null;
}

/** A name on the way to people, and what is known of the call by then. */
interface Call {
  readonly name: string;
  readonly by?: Way | undefined;
  readonly wait?: number | undefined;
  /** Why a person is here who is named here. */
  readonly why: string;
}

/**
 * The people behind a name, one after another. A role or a chain that comes again in the same way would only call the same people again, so
 * it is passed over; a thousand chains inside each other cost no more than there are chains.
 */
function ofName(contacts: Contacts, start: string): Turn[] {
  const turns: Turn[] = [];
  const seen = new Set<string>();
  const ahead: Call[] = [{ name: start, why: 'named' }];
  for (let call = ahead.pop(); call; call = ahead.pop()) {
    const { name, by, wait, why } = call;
    const inside = callsOf(contacts, call);
    if (inside === null) {
      if (at(contacts.people, name)) turns.push({ person: name, by, wait: wait ?? contacts.wait, why });
      continue;
    }
    const key = `${name} ${by ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    ahead.push(...inside.toReversed());
  }
  return turns;
}

/** What is called for a role or a chain; null for a person. */
function callsOf(contacts: Contacts, { name, by, wait }: Call): Call[] | null {
  const role = at(contacts.roles, name);
  if (role) {
    const each = { by, wait: wait ?? role.wait };
    const deputies = role.deputies.map((person, index) => ({
      ...each,
      name: person,
      why: `deputy ${index + 1} for ${name}`,
    }));
    const on = role.escalation === undefined ? [] : [{ name: role.escalation, why: '' }];
    return [{ ...each, name: role.first, why: `first for ${name}` }, ...deputies, ...on];
  }
  const chain = at(contacts.chains, name);
  if (!chain) return null;
  return chain.steps.map((step) => ({
    name: step.call,
    by: step.by ?? by,
    wait: step.wait ?? wait,
    why: `chain ${name}`,
  }));
}

/** Who stands in for somebody for whom it is out of hours. */
function alternativesTo(contacts: Contacts, { person: id, wait }: Turn, moment: number | null): Turn[] {
  const person = at(contacts.people, id);
  if (!person || !isAway(person, moment)) return [];
  return contacts.outOfHours
    .filter(({ zones }) => person.timezone !== undefined && zones.includes(person.timezone))
    .flatMap(({ call }) => call)
    .filter((other) => other !== id)
    .map((other) => ({ person: other, wait, why: `while ${person.name} is out of hours` }));
}

const isAway = (person: Person, moment: number | null) => moment !== null && isOutOfHours(person, moment);

/** Of calls of one person in the same way, the first. */
function once(steps: readonly CallStep[]): CallStep[] {
  const seen = new Set<string>();
  return steps.filter(({ person, via }) => {
    const key = `${person.id} ${via ?? ''}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

function stepOf(contacts: Contacts, { person: id, by, wait, why }: Turn, moment: number | null): CallStep | null {
  const person = at(contacts.people, id);
  if (!person) return null;
  const wanted = [...(by ? [by] : []), ...(person.by ?? ways), ...ways];
  const via = wanted.find((way) => addressOf(person, way) !== undefined) ?? null;
  return {
    person,
    via,
    address: via === null ? null : (addressOf(person, via) ?? null),
    wait,
    outOfHours: isAway(person, moment),
    local: moment === null ? null : localTime(person, moment),
    why: by !== undefined && via !== by ? `${why}; by ${by} there is no way` : why,
  };
}
