import { describe, expect, it } from 'vitest';
import { addressesOf, channelsOf, peopleOf } from '../../src/contacts/addresses.ts';
import { type Who, whoIs, whoToCall } from '../../src/contacts/order.ts';
import { contactsOf, moment, team } from './given.ts';

const day = moment('2026-03-03T12:00:00+01:00');
/** Sydney is at work, Stockholm asleep. */
const night = moment('2026-03-03T03:12:00+01:00');
/** A Sunday: nobody is at work. */
const sunday = moment('2026-03-08T12:00:00+01:00');

const order = (who: Who, at: number, text = team) =>
  whoToCall(contactsOf(text), who, at)?.map(
    ({ person, via, wait, outOfHours, why }) =>
      `${person.id} ${via} ${wait / 60_000}m${outOfHours ? ' asleep' : ''}: ${why}`,
  );

describe('who is called, in which order', () => {
  it('given working hours, then who holds the role, the deputies, and the chain that goes on', () => {
    expect(order({ role: 'lead' }, day)).toEqual([
      'mara phone 2m: first for lead',
      'jon phone 2m: deputy 1 for lead',
      'ines sms 5m: chain management',
      'ines phone 10m: chain management',
    ]);
  });

  it('given the night, then who is at work elsewhere comes first, and nobody is left out', () => {
    expect(order({ role: 'lead' }, night)).toEqual([
      'kim phone 2m: while Mara is out of hours',
      'mara phone 2m asleep: first for lead',
      'jon phone 2m asleep: deputy 1 for lead',
      'ines sms 5m: chain management',
      'ines phone 10m: chain management',
    ]);
  });

  it('given that those elsewhere are out of hours too, then they come last', () => {
    expect(order({ role: 'lead' }, sunday)?.map((one) => one.split(' ')[0])).toEqual([
      'mara',
      'jon',
      'ines',
      'ines',
      'kim',
    ]);
  });

  it('of a deputy who is asleep and stands in for the night, the place as a deputy stays', () => {
    expect(order({ role: 'operator' }, sunday)).toEqual([
      'jon phone 5m asleep: first for operator',
      'kim phone 5m asleep: deputy 1 for operator',
    ]);
    expect(order({ role: 'operator' }, night)?.[0]).toBe('kim phone 5m: while Jon is out of hours');
  });

  it('given a person, an audience, a chain, then those', () => {
    expect(order({ person: 'ines' }, day)).toEqual(['ines email 5m: named']);
    expect(order({ audience: 'executives' }, day)).toEqual(['ines email 5m: of executives']);
    expect(order({ audience: 'consumers' }, day)).toEqual([]);
    expect(order({ chain: 'management' }, day)).toHaveLength(2);
  });

  it('given no such name, also one that every object has, then null', () => {
    const contacts = contactsOf(team);
    expect(whoToCall(contacts, { role: 'constructor' }, day)).toBeNull();
    expect(whoIs(contacts, 'constructor')).toBeNull();
    expect(['lead', 'executives', 'mara', 'management'].map((name) => whoIs(contacts, name))).toEqual([
      { role: 'lead' },
      { audience: 'executives' },
      { person: 'mara' },
      { chain: 'management' },
    ]);
  });

  it('a chain may call roles and chains; nobody is called twice in the same way; a way that is not there is said', () => {
    const text = `
people:
  mara: { name: Mara, phone: "+46701740605" }
  jon: { name: Jon, email: jon@example.com }
  bo: { name: Bo }
roles: { lead: { first: mara, deputies: [bo], wait: 1m } }
chains:
  inner: [{ call: mara, by: sms }, { call: jon }, { call: mara }]
  outer: [{ call: lead }, { call: inner, wait: 3m }, { call: jon, by: phone }, { call: mara, by: phone }]
`;
    expect(order({ chain: 'outer' }, day, text)).toEqual([
      'mara phone 1m: first for lead',
      'bo null 1m: deputy 1 for lead',
      'mara sms 3m: chain inner',
      'jon email 3m: chain inner',
    ]);
  });

  it('a way that is not there is said', () => {
    const text = `
people: { jon: { name: Jon, email: jon@example.com } }
chains: { top: [{ call: jon, by: phone }] }
`;
    expect(order({ chain: 'top' }, day, text)).toEqual(['jon email 5m: chain top; by phone there is no way']);
  });

  it('given chains that name each other many times over, then it comes to an end', () => {
    const levels = 40;
    const chains = Array.from({ length: levels }, (_, at) => {
      const next = at + 1 < levels ? `c${at + 1}` : 'mara';
      return `  c${at}: [{ call: ${next} }, { call: ${next} }, { call: ${next}, by: sms }]`;
    });
    const text = `people: { mara: { name: Mara, phone: "+46701740605" } }\nchains:\n${chains.join('\n')}\n`;
    expect(order({ chain: 'c0' }, day, text)).toEqual(['mara phone 5m: chain c39', 'mara sms 5m: chain c39']);
  });
});

describe('the addresses of an audience or a role', () => {
  const contacts = contactsOf(team);

  it('are those of its people, and its own', () => {
    expect(addressesOf(contacts, 'executives', 'email')).toEqual(['ines@example.com']);
    expect(addressesOf(contacts, 'executives', 'sms')).toEqual(['+447700900123']);
    expect(addressesOf(contacts, 'consumers', 'email')).toEqual(['news@example.com']);
    expect(addressesOf(contacts, 'lead', 'sms')).toEqual(['+46701740605', '+46701740612']);
    expect(addressesOf(contacts, 'nobody', 'email')).toEqual([]);
    expect(
      channelsOf(contactsOf(`${team}`.replace('people: [ines] }', 'people: [ines], via: mail }')), 'executives'),
    ).toEqual(['mail']);
  });

  it('of a role are those of who holds it in the run, where the contacts know one of them', () => {
    expect(addressesOf(contacts, 'lead', 'sms', ['kim'])).toEqual(['+61491570006']);
    expect(addressesOf(contacts, 'lead', 'sms', ['Somebody else'])).toEqual(['+46701740605', '+46701740612']);
    expect(peopleOf(contacts, ' MARA ').map(({ id }) => id)).toEqual(['mara']);
  });
});
