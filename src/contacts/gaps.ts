import type { Playbook } from '../playbook/model.ts';
import { peopleOf } from './addresses.ts';
import { at, type Contacts, type Person } from './model.ts';
import { type CallStep, whoToCall } from './order.ts';
import { staleness } from './stale.ts';

/** Something that contacts lack for a playbook, or that should be looked at. */
export interface Gap {
  /** `role lead`, `audience executives`, `Mara`. */
  readonly what: string;
  readonly said: string;
  /** What to write. */
  readonly mend: string;
}

/**
 * What contacts lack for playbooks at a moment (epoch milliseconds); with null, in themselves: roles and audiences that nobody answers for, chains that end in nobody, people without a phone, and
 * what was last checked too long ago.
 */
export function gapsIn(contacts: Contacts, playbooks: readonly Playbook[] | null, moment: number): Gap[] {
  const roles = new Set(playbooks?.flatMap((playbook) => Object.keys(playbook.roles)) ?? Object.keys(contacts.roles));
  const audiences = new Set(playbooks?.flatMap((playbook) => playbook.audiences) ?? Object.keys(contacts.audiences));
  const needed = [...roles, ...audiences];
  const people = [...new Set(needed.flatMap((name) => peopleOf(contacts, name)))];
  const called = new Set([...roles].flatMap((role) => peopleOf(contacts, role)));
  return [
    ...[...roles].flatMap((role) => roleGap(contacts, role, moment)),
    ...chainGaps(contacts, moment),
    ...[...audiences].flatMap((audience) => audienceGap(contacts, audience)),
    ...people.flatMap((person) => personGaps(contacts, person, moment, called.has(person))),
  ];
}

function roleGap(contacts: Contacts, role: string, moment: number): Gap[] {
  const what = `role ${role}`;
  const known = at(contacts.roles, role);
  if (!known)
    return [
      {
        what,
        said: 'nobody is called for it',
        mend: `Under roles: ${role}: { first: a person, deputies: [another] }`,
      },
    ];
  if (known.deputies.length === 0 && known.escalation === undefined)
    return [
      {
        what,
        said: `${nameOf(contacts, known.first)} alone is called for it: nobody goes on where they do not answer`,
        mend: `Under roles, ${role}: add deputies: [another person]`,
      },
    ];
  return endGap(what, whoToCall(contacts, { role }, moment) ?? []);
}

/** A chain leads to somebody: whoever is called last is whom it all hangs on. */
function endGap(what: string, steps: readonly CallStep[]): Gap[] {
  const last = steps.at(-1);
  if (last && last.via !== null) return [];
  const reached = steps.some(({ via }) => via !== null);
  return [
    {
      what,
      said: reached
        ? `its calls end with ${last?.person.name}, whom nothing reaches`
        : 'its calls lead to nobody who can be reached',
      mend: last ? `Under people, ${last.person.id}: phone: "+46 70 174 06 05"` : 'Name somebody in it.',
    },
  ];
}

/** What is called for a role leads through its chains; those that stand for themselves are looked at as well. */
function chainGaps(contacts: Contacts, moment: number): Gap[] {
  return Object.keys(contacts.chains).flatMap((chain) =>
    endGap(`chain ${chain}`, whoToCall(contacts, { chain }, moment) ?? []),
  );
}

const nameOf = (contacts: Contacts, person: string) => at(contacts.people, person)?.name ?? person;

function audienceGap(contacts: Contacts, audience: string): Gap[] {
  const known = at(contacts.audiences, audience);
  if (known && known.people.length + known.email.length + known.via.length > 0) return [];
  return [
    {
      what: `audience ${audience}`,
      said: 'nobody is told where it is told something',
      mend: `Under audiences: ${audience}: { people: [a person] }, or email: an address, or via: a channel`,
    },
  ];
}

function personGaps(contacts: Contacts, person: Person, moment: number, isCalled: boolean): Gap[] {
  const gaps: Gap[] = [];
  if (isCalled && person.phone === undefined)
    gaps.push({
      what: person.name,
      said: 'has no phone, and may have to be called when nothing else works',
      mend: `Under people, ${person.id}: phone: "+46 70 174 06 05"`,
    });
  const stale = staleness(contacts, person, moment);
  if (stale !== null)
    gaps.push({
      what: person.name,
      said: `was ${stale}`,
      mend: `Call them, then set under people, ${person.id}: checked: ${new Date(moment).toISOString().slice(0, 10)}`,
    });
  return gaps;
}
