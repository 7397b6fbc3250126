import type { CallLine, Overview, PersonLine } from '../contacts/overview.ts';
import { formatDuration } from '../language/time.ts';

/** Who is called and told, for a person: a few lines each, numbers in a column. */
export function contactsText({ contacts, now, roles, audiences, chains, people }: Overview): string {
  const heading = `Contacts ${contacts}, as of ${now.slice(0, 16).replace('T', ' ')} UTC.`;
  const calls = [...roles, ...audiences, ...chains].flatMap((one) => one.calls);
  const widths: Widths = {
    name: longest(calls.map(({ name }) => name)),
    address: longest(calls.map(addressText)),
  };
  return [
    heading,
    ...roles.map(({ role, calls: each }) => block(`role ${role}`, callLines(each, widths))),
    ...audiences.map(({ audience, calls: each, email, via }) =>
      block(`audience ${audience}`, [
        ...callLines(each, widths),
        ...email.map((address) => `   told at ${address}`),
        ...via.map((channel) => `   told by the channel ${channel}`),
      ]),
    ),
    ...chains.map(({ chain, calls: each }) => block(`chain ${chain}`, callLines(each, widths))),
    block('people', people.flatMap(personLines)),
  ].join('\n\n');
}

interface Widths {
  readonly name: number;
  readonly address: number;
}

function block(title: string, lines: readonly string[]): string {
  return [title, ...(lines.length === 0 ? ['   nobody'] : lines)].join('\n');
}

function callLines(calls: readonly CallLine[], widths: Widths): string[] {
  return calls.map((call, index) => {
    const { name, local, outOfHours, wait, why } = call;
    const place = `${index + 1}.`.padStart(4);
    const hours = [local ?? 'time unknown', ...(outOfHours ? ['OUT OF HOURS'] : [])].join(' ');
    const after = index + 1 < calls.length ? `, then after ${formatDuration(wait * 1000)} the next` : '';
    return `${place} ${name.padEnd(widths.name)}  ${addressText(call).padEnd(widths.address)}  ${hours}; ${why}${after}`;
  });
}

function addressText({ via, address }: Pick<CallLine, 'via' | 'address'>): string {
  return via === null ? 'NO WAY TO REACH THEM' : `${via} ${address ?? ''}`;
}

function personLines({ person, name, phone, email, slack, timezone, local, outOfHours, stale }: PersonLine): string[] {
  const ways = [phone, email, slack && `Slack ${slack}`].filter((way) => way !== null).join(', ');
  const where = timezone === null ? [] : [`${local ?? ''} ${timezone}${outOfHours ? ', OUT OF HOURS' : ''}`];
  return [
    `   ${name} (${person}): ${[ways || 'NO WAY TO REACH THEM', ...where].join('; ')}`,
    ...(stale === null ? [] : [`      STALE: ${stale}`]),
  ];
}

const longest = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
