import * as z from 'zod';
import { ID_LENGTH } from '../language/ids.ts';
import { parseInstant } from '../language/time.ts';
import { id } from '../language/zod.ts';
import { formatVersion, oneOrMore, someTime } from '../playbook/parts.ts';
import { hoursPattern } from './hours.ts';
import { ways } from './model.ts';

const hoursForm = 'expected hours such as mon-fri 08:00-17:00';
const dateForm = 'expected a day such as 2026-03-01';
const address = () =>
  z
    .string()
    .max(254)
    .regex(/^[^\s@<>,;:"()[\]\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/, {
      error: 'expected an e-mail address such as mara@example.com, and nothing else',
    });
/** A line that people read. */
const line = () =>
  z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, { error: 'expected one line of text' });
const way = () => z.enum(ways);
const zone = () => z.string().min(1).max(100);
const names = () => oneOrMore(id());

const day = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: dateForm })
    .refine((text) => parseInstant(`${text}T00:00:00Z`) !== null, {
      error: dateForm,
      params: { code: 'shape-format' },
    });

const person = z.strictObject({
  name: line().describe('What they are called, and what they call themselves at the keyboard.'),
  phone: z
    .string()
    .regex(/^\+[1-9](?: ?\d){6,14}$/, {
      error: 'expected a number with its country, in quotes: "+46 70 174 06 05"',
    })
    .transform((text) => text.replaceAll(' ', ''))
    .optional()
    .describe('Their number in E.164, in quotes: "+46701740605". Spaces may stand in it. For calls and text messages.'),
  email: address().optional().describe('Their address. Prefer one that does not depend on what may be broken into.'),
  slack: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,20}$/, { error: 'expected the id of a Slack user, such as U012AB3CD' })
    .optional()
    .describe('The id of their Slack user, such as U012AB3CD: in Slack, Profile, Copy member ID.'),
  timezone: zone().optional().describe('Their time zone, a name of the IANA database such as Europe/Stockholm.'),
  hours: oneOrMore(z.string().regex(hoursPattern, { error: hoursForm }))
    .optional()
    .describe('Their working hours there, such as mon-fri 08:00-17:00; several as a list. Without: any time.'),
  by: oneOrMore(way())
    .optional()
    .describe('How they are reached, the best way first. Without: phone, sms, slack, email.'),
  checked: day().optional().describe('The day on which somebody last saw that all this is right, such as 2026-03-01.'),
});

const role = z.strictObject({
  first: id().describe('The person who is called first.'),
  deputies: names().default([]).describe('People who are called after them, in this order.'),
  wait: someTime().optional().describe('How long each of them has to answer, such as 5m.'),
  escalation: id().optional().describe('The chain that goes on where none of them answers.'),
});

const audience = z.strictObject({
  people: names().default([]).describe('People who are told.'),
  email: oneOrMore(address()).default([]).describe("Addresses that are no person's, such as that of a list."),
  via: names().default([]).describe('Channels that carry it, by the names that breakglass.yaml gives them.'),
});

const chainStep = z.strictObject({
  call: id().describe('A person, a role, or another chain.'),
  by: way().optional().describe('How. Without: as the person prefers.'),
  wait: someTime().optional().describe('How long they have to answer before the next is called, such as 5m.'),
});

const outOfHours = z.strictObject({
  zones: oneOrMore(zone()).describe('Time zones, as people have them.'),
  call: names().describe('People who are called first while it is out of hours for somebody of these zones.'),
});

/** Contacts as they are written. */
export const contactsSchema = z.strictObject({
  format: formatVersion(),
  contacts: id().describe('What this list is called, such as the name of the team.'),
  'stale-after': someTime()
    .default(90 * 86_400_000)
    .describe('When what was checked counts as stale. Without: 90d.'),
  wait: someTime()
    .default(300_000)
    .describe('How long somebody has to answer where nothing else is said. Without: 5m.'),
  people: z
    .record(id(), person)
    .refine((people) => Object.keys(people).length > 0, { error: 'expected at least one person' })
    .describe(`People by id: lower-case words joined by dashes, ${ID_LENGTH} characters at most.`),
  roles: z.record(id(), role).default({}).describe('Who is called for each role of your playbooks.'),
  audiences: z.record(id(), audience).default({}).describe('Who is told where a playbook tells an audience.'),
  chains: z
    .record(id(), z.array(chainStep).min(1).max(50))
    .default({})
    .describe('Whom to call after whom, and how long to wait in between.'),
  'out-of-hours': z.array(outOfHours).max(100).default([]).describe('Who is called first while others sleep.'),
});

export type RawContacts = z.output<typeof contactsSchema>;
