import { describe, expect, it } from 'vitest';
import { gapsIn } from '../../src/contacts/gaps.ts';
import { staleness } from '../../src/contacts/stale.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { contactsOf, moment, team } from './given.ts';

const now = moment('2026-03-03T12:00:00Z');

function playbook(roles: string, audiences: string) {
  const text = `format: 1
playbook: small
version: 1.0.0
title: Small
summary: Small.
severity: high
roles: { ${roles} }
audiences: [${audiences}]
phases:
  - phase: first
    title: First
    steps:
      - { step: look, do: Look., role: lead }
`;
  const { playbook: read, diagnostics } = readPlaybook({ file: 'small.yaml', text });
  expect(read, JSON.stringify(diagnostics.map(({ message }) => message))).not.toBeNull();
  return read as NonNullable<typeof read>;
}

const small = playbook('lead: { title: Lead }', 'executives');
const gaps = (text: string, at = now, against = small) =>
  gapsIn(contactsOf(text), [against], at).map(({ what, said }) => `${what}: ${said}`);

describe('what contacts lack for a playbook', () => {
  it('given everything, then nothing', () => expect(gaps(team)).toEqual([]));

  it('given roles and audiences that nobody answers for, then each, with what to write', () => {
    const more = playbook('lead: { title: Lead }, scribe: { title: Scribe }', 'executives, customers');
    expect(gaps(team, now, more)).toEqual([
      'role scribe: nobody is called for it',
      'audience customers: nobody is told where it is told something',
    ]);
    expect(gapsIn(contactsOf(team), [more], now)[0]?.mend).toBe(
      'Under roles: scribe: { first: a person, deputies: [another] }',
    );
  });

  it('given one person alone for a role, then that', () => {
    const alone = team.replace('deputies: [jon], wait: 2m, escalation: management', 'wait: 2m');
    expect(gaps(alone)).toEqual(['role lead: Mara alone is called for it: nobody goes on where they do not answer']);
  });

  it('given calls that end with somebody whom nothing reaches, or lead to nobody at all, then that', () => {
    const lost = team
      .replace('chains:', '  # nobody\nchains:\n  lost: [{ call: bo }]\n')
      .replace('people:', 'people:\n  bo: { name: Bo, checked: 2026-02-16 }');
    expect(gaps(lost)).toEqual(['chain lost: its calls lead to nobody who can be reached']);
    const ends = lost.replace('lost: [{ call: bo }]', 'lost: [{ call: mara }, { call: bo }]');
    expect(gaps(ends)).toEqual(['chain lost: its calls end with Bo, whom nothing reaches']);
  });

  it('given somebody who is called and has no phone, then that', () => {
    expect(gaps(team.replace('phone: "+46701740612", ', 'email: jon@example.com, '))).toEqual([
      'Jon: has no phone, and may have to be called when nothing else works',
    ]);
  });

  it('given what was looked at too long ago, then who, and how long', () => {
    expect(gaps(team.replace('    checked: 2026-02-16', '    checked: 2025-09-01'))).toEqual([
      'Mara: was checked 183d ago, 2025-09-01',
    ]);
  });
});

describe('stale', () => {
  const said = (checked: string | null, at: string) => {
    const contacts = contactsOf(
      `stale-after: 30d\npeople: { mara: { name: Mara, phone: "+46701740605"${checked ? `, checked: ${checked}` : ''} } }`,
    );
    const { mara } = contacts.people;
    return mara && staleness(contacts, mara, moment(at));
  };

  it.each([
    [null, '2026-03-03T00:00:00Z', 'never checked'],
    ['2026-03-03', '2026-03-03T12:00:00Z', null],
    // The day begins fourteen hours earlier in Kiribati than in UTC.
    ['2026-03-04', '2026-03-03T11:00:00Z', null],
    ['2026-03-06', '2026-03-03T11:00:00Z', 'checked on a day that has not come, 2026-03-06'],
    ['2026-02-01', '2026-03-04T00:00:00Z', null],
    ['2026-02-01', '2026-03-04T00:00:01Z', 'checked 31d ago, 2026-02-01'],
  ])('given %s, at %s: %s', (checked, at, words) => expect(said(checked, at)).toBe(words));
});
