import { describe, expect, it } from 'vitest';
import { exampleContacts } from '../../src/contacts/example.ts';
import { readContacts } from '../../src/contacts/reader.ts';
import { expectCommitted } from '../helpers/examples.ts';
import { contactsOf, saidOf, team } from './given.ts';

const people = 'people: { mara: { name: Mara, phone: "+46701740605" } }\n';

describe('contacts that are right', () => {
  it('the example is the one that is committed, for editors and for readers', () => {
    expectCommitted('test/golden/samples/contacts.yaml', exampleContacts, 'test/contacts');
  });

  it('given the example, when it is read, then nothing is said of it', () => {
    const { contacts, diagnostics } = readContacts({ file: 'contacts.yaml', text: exampleContacts });
    expect(diagnostics).toEqual([]);
    expect(Object.keys(contacts?.people ?? {})).toEqual(['mara', 'jon', 'kim', 'ines']);
  });

  it('given little, then the rest is what is usual', () => {
    const contacts = contactsOf(people);
    expect(contacts).toMatchObject({ id: 'acme', wait: 300_000, staleAfter: 90 * 86_400_000, roles: {}, chains: {} });
    expect(contacts.people.mara).toEqual({ id: 'mara', name: 'Mara', phone: '+46701740605' });
  });

  it('given spaces in a number, one thing where a list may stand, and hours, then they are read', () => {
    const contacts = contactsOf(`
people:
  mara: { name: Mara, phone: "+46 70 174 06 05", by: phone, timezone: Europe/Stockholm, hours: [mon-fri 08:00-17:00, sat 09:00-12:00] }
roles:
  lead: { first: mara, deputies: mara }
`);
    expect(contacts.people.mara?.phone).toBe('+46701740605');
    expect(contacts.people.mara?.by).toEqual(['phone']);
    expect(contacts.people.mara?.hours).toEqual([
      { days: [0, 1, 2, 3, 4], from: 480, to: 1020 },
      { days: [5], from: 540, to: 720 },
    ]);
    expect(contacts.roles.lead?.deputies).toEqual(['mara']);
  });
});

describe('contacts that are wrong', () => {
  it.each([
    ['people: {}', 'shape-rule', 'expected at least one person'],
    ['people: { mara: { name: Mara, phone: 46701740605 } }', 'shape-type', ''],
    ['people: { mara: { name: Mara, phone: "070-174 06 05" } }', 'shape-format', 'a number with its country'],
    ['people: { mara: { name: Mara, email: "Mara <mara@example.com>" } }', 'shape-format', 'an e-mail address'],
    ['people: { mara: { name: Mara, slack: "@mara" } }', 'shape-format', 'the id of a Slack user'],
    ['people: { mara: { name: Mara, checked: 2026-02-30, phone: "+46701740605" } }', 'shape-format', 'a day such as'],
    ['people: { mara: { name: "Ma\\nra", phone: "+46701740605" } }', 'shape-format', 'one line of text'],
    ['people: { mara: { name: Mara, fone: "+46701740605" } }', 'shape-unknown-key', '`fone`'],
    [`${people}roles: { lead: { first: maro } }`, 'name-unknown', 'there is no person `maro`. Did you mean `mara`?'],
    [`${people}roles: { lead: { first: mara, deputies: [jon] } }`, 'name-unknown', 'there is no person `jon`'],
    [`${people}roles: { lead: { first: mara, escalation: top } }`, 'name-unknown', 'there is no chain `top`'],
    [`${people}audiences: { all: { people: [jon] } }`, 'name-unknown', 'there is no person `jon`'],
    [`${people}audiences: { all: {} }`, 'keys-incomplete', 'nobody is told as `all`'],
    [`${people}chains: { top: [{ call: jon }] }`, 'name-unknown', 'there is no person, role or chain `jon`'],
    [
      `${people}audiences: { all: { people: mara } }\nchains: { top: [{ call: all }] }`,
      'name-unknown',
      'That is an audience',
    ],
    [`${people}out-of-hours: [{ zones: [Europe/Stockholm], call: [jon] }]`, 'name-unknown', 'no person `jon`'],
    [`${people}out-of-hours: [{ zones: [Europe/Stokholm], call: [mara] }]`, 'timezone-unknown', 'Europe/Stokholm'],
    [`${people}roles: { mara: { first: mara } }`, 'name-duplicate', 'a person is already called `mara`'],
    ['people: { mara: { name: Mara, phone: "+46701740605", timezone: Mars/Olympus } }', 'timezone-unknown', 'Mars'],
    ['people: { mara: { name: Mara, phone: "+46701740605", hours: 08:00-17:00 } }', 'keys-incomplete', '`timezone`'],
    [
      'people: { mara: { name: Mara, phone: "+46701740605", timezone: UTC, hours: 08:00-08:00 } }',
      'shape-format',
      'A whole day is 00:00-24:00',
    ],
    [
      'people: { mara: { name: Mara, phone: "+46701740605", timezone: UTC, hours: 8-17 } }',
      'shape-format',
      'hours such as',
    ],
    [`${people}chains: { a: [{ call: a }] }`, 'chain-circle', '`a` calls itself'],
    [`${people}chains: { a: [{ call: b }], b: [{ call: a }] }`, 'chain-circle', 'in a circle: `b`, `a`'],
  ])('given %j, then %s says %j', (text, code, words) => {
    const said = saidOf(text);
    expect(said.filter((one) => one.startsWith(`error ${code}:`))).toEqual([expect.stringContaining(words)]);
  });

  it('given somebody whom nothing reaches, or not in the way that is wished, then it is a warning', () => {
    const said = saidOf(`
people:
  mara: { name: Mara }
  jon: { name: Jon, phone: "+46701740612", by: [slack, phone] }
chains:
  top: [{ call: jon, by: email }]
`);
    expect(said).toEqual([
      expect.stringMatching(/^warning contact-unreachable: nothing says how `mara` is reached/),
      expect.stringMatching(/^warning contact-unreachable: `jon` is to be reached by slack, and has no slack/),
      expect.stringMatching(/^warning contact-unreachable: `jon` has no email/),
    ]);
  });

  it('given an unreadable person, then nothing is said of those who name them', () => {
    expect(saidOf('people: { mara: { nam: Mara } }\nroles: { lead: { first: mara } }')).toEqual([
      expect.stringContaining('error shape-missing-key'),
      expect.stringContaining('error shape-unknown-key'),
    ]);
  });

  it.each([
    ['names of JavaScript', 'people: { constructor: { name: C, phone: "+46701740605" } }'],
    ['no YAML', ': : :\n\t-'],
    ['a list', '- one'],
    ['names alone', 'people: [mara]\nroles: mara'],
  ])('given %s, then it is refused and nothing is thrown', (_, text) => {
    expect(saidOf(text).some((one) => one.startsWith('error'))).toBe(true);
  });

  it('given thousands of chains inside each other, then a circle through all of them is found', () => {
    const count = 3000;
    const chains = Array.from({ length: count }, (_, at) => `  c${at}: [{ call: c${(at + 1) % count} }]`).join('\n');
    expect(saidOf(`${people}chains:\n${chains}`).map((one) => one.slice(0, 19))).toEqual(['error chain-circle:']);
  });
});

it('the team of these tests is read without a word', () => {
  expect(saidOf(team)).toEqual([]);
});
