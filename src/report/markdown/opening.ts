import type { Report } from '../model.ts';
import { playName } from '../summary.ts';
import { count, span } from '../words.ts';
import { bullets, type Inline, join, loud, md, type Section, table } from './blocks.ts';
import { escapeCode } from './escape.ts';
import { referenceOf } from './reference.ts';
import type { Times } from './times.ts';

const warning: Readonly<Record<Report['overview']['mark'], string>> = {
  DRILL: '**DRILL. This was an exercise. Nothing in this report happened to a real system.**',
  LIVE: '**LIVE. This is the report of a real incident.**',
  REHEARSAL:
    '**REHEARSAL. This was no incident. Nothing was run that changes anything: what would have been is shown, and marked.**',
};

const names: Readonly<Record<Report['overview']['mark'], string>> = {
  DRILL: 'after-action report and improvement plan',
  LIVE: 'post-incident report',
  REHEARSAL: 'report of a rehearsal',
};

/** The head of the page: what kind of run it is, whether it is a draft, and which run. */
export function opening(report: Report, times: Times): string {
  const { overview, draft } = report;
  const mark = `${overview.mark}${draft === null ? '' : ', DRAFT'}`;
  const notes = [warning[overview.mark], ...scripted(report), ...(draft === null ? [] : [md`**DRAFT.** ${draft}`.md])];
  return [
    md`# ${{ md: mark }}: ${overview.title}, ${names[overview.mark]}`.md,
    notes.map((note) => `> ${note}`).join('\n>\n'),
    table(['', ''], facts(report, times)),
  ].join('\n\n');
}

/** A script's run must never be sent for a team's. */
function scripted({ overview }: Report): string[] {
  const { script } = overview;
  if (!script) return [];
  const people =
    script.byPeople > 0 ? ` ${count(script.byPeople, 'entry', 'entries')} beside it came from people.` : '';
  return [
    md`**A script played this, not people.** The names below are those of roles, the answers are the script’s, and the times are simulated.${people}`
      .md,
  ];
}

function facts({ overview, draft, integrity }: Report, times: Times): (readonly Inline[])[] {
  const { scenario, playbook, script, alert, mark } = overview;
  const held =
    overview.ended === null
      ? `since ${times.full(overview.opened)}, still open`
      : `${script ? 'in simulated time, ' : ''}from ${times.full(overview.opened)} to ${times.full(overview.ended)}`;
  const length = scenario ? `; ${span(overview.played)} of play, ${span(scenario.duration)} planned` : '';
  const row = (label: string, value: Inline | null): (readonly Inline[])[] =>
    value === null ? [] : [[md`**${label}**`, value]];
  return [
    ...row('Run', { md: escapeCode(overview.run) }),
    ...row('Scenario', scenario && md`${scenario.title} (${{ md: escapeCode(`${scenario.id} ${scenario.version}`) }})`),
    ...row(
      'Playbook',
      md`${playbook.title} (${{ md: escapeCode(`${playbook.id} ${playbook.version}`) }}), severity ${playbook.severity}`,
    ),
    ...row(
      'Played by',
      script && `a script: ${playName(script)}${script.title === null ? '' : ` (${script.title})`} of the scenario`,
    ),
    ...row('Raised by', alert && raisedBy(alert)),
    ...row(scenario ? 'Held' : mark === 'REHEARSAL' ? 'Rehearsed' : 'Followed', `${held}${length}`),
    ...row('Time T', `${times.full(overview.starts)}${scenario ? ', in the story' : ', the opening of the run'}`),
    ...row('Journal’s head', { md: escapeCode(integrity.head.slice(0, 16)) }),
    ...row('State', draft === null ? 'closed' : 'draft'),
  ];
}

/** An alert as it can be found again: where it came from, its links, and the hash under which it is kept. */
function raisedBy({ source, links, evidence }: NonNullable<Report['overview']['alert']>): Inline {
  const kept = evidence && md`kept beside the journal, SHA-256 ${{ md: escapeCode(evidence.sha256) }}`;
  return join([md`an alert from ${source}`, ...links, kept], '; ');
}

/** Where the story comes from, and what the playbook is mapped to. */
export function background({ overview }: Report): Section {
  const { scenario, mapsTo } = overview;
  const sources = (scenario?.sources ?? []).map(referenceOf);
  const mapped = mapsTo.map(({ framework, ids }) => md`${framework}: ${ids.join(', ')}`);
  return {
    title: 'Background',
    blocks: [
      sources.length > 0 ? `The scenario rests on these sources.\n\n${bullets(sources)}` : '',
      mapped.length > 0 ? `The playbook is mapped to these frameworks.\n\n${bullets(mapped)}` : '',
    ],
  };
}

/** The summary, and nothing beside it: it can be sent by itself. */
export function summarySection({ summary, kind, draft, overview: { mark } }: Report): Section {
  const said = (label: string, lines: readonly string[]) =>
    `**${label}.** ${lines.map((line) => md`${line}`.md).join(' ')}`;
  const listed = (label: string, lines: readonly Inline[]) => `**${label}**\n\n${bullets(lines)}`;
  return {
    title: 'Summary',
    blocks: [
      draft === null ? '' : md`*Draft: ${draft}*`.md,
      said('What happened', summary.happened),
      said(kind === 'exercise' ? 'How it came out' : 'Outcome', summary.outcome),
      summary.ratings.length > 0 ? listed('Objectives, rated in HSEEP’s terms', summary.ratings) : '',
      summary.speed.length > 0
        ? listed(mark === 'REHEARSAL' ? 'How fast it was gone through' : 'How fast', summary.speed)
        : '',
      listed('What remains open', summary.open.map(loud)),
      listed('What was learnt', summary.learnt),
    ],
  };
}
