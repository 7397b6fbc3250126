import type { Report } from '../model.ts';
import type { Approval } from '../people.ts';
import type { Who } from '../source.ts';
import { count, inWords, offset, sentence } from '../words.ts';
import { bullets, led, type Section, table } from './blocks.ts';
import { rich } from './rich.ts';

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
    roles.map(({ title, from, until }) => `${title} (${held(from, until)})`).join(', ') || null,
    entries,
  ]);
  const self = people.approvals.filter((approval) => approval.self).length;
  const approvals: Section = {
    title: 'Approvals',
    blocks: [
      people.approvals.length === 0 ? 'Nothing needed an approval.' : '',
      policy(people),
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
      ...led(
        'Handed over:',
        bullets(
          people.handovers.map(
            ({ moment, title, from, to, note }) => rich`T ${offset(moment.at)}, ${title}: ${from} to ${to}. ${note}`,
          ),
        ),
      ),
      ...led(
        'Typed by:',
        bullets(
          people.keyboards.map(
            ({ typedBy, entries }) => rich`${keyboard(typedBy)}: ${count(entries, 'entry', 'entries')}`,
          ),
        ),
      ),
      approvals,
    ],
  };
}

function policy({ selfApproval, approvals }: Report['people']): string {
  if (selfApproval === null || approvals.length === 0) return '';
  return selfApproval === 'refused'
    ? 'The policy of this run: nobody approves what they do themselves.'
    : 'The policy of this run: who is alone may approve what they do themselves, and it is said.';
}

function held(from: number, until: number | null): string {
  if (from === 0 && until === null) return 'throughout';
  return `${from === 0 ? 'from the start' : `from ${offset(from)}`} to ${until === null ? 'the end' : offset(until)}`;
}

function keyboard(typedBy: string): string {
  return typedBy.replace(/^play:(.+)$/, 'the script “$1”');
}

function approvalRow({ moment, who, what, granted, self, several, reason }: Approval) {
  const yes = several ? `approved, ${several.nth} of ${several.of}` : 'approved';
  const answer = granted ? (self ? rich`${yes}, **self-approved**` : yes) : rich`**refused**: ${reason ?? ''}`;
  return [offset(moment.at), said(who), inWords(what, SHOWN_APPROVED), answer];
}
