import { expect } from 'vitest';
import type { Contacts } from '../../src/contacts/model.ts';
import { readContacts } from '../../src/contacts/reader.ts';
import { formatDiagnostics } from '../../src/language/format.ts';

/** Contacts as they are read from a text, which must have no error. */
export function contactsOf(text: string): Contacts {
  const { contacts, diagnostics } = readContacts({ file: 'contacts.yaml', text: `format: 1\ncontacts: acme\n${text}` });
  expect(contacts, formatDiagnostics(diagnostics, { color: false })).not.toBeNull();
  return contacts as Contacts;
}

/** What is said of a text, one line each. */
export function saidOf(text: string): string[] {
  const { diagnostics } = readContacts({ file: 'contacts.yaml', text: `format: 1\ncontacts: acme\n${text}` });
  return diagnostics.map(({ severity, code, message, hint }) =>
    `${severity} ${code}: ${message}. ${hint ?? ''}`.trim(),
  );
}

/** Three people in three places, with deputies, an escalation and somebody for the night. */
export const team = `
people:
  mara:
    name: Mara
    phone: "+46701740605"
    email: mara@example.com
    timezone: Europe/Stockholm
    hours: mon-fri 08:00-17:00
    checked: 2026-02-16
  jon: { name: Jon, phone: "+46701740612", timezone: Europe/Stockholm, hours: mon-fri 08:00-17:00, checked: 2026-02-16 }
  kim: { name: Kim, phone: "+61491570006", timezone: Australia/Sydney, hours: mon-fri 08:00-18:00, checked: 2026-02-16 }
  ines: { name: Ines, phone: "+447700900123", email: ines@example.com, by: [email, phone], checked: 2026-02-16 }
roles:
  lead: { first: mara, deputies: [jon], wait: 2m, escalation: management }
  operator: { first: jon, deputies: [kim] }
audiences:
  executives: { people: [ines] }
  consumers: { email: news@example.com }
chains:
  management:
    - { call: ines, by: sms }
    - { call: ines, by: phone, wait: 10m }
out-of-hours:
  - { zones: [Europe/Stockholm], call: [kim] }
`;

export const moment = (text: string) => Date.parse(text);
