import type { CallReport } from '../calls.ts';
import type { ProposedChange } from '../changes.ts';
import type { Deviation } from '../deviations.ts';
import type { ImprovementReport, TrackedReport } from '../improvements.ts';
import type { MessageReport } from '../messages.ts';
import type { Report } from '../model.ts';
import { endsUnread } from '../notices.ts';
import { originOf } from '../proposals.ts';
import { shownOpen } from '../summary.ts';
import { clause, inWords, offset } from '../words.ts';
import { bullets, led, quotation, type Section, type Table, table } from './blocks.ts';
import { clockBlocks } from './clocks.ts';
import { said } from './people.ts';
import { type Inline, join, loud, type Rich, rich } from './rich.ts';
import { lateness, type Times } from './times.ts';

/** What is to be done better, by whom and by when. */
export function improvementsSection({ improvements, proposedImprovements, proposedChanges }: Report): Section {
  const agreed = improvements.filter(({ dropped }) => dropped === null);
  const dropped = improvements.filter((improvement) => improvement.dropped !== null);
  return {
    title: 'Improvement plan',
    blocks: [
      agreed.length > 0
        ? ''
        : `No improvement was agreed.${proposedChanges.length > 0 ? ' What the run itself suggests stands under “Proposed playbook changes”.' : ''}`,
      improvementTable(agreed),
      ...led('Dropped again:', bullets(dropped.map((one) => rich`${clause(one.text)}: ${one.dropped ?? ''}`))),
      ...led(
        'Proposed by the run, and not accepted when it was closed:',
        bullets(proposedImprovements.map(({ text }) => text)),
      ),
    ],
  };
}

/** What will show that they are done, and where they are worked on, are columns once one of them says so. */
function improvementTable(agreed: readonly ImprovementReport[]): Table {
  const isShown = agreed.some(({ doneWhen }) => doneWhen !== null);
  const isTracked = agreed.some(({ tracked }) => tracked.length > 0);
  const headers = ['Improvement', 'From', 'Owner', 'Due'];
  return table(
    [...headers, ...(isShown ? ['Done when'] : []), ...(isTracked ? ['Worked on'] : [])],
    agreed.map((one) => [
      ...improvementRow(one),
      ...(isShown ? [one.doneWhen] : []),
      ...(isTracked ? [trackedCell(one.tracked)] : []),
    ]),
  );
}

const standings: Readonly<Record<TrackedReport['state'], string>> = {
  sending: 'may be there',
  open: 'open',
  closed: 'closed',
  refused: 'was not taken',
  gone: 'is gone',
};

function trackedCell(tracked: readonly TrackedReport[]): Inline {
  return join(
    tracked.map(({ tracker, state, issue, url }) => join([join([tracker, issue, standings[state]], ' '), url], ': ')),
    '; ',
  );
}

function improvementRow({ text, from, owner, due }: ImprovementReport): (Inline | null)[] {
  return [text, from === null ? null : originOf(from), owner ?? rich`**nobody yet**`, due ?? rich`**no date**`];
}

/** What was told to whom, and the deadlines that ran. */
export function messagesSection({ messages, calls, clocks, damage }: Report, times: Times): Section {
  const nobody = endsUnread(damage)
    ? 'No entry that can be read tells anybody anything by a step.'
    : 'Nobody was told anything by a step.';
  return {
    title: 'Notifications and deadlines',
    blocks: [
      ...clockBlocks(clocks, times),
      messages.length > 0 ? '' : nobody,
      ...messages.map((message) => messageSection(message, times)),
      ...calls.map((call) => callSection(call, times)),
    ],
  };
}

function messageSection({ moment, step, to, text, who }: MessageReport, times: Times): Section {
  const late = lateness(moment);
  const told = rich`${step}, ${who === null ? 'sent by itself' : `sent by ${said(who)}`}, ${times.full(moment.recorded)}`;
  return {
    title: rich`Message to ${to} at T ${offset(moment.at)}`,
    blocks: [late === '' ? rich`${told}:` : rich`${told} **${late}**:`, quotation(text)],
  };
}

