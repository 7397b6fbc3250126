import { describe, expect, it } from 'vitest';
import { addressesBy, carriersOf } from '../../../src/run/outbox/addresses.ts';
import type { ToldBy } from '../../../src/run/outbox/told-by.ts';
import { contactsOf, team } from '../../contacts/given.ts';

const contacts = contactsOf(team);
const mail: ToldBy = { email: { host: 'mail.example', from: 'ops@example.com' }, to: ['board@example.com'] };
const texts: ToldBy = { sms: { account: 'AC1', from: '+447700900000', token: 'SMS_TOKEN' } };
const hook: ToldBy = { teams: { 'url-secret': 'TEAMS_URL' } };
const nobody = { holders: [], isPage: false };

describe('where somebody is told by a channel', () => {
  it('an audience is told where the channel always tells, and where its people are', () => {
    expect(addressesBy(mail, contacts, 'executives', nobody)).toEqual(['board@example.com', 'ines@example.com']);
    expect(addressesBy(texts, contacts, 'executives', nobody)).toEqual(['+447700900123']);
  });

  it('a role is told at whoever holds it in the run', () => {
    expect(addressesBy(texts, contacts, 'lead', { holders: ['Kim'], isPage: false })).toEqual(['+61491570006']);
  });

  it('who is called is told at their own address, and nobody else reads it', () => {
    expect(addressesBy(mail, contacts, 'mara', { holders: [], isPage: true })).toEqual(['mara@example.com']);
    expect(addressesBy(mail, null, 'mara', { holders: [], isPage: true })).toEqual([]);
  });

  it('the run itself, a channel that is a place, and a machine without contacts know no people', () => {
    expect(addressesBy(mail, contacts, 'run', nobody)).toEqual(['board@example.com']);
    expect(addressesBy(hook, contacts, 'executives', nobody)).toEqual([]);
    expect(addressesBy(mail, null, 'executives', nobody)).toEqual(['board@example.com']);
  });

  it('the first channel of a kind carries what is sent to a person', () => {
    expect(carriersOf({ hook, mail, other: mail, texts })).toEqual({ email: 'mail', sms: 'texts' });
    expect(carriersOf({})).toEqual({});
  });
});
