import type { Playbook } from '../playbook/model.ts';
import { peopleOf } from './addresses.ts';
import { at, type Contacts, type Person } from './model.ts';
import { staleness } from './stale.ts';

/** Something that contacts lack for a playbook, or that should be looked at. */
export interface Gap {
  /** `role lead`, `audience executives`, `Mara`. */
  readonly what: string;
  readonly said: string;
  /** What to write. */
  readonly mend: string;
}

/** What contacts lack for playbooks at a moment (epoch milliseconds): roles and audiences that nobody answers for, people without a phone, and what was last checked too long ago. */
export function gapsIn(contacts: Contacts, playbooks: readonly Playbook[], moment: number): Gap[] {
  const roles = new Set(playbooks.flatMap((playbook) => Object.keys(playbook.roles)));
  const audiences = new Set(playbooks.flatMap((playbook) => playbook.audiences));
  const needed = [...roles, ...audiences];
  const people = [...new Set(needed.flatMap((name) => peopleOf(contacts, name)))];
  const called = new Set([...roles].flatMap((role) => peopleOf(contacts, role)));
  return [
    ...[...roles].flatMap((role) => roleGap(contacts, role)),
    ...[...audiences].flatMap((audience) => audienceGap(contacts, audience)),
    ...people.flatMap((person) => personGaps(contacts, person, moment, called.has(person))),
  ];
}

function roleGap(contacts: Contacts, role: string): Gap[] {
  const known = at(contacts.roles, role);
  if (known && known.deputies.length + (known.escalation === undefined ? 0 : 1) > 0) return [];
  if (known)
    return [
      {
        what: `role ${role}`,
        said: `${known.first} alone is called for it: nobody goes on where they do not answer`,
        mend: `Under roles, ${role}: add deputies: [another person]`,
      },
    ];
  return [
    {
      what: `role ${role}`,
      said: 'nobody is called for it',
      mend: `Under roles: ${role}: { first: a person, deputies: [another] }`,
    },
  ];
}

function audienceGap(contacts: Contacts, audience: string): Gap[] {
  if (at(contacts.audiences, audience)) return [];
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
      mend: `Under people, ${person.id}: phone: "+46 70 123 45 67"`,
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