/** Who was called, in turn, and who answered. */
function callSection({ moment, to, text, who, called, outcome, answeredBy, ended }: CallReport, times: Times): Section {
  const by = who === null ? '' : rich`, by ${said(who)}`;
  const at = ended === null ? 'at no time' : `at T ${offset(ended.at)}`;
  const ends: Readonly<Record<CallReport['outcome'], string | Rich>> = {
    answered: rich`**${answeredBy ?? 'Somebody'} answered** ${at}.`,
    exhausted: rich`**Nobody answered**: all were called ${at}.`,
    'called-off': rich`It was called off ${at}.`,
    waiting: 'Nobody had answered yet.',
  };
  return {
    title: rich`Call for ${to} at T ${offset(moment.at)}`,
    blocks: [
      rich`${times.full(moment.recorded)}${by}:`,
      quotation(text),
      table(
        ['T', 'Who was called', 'How', 'Why'],
        called.map((one) => [offset(one.moment.at), one.name, one.by ?? 'nothing reaches them', one.why]),
      ),
      ends[outcome],
    ],
  };
}

/** Where the run did not go as the playbook says, and what to change in it. */
export function deviationsSection({ deviations, proposedChanges }: Report): Section {
  const overrides = deviations.filter(({ sort }) => sort === 'override');
  const others = deviations.filter(({ sort }) => sort !== 'override');
  return {
    title: 'Overrides and departures from the playbook',
    blocks: [
      {
        title: 'Broken glass',
        blocks: [
          overrides.length > 0
            ? 'What the rules refused and the lead overrode.'
            : 'No glass was broken: no rule was overridden.',
          table(
            ['T', 'By', 'Over what', 'What refused', 'Why it was overridden'],
            overrides.map(({ moment, who, about, refused, reason }) => [
              offset(moment.at),
              said(who),
              about,
              refused ?? null,
              reason,
            ]),
          ),
        ],
      },
      {
        title: 'Departures',
        blocks: [
          others.length > 0 ? '' : 'None: nothing was skipped, done otherwise, failed, taken back, added or flagged.',
          table(['T', 'What', 'Where', 'By', 'Why or how'], others.map(departureRow)),
        ],
      },
      changesSection(proposedChanges),
    ],
  };
}

const departures: Readonly<Record<Deviation['sort'], string>> = {
  override: 'overridden',
  'step-skipped': 'skipped',
  'phase-skipped': 'phase skipped',
  otherwise: 'done otherwise',
  failed: 'failed',
  retried: 'tried again',
  unknown: 'outcome unknown',
  reopened: 'reopened',
  retracted: 'retracted',
  overdue: 'overdue',
  'unplanned-step': 'step added',
  'unplanned-item': 'item added',
  flag: 'flagged',
};

function departureRow({ moment, sort, flag, action, about, who, reason }: Deviation): (Inline | null)[] {
  const by = action === undefined ? '' : `, not by what there is for it (${action})`;
  return [
    offset(moment.at),
    flag === undefined ? `${departures[sort]}${by}` : `flagged ${flag}`,
    about,
    who ? said(who) : null,
    reason,
  ];
}

function changesSection(changes: readonly ProposedChange[]): Section {
  const rows = changes.map(({ where, proposal, because, entries }) => [
    where,
    proposal,
    because,
    inWords(entries.map(String), 4),
  ]);
  return {
    title: 'Proposed playbook changes',
    blocks: [
      changes.length > 0
        ? 'Drawn from the run by rule. A run never changes its playbook: somebody decides on each of these.'
        : 'The run suggests no change.',
      table(['Where', 'Proposal', 'Because', 'Entries'], rows),
    ],
  };
}

/** What is still to be answered or finished, whole; nothing where the summary has room for all of it. */
export function openSection({ openQuestions }: Report): Section | null {
  if (shownOpen(openQuestions).length === openQuestions.length) return null;
  return {
    title: 'Open questions',
    blocks: [bullets(openQuestions.map(({ text, owner }) => loud(owner === null ? text : `${text} (${owner})`)))],
  };
}
