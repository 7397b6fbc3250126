import type { Report } from '../model.ts';
import type { Moment } from '../source.ts';
import type { TimelineRow } from '../timeline.ts';
import { shorten } from '../visible.ts';
import { count, offset } from '../words.ts';
import { bullets, type Section, table } from './blocks.ts';
import { said } from './people.ts';
import { code, type Inline, join, rich } from './rich.ts';
import { lateness, type Times } from './times.ts';

/** A row is one line of a table: what is longer stands whole in its own section, or in the JSON. */
const TIMELINE_TEXT = 280;
/** What was told to whom stands whole under injects and notifications: here it is only to be known again. */
const TOLD_TEXT = 120;

/** What was put right, and what was said after the end, with both heads. */
export function amendmentsSection({ amendments }: Report, times: Times): Section {
  const { corrections, afterClose, headAtClose, head } = amendments;
  const untouched = headAtClose !== null && afterClose.length === 0;
  const nothingAdded = 'Nothing was added after the run was closed.';
  return {
    title: 'Corrections and amendments',
    blocks: [
      corrections.length > 0
        ? 'Nothing is rewritten: a correction stands beside what it corrects.'
        : `No entry was corrected.${untouched ? ` ${nothingAdded}` : ''}`,
      ...corrections.map(({ moment, who, corrects, was, text, afterClose: late }) =>
        bullets([
          join(
            [
              rich`**Entry ${corrects}** said: “${was}”.`,
              rich`Corrected by entry ${moment.entry}${late ? ', after the run was closed' : ''} (${said(who)}, ${times.full(moment.recorded)}${happened(moment, times)}): ${text}`,
            ],
            ' ',
          ),
        ]),
      ),
      ...(headAtClose === null || afterClose.length === 0 ? [] : amended(headAtClose, head, afterClose, times)),
      corrections.length > 0 && untouched ? nothingAdded : '',
    ],
  };
}

/** What was told later than it happened says so. */
function happened(moment: Moment, times: Times): string {
  return moment.happened === undefined ? '' : `, happened ${times.full(moment.happened)}`;
}

function amended(
  headAtClose: string,
  head: string,
  afterClose: Report['amendments']['afterClose'],
  times: Times,
): Section['blocks'] {
  return [
    '**This run was amended after it was closed.** Both heads are good; the first one covers the run as it was closed.',
    bullets([rich`Head when it was closed: ${code(headAtClose)}`, rich`Head now: ${code(head)}`]),
    'Added since:',
    bullets(
      afterClose.map(
        ({ moment, who, text }) =>
          rich`Entry ${moment.entry}, ${times.full(moment.recorded)}${happened(moment, times)}, ${said(who)}: ${text}`,
      ),
    ),
  ];
}

/** Everything in order; events, decisions and communication told apart. A table for each day. */
export function timelineSection({ timeline, overview }: Report, times: Times): Section {
  const days = new Map<string, TimelineRow[]>();
  for (const row of timeline) {
    const day = times.day(
      row.at === row.moment.at ? row.moment.recorded : (row.moment.happened ?? row.moment.recorded),
    );
    const rows = days.get(day);
    if (rows) rows.push(row);
    else days.set(day, [row]);
  }
  const zone = times.zone === null ? [] : [times.zone];
  const headers = ['Entry', 'T', 'UTC', ...zone, 'Sort', 'What'];
  const story = overview.scenario ? ` In the story T is ${times.full(overview.starts)}.` : '';
  return {
    title: 'Timeline',
    blocks: [
      `T counts from the opening; UTC is ${overview.script ? 'simulated: that of the opening, and T' : 'the time on the wall when it was written down'}.${story}${overview.scenario ? '' : ' What was told later stands where it happened.'}`,
      ...[...days].map(
        ([day, rows]): Section => ({
          title: `Timeline of ${day} (UTC)`,
          blocks: [
            table(
              headers,
              rows.map((row) => timelineRow(row, times)),
            ),
          ],
        }),
      ),
    ],
  };
}

