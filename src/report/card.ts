import { hoursText } from '../contacts/hours.ts';
import { at, type Contacts } from '../contacts/model.ts';
import { type CallStep, whoToCall } from '../contacts/order.ts';
import { formatDuration } from '../language/time.ts';
import type { Playbook } from '../playbook/model.ts';
import { front, under, widthOf, wrapped } from './card/paper.ts';
import { stepLines } from './card/steps.ts';

/** What the card of a playbook is made of. */
export interface CardParts {
  readonly playbook: Playbook;
  /** Null: nobody is named, so there is room to write. */
  readonly contacts: Contacts | null;
  /** The folder of journals. */
  readonly store: string;
  /** The day on which it is printed, `2026-03-03`. */
  readonly printed: string;
}

/** One page of a printer in its usual letters. */
const COLUMNS = 80;
const LINES = 60;
const MOST_CALLS = 22;

/** The offline card of a playbook: one page of plain text, for when nothing else can be read. Ends with a line break. */
export function offlineCard(parts: CardParts): string {
  const { playbook, store, printed } = parts;
  const head = [
    front(playbook.title.toUpperCase(), COLUMNS),
    front(`${playbook.id} ${playbook.version}, printed ${printed}. Keep it on paper.`, COLUMNS),
  ];
  const calls = titled('Who to call', callLines(parts));
  const rest = [...titled('Where the journal is', journalLines(store)), ...titled('When the terminal is gone', gone)];
  const room = LINES - head.length - calls.length - rest.length - 2;
  const steps = titled('The first fifteen minutes', stepLines(playbook, room, COLUMNS));
  return `${[...head, ...calls, ...steps, ...rest].slice(0, LINES).join('\n')}\n`;
}

function titled(title: string, lines: readonly string[]): string[] {
  return ['', title.toUpperCase(), ...lines];
}

/** Each role, the deciding one first as the playbook has it; then who stands in for those who sleep. */
function callLines({ playbook, contacts }: CardParts): string[] {
  const roles = Object.entries(playbook.roles);
  if (!contacts) return roles.slice(0, MOST_CALLS).map(([id, { title }]) => blank(`${id} (${title})`));
  const lines = roles.flatMap(([role, { title }]) => {
    const steps = whoToCall(contacts, { role }, null) ?? [];
    if (steps.length === 0) return [blank(`${role} (${title})`)];
    return [front(`${role} (${title})`, COLUMNS), ...steps.map(callLine)];
  });
  const nights = contacts.outOfHours.flatMap(({ zones, call }) => nightLines(contacts, zones, call));
  const all = [...lines, ...nights];
  if (all.length <= MOST_CALLS) return all;
  const kept = [...lines.slice(0, MOST_CALLS - 1 - Math.min(nights.length, 3)), ...nights.slice(0, 3)];
  return [...kept, `   and ${all.length - kept.length} more: breakglass contacts`];
}

/** A number is never cut: what does not fit beside it is left out. */
function callLine({ person, via, address, wait }: CallStep, index: number): string {
  const way = via === null ? 'no way to reach them' : via === 'phone' ? address : `${via} ${address}`;
  const line = `  ${index + 1}. ${front(person.name, 24)}  ${way}`;
  const more = [
    `wait ${formatDuration(wait)}`,
    person.timezone,
    person.timezone && person.hours?.map(hoursText).join(', '),
  ];
  return more.reduce<string>((text, part) => {
    const longer = part ? `${text}  ${part}` : text;
    return widthOf(longer) <= COLUMNS ? longer : text;
  }, line);
}

function nightLines(contacts: Contacts, zones: readonly string[], call: readonly string[]): string[] {
  const people = call.flatMap((id) => at(contacts.people, id) ?? []);
  const named = people.map(({ name, phone }) => (phone === undefined ? name : `${name} ${phone}`));
  return wrapped(`Out of hours in ${zones.join(', ')}: first ${named.join(', then ')}.`, COLUMNS);
}

function blank(what: string): string {
  const text = front(what, 40);
  return `${text}: ${'_'.repeat(COLUMNS - widthOf(text) - 2)}`;
}

function journalLines(store: string): string[] {
  return [
    ...under('Each run is one file under runs, with its evidence, in:', COLUMNS),
    ...under(store, COLUMNS, '  '),
    ...under('breakglass verify RUN shows whether anything in it was changed.', COLUMNS),
  ];
}

const gone: readonly string[] = [
  ...under('- On this machine: breakglass resume. It goes on where it was cut off, and runs nothing twice.', COLUMNS),
  ...under('- On another: copy that whole folder there, then breakglass resume --store FOLDER.', COLUMNS),
  ...under(
    '- With no machine: go on by this page. On paper, for each thing: the time with its zone, who did it, what came of it, who decided.',
    COLUMNS,
  ),
  ...under('- Afterwards: breakglass note RUN --at TIME "what happened", line by line.', COLUMNS),
];
