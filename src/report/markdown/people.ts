import type { Report } from '../model.ts';
import type { Approval } from '../people.ts';
import type { Who } from '../source.ts';
import { inWords, offset, sentence } from '../words.ts';
import { bullets, md, type Section, table } from './blocks.ts';

/** A person and what as: `Mara (Incident lead)`. */
export function said(who: Who | null): string {
  if (who === null) return 'nobody named';
  // A play's people are called as their roles are.
  return who.roleTitle === undefined || who.roleTitle === who.person ? who.person : `${who.person} (${who.roleTitle})`;
}

const SHOWN_APPROVED = 6;

/** Who took part, who approved what, what was handed over, and who typed. */
export function peopleSection({ people }: Report): Section {
  const rows = people.participants.map(({ person, roles, entries }) => [
    person,
    roles
      .map(
        ({ title, from, until }) =>
          `${title} (${offset(from)} ${until === null ? 'to the end' : `to ${offset(until)}`})`,
      )
      .join(', ') || null,
    entries,
  ]);
  const self = people.approvals.filter((approval) => approval.self).length;
  const approvals: Section = {
    title: 'Approvals',
    blocks: [
      people.approvals.length === 0 ? 'Nothing needed an approval.' : '',
      self > 0
        ? `**${sentence(self === 1 ? 'one approval' : `${self} approvals`)} self-approved:** asked for and given by one person.`
        : '',
      table(['T', 'By', 'What', 'Answer'], people.approvals.map(approvalRow)),
    ],
  };
  return {
    title: 'People and roles',
    blocks: [
      rows.length > 0 ? table(['Person', 'Roles', 'Entries'], rows) : 'Nobody is named in the journal.',
      people.handovers.length > 0
        ? `Handed over:\n\n${bullets(people.handovers.map(({ moment, title, from, to, note }) => md`T ${offset(moment.at)}, ${title}: ${from} to ${to}. ${note}`))}`
        : '',
      approvals,
      people.keyboards.length > 0
        ? `Typed by:\n\n${bullets(people.keyboards.map(({ typedBy, entries }) => md`${typedBy}: ${entries} entries`))}`
        : '',
    ],
  };
}

function approvalRow({ moment, who, what, granted, self, reason }: Approval) {
  const answer = granted ? (self ? md`approved, **self-approved**` : 'approved') : md`**refused**: ${reason ?? ''}`;
  return [offset(moment.at), said(who), inWords(what, SHOWN_APPROVED), answer];
}