function timelineRow({ moment, at, sort, text, corrections }: TimelineRow, times: Times): (Inline | null)[] {
  // In a drill the wall's time is no place in the story: what was told later stays where it was told.
  const moved = at !== moment.at;
  const shown = moved ? (moment.happened ?? moment.recorded) : moment.recorded;
  const told = moved
    ? rich`(told ${times.full(moment.recorded)})`
    : moment.happened === undefined
      ? null
      : rich`(happened ${times.full(moment.happened)})`;
  const late = lateness(moment);
  const corrected = corrections.map(
    (correction) => rich`**corrected by entry ${correction.entry}:** ${shorten(correction.text, TIMELINE_TEXT)}`,
  );
  return [
    moment.entry,
    offset(at),
    times.utc(shown),
    ...(times.zone === null ? [] : [times.local(shown)]),
    sort === 'decision' ? rich`**decision**` : sort,
    join(
      [
        shorten(text, sort === 'communication' ? TOLD_TEXT : TIMELINE_TEXT),
        told,
        late === '' ? null : rich`**${late}**`,
        ...corrected,
      ],
      ' ',
    ),
  ];
}

/** What is kept beside the journal, by hash. */
export function evidenceSection({ evidence }: Report): Section {
  const lines = evidence.map(({ moment, step, who, sha256, bytes, name, excerpt }) =>
    join(
      [
        rich`T ${offset(moment.at)}, ${step}, ${said(who)}: ${name ?? 'text'}, ${bytes} bytes, SHA-256 ${code(sha256)}`,
        excerpt === undefined ? null : rich`“${shorten(excerpt, TIMELINE_TEXT)}”`,
      ],
      '. ',
    ),
  );
  return { title: 'Evidence', blocks: [lines.length > 0 ? bullets(lines) : 'None was given.'] };
}

/** A run that was cut off says so where one asks how far it can be trusted. */
function cutOff({ times, unknown }: Report['integrity']['cutOff']): string {
  if (times === 0) return '';
  const outcomes =
    unknown === 0
      ? 'no outcome was left unknown by it'
      : `${count(unknown, 'outcome was', 'outcomes were')} not known after it`;
  return `**The run was cut off ${times === 1 ? 'once' : `${times} times`}** while something ran or was to go on by itself; ${outcomes}. Nothing was run again by itself.`;
}

/** They are in the journal as the others are, and say nothing of what was done. */
function unusedCatalogues({ catalogues }: Report['integrity']): Inline[] {
  const unused = catalogues.filter(({ used }) => !used);
  if (unused.length === 0) return [];
  const names = join(
    unused.map(({ id, version }) => code(`${id} ${version}`)),
    ', ',
  );
  return [rich`Catalogues of actions that nothing was run from: ${names}`];
}

/** How to check the report, and what such a check is worth. */
export function integritySection({ integrity, amendments }: Report): Section {
  const { head, entries, tool, playbook, scenario, catalogues, verify, proves, doesNotProve } = integrity;
  const document = (sort: string, { id, version, sha256 }: typeof playbook) =>
    rich`${sort}: ${code(`${id} ${version}`)}, SHA-256 ${code(sha256)}`;
  return {
    title: 'Integrity',
    blocks: [
      bullets([
        rich`Head: ${code(head)}`,
        ...(amendments.headAtClose === null || amendments.headAtClose === head
          ? []
          : [rich`Head when it was closed: ${code(amendments.headAtClose)}`]),
        rich`Entries: ${entries}`,
        document('Playbook', playbook),
        ...(scenario ? [document('Scenario', scenario)] : []),
        ...catalogues.filter(({ used }) => used).map((one) => document('Catalogue of actions', one)),
        ...unusedCatalogues(integrity),
        rich`Kept by: ${tool}`,
        rich`To check it: ${code(verify)}`,
      ]),
      cutOff(integrity.cutOff),
      'What the check shows:',
      bullets(proves),
      '**What it cannot show:**',
      bullets(doesNotProve),
    ],
  };
}
