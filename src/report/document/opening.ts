import type { Report } from '../model.ts';
import { endsUnread } from '../notices.ts';
import { playName } from '../summary.ts';
import { count, span } from '../words.ts';
import { bullets, led, type Section, type Table, table } from './blocks.ts';
import { referenceOf } from './reference.ts';
import { code, type Inline, join, loud, own, type Rich, rich } from './rich.ts';
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

/** What stands at the head of the page. */
export interface Opening {
  readonly title: Rich;
  /** What is said loudest: what kind of run it is, and how far it is to be believed. */
  readonly notes: readonly Rich[];
  readonly facts: Table;
}

/** The head of the page: what kind of run it is, whether it is a draft, and which run. */
export function opening(report: Report, times: Times): Opening {
  const { overview, draft } = report;
  const mark = `${overview.mark}${draft === null ? '' : ', DRAFT'}`;
  return {
    title: rich`${own(mark)}: ${overview.title}, ${names[overview.mark]}`,
    notes: [own(warning[overview.mark]), ...scripted(report), ...(draft === null ? [] : [rich`**DRAFT.** ${draft}`])],
    facts: table(['', ''], facts(report, times)),
  };
}

/** A script's run must never be sent for a team's. */
function scripted({ overview }: Report): Rich[] {
  const { script } = overview;
  if (!script) return [];
  const people =
    script.byPeople > 0 ? ` ${count(script.byPeople, 'entry', 'entries')} beside it came from people.` : '';
  return [
    rich`**A script played this, not people.** The names below are those of roles, the answers are the script’s, and the times are simulated.${people}`,
  ];
}

function facts({ overview, draft, integrity, damage }: Report, times: Times): (readonly Inline[])[] {
  const { scenario, playbook, script, alert, mark } = overview;
  const held =
    overview.ended === null
      ? `since ${times.full(overview.opened)}, ${endsUnread(damage) ? 'its end is not known' : 'still open'}`
      : `${script ? 'in simulated time, ' : ''}from ${times.full(overview.opened)} to ${times.full(overview.ended)}`;
  const length = scenario ? `; ${span(overview.played)} of play, ${span(scenario.duration)} planned` : '';
  const row = (label: string, value: Inline | null): (readonly Inline[])[] =>
    value === null ? [] : [[rich`**${label}**`, value]];
  return [
    ...row('Run', code(overview.run)),
    ...row('Scenario', scenario && rich`${scenario.title} (${code(`${scenario.id} ${scenario.version}`)})`),
    ...row(
      'Playbook',
      rich`${playbook.title} (${code(`${playbook.id} ${playbook.version}`)}), severity ${playbook.severity}`,
    ),
    ...row(
      'Played by',
      script && `a script: ${playName(script)}${script.title === null ? '' : ` (${script.title})`} of the scenario`,
    ),
    ...row('Raised by', alert && raisedBy(alert)),
    ...row(scenario ? 'Held' : mark === 'REHEARSAL' ? 'Rehearsed' : 'Followed', `${held}${length}`),
    ...row('Time T', `${times.full(overview.starts)}${scenario ? ', in the story' : ', the opening of the run'}`),
    ...row('Journal’s head', code(integrity.head.slice(0, 16))),
    ...row('State', draft === null ? 'closed' : 'draft'),
  ];
}

/** An alert as it can be found again: where it came from, its links, and the hash under which it is kept. */
function raisedBy({ source, links, evidence }: NonNullable<Report['overview']['alert']>): Inline {
  const kept = evidence && rich`kept beside the journal, SHA-256 ${code(evidence.sha256)}`;
  return join([rich`an alert from ${source}`, ...links, kept], '; ');
}

/** Where the story comes from, and what the playbook is mapped to. */
export function background({ overview }: Report): Section {
  const { scenario, mapsTo } = overview;
  const sources = (scenario?.sources ?? []).map(referenceOf);
  const mapped = mapsTo.map(({ framework, ids }) => rich`${framework}: ${ids.join(', ')}`);
  return {
    title: 'Background',
    blocks: [
      ...led('The scenario rests on these sources.', bullets(sources)),
      ...led('The playbook is mapped to these frameworks.', bullets(mapped)),
    ],
  };
}

/** The summary, and nothing beside it: it can be sent by itself. */
export function summarySection({ summary, kind, draft, overview: { mark } }: Report): Section {
  const said = (label: string, lines: readonly string[]) => rich`**${label}.** ${join(lines, ' ')}`;
  const listed = (label: string, lines: readonly Inline[]) => [own(`**${label}**`), bullets(lines)];
  return {
    title: 'Summary',
    blocks: [
      draft === null ? '' : rich`*Draft: ${draft}*`,
      said('What happened', summary.happened),
      said(kind === 'exercise' ? 'How it came out' : 'Outcome', summary.outcome),
      ...(summary.ratings.length > 0 ? listed('Objectives, rated in HSEEP’s terms', summary.ratings) : []),
      ...(summary.speed.length > 0
        ? listed(mark === 'REHEARSAL' ? 'How fast it was gone through' : 'How fast', summary.speed)
        : []),
      ...listed('What remains open', summary.open.map(loud)),
      ...listed('What was learnt', summary.learnt),
    ],
  };
}
