import { hittable } from './hits.ts';
import type { SectionKey } from './marking.ts';
import type { MilestoneFigure } from './milestones.ts';
import type { Report, Summary } from './model.ts';
import { endsUnread, type Notice } from './notices.ts';
import { isAlarm } from './open-question.ts';
import type { Overview } from './overview.ts';
import { count, inWords, sentence, span } from './words.ts';

/** Audiences whose messages are public by what they are called. */
const everybody: ReadonlySet<string> = new Set(['public', 'everyone']);

const withheld: readonly SectionKey[] = [
  'decisionsNeeded',
  'objectives',
  'review',
  'assessment',
  'improvements',
  'attack',
  'actions',
  'decisions',
  'scope',
  'injects',
  'calls',
  'clocks',
  'deviations',
  'openQuestions',
  'people',
  'evidence',
  'amendments',
  'timeline',
  'integrity',
];

/**
 * What anybody may read. It is put together from what is known to be harmless, not taken apart: numbers, times, kinds, the
 * titles of playbook and scenario, and what was told to the public. No text that anybody typed is in it.
 */
export function publicReport(report: Report): Report {
  const { format, kind, draft, marking, metrics, amendments, integrity } = report;
  const messages = report.messages
    .filter(({ to }) => everybody.has(to))
    .map(({ moment, to, text }) => ({ moment, step: '', to, text, who: null }));
  // Each part by its name: one that is new does not come into it by itself.
  return {
    ...{ format, kind, draft, marking, metrics },
    withheld: messages.length > 0 ? withheld : [...withheld, 'messages'],
    notices: report.notices.map(publicNotice),
    damage: report.damage && { ...report.damage, words: 'The journal could not be read to its end.' },
    overview: publicOverview(report.overview),
    summary: publicSummary(report),
    decisionsNeeded: [],
    milestones: report.milestones.map(publicMilestone),
    objectives: null,
    review: { well: [], poorly: [], lucky: [], factors: [] },
    assessment: null,
    improvements: [],
    proposedImprovements: [],
    attack: null,
    actions: [],
    decisions: [],
    scope: { items: [], missed: null },
    exposure: [],
    progress: [],
    injects: null,
    messages,
    calls: [],
    clocks: [],
    deviations: [],
    proposedChanges: [],
    openQuestions: [],
    people: { participants: [], handovers: [], approvals: [], selfApproval: report.people.selfApproval, keyboards: [] },
    evidence: [],
    amendments: { corrections: [], afterClose: [], headAtClose: amendments.headAtClose, head: amendments.head },
    timeline: [],
    integrity: {
      ...integrity,
      run: NOT_TOLD,
      catalogues: [],
      cutOff: { times: 0, unknown: 0 },
      verify: NOT_TOLD,
      proves: [],
      doesNotProve: [],
    },
  };
}

const NOT_TOLD = 'not told here';

function publicOverview(overview: Overview): Overview {
  const { anchors, scenario, playbook, script, outcome } = overview;
  return {
    ...overview,
    run: NOT_TOLD,
    title: scenario ? scenario.title : 'A security incident',
    alert: null,
    playbook,
    scenario: scenario && { ...scenario, briefing: '', sources: [], milestoneSources: [] },
    script: script && { ...script, title: null },
    outcome: outcome && { ...outcome, reason: null },
    anchors: {
      known: { value: anchors.known.value, revisions: [] },
      intruded: { value: anchors.intruded.value, revisions: [] },
    },
    inputs: [],
  };
}

function publicMilestone(figure: MilestoneFigure): MilestoneFigure {
  return {
    ...figure,
    times: figure.times.map(({ reached, withdrawn }) => ({ reached, ...(withdrawn ? { withdrawn } : {}) })),
  };
}

/** What is wrong with a journal may name a file. */
function publicNotice(notice: Notice): Notice {
  const isOfJournal = ['damaged', 'torn', 'misfit'].includes(notice.sort);
  return isOfJournal ? { ...notice, text: 'The journal could not be read to its end: this is a part of it.' } : notice;
}

/** Who worked on it, by their roles. */
function rolesIn({ people }: Report): string[] {
  const titles = [...new Set(people.participants.flatMap(({ roles }) => roles.map(({ title }) => title)))];
  return titles.length > 0 ? [`Roles that worked on it: ${inWords(titles)}.`] : [];
}

function publicSummary(report: Report): Summary {
  const { summary, overview } = report;
  const { played, stage, mark } = overview;
  const what =
    mark === 'DRILL'
      ? 'This was an exercise.'
      : mark === 'REHEARSAL'
        ? 'This was a rehearsal.'
        : 'A security incident was worked on.';
  const unended = endsUnread(report.damage) ? 'How it ended is not known.' : 'It is still open.';
  const over = stage === 'play' ? unended : `It ended after ${span(played)}.`;
  const open = report.openQuestions.length;
  const isUnread = endsUnread(report.damage);
  const nothing = isUnread ? 'Not known.' : 'Nothing.';
  return {
    happened: [what, ...rolesIn(report)],
    outcome: [over],
    ratings: [],
    speed: summary.speed,
    open: [open === 0 ? nothing : `${sentence(count(open, 'question is', 'questions are'))} still open.`],
    learnt: ['What was learnt is not part of this report.'],
    inShort: [what, over],
    contained: summary.contained,
    impact: [inKinds(report)],
    risk: publicRisk(report),
    decisions: [],
    mostOpen: [open === 0 ? nothing : `${sentence(count(open, 'question'))}.`],
  };
}

/** What may still hurt, without a name; of an exercise also what its truth shows and the register does not. */
function publicRisk({ overview, kind, openQuestions, exposure, damage, milestones }: Report): string[] {
  if (overview.mark === 'REHEARSAL') return ['None from this: nothing was changed.'];
  const exercise = kind === 'exercise' ? ['None to a real system: this was an exercise.'] : [];
  if (openQuestions.some(({ sort }) => sort === 'truth'))
    return [...exercise, 'In the exercise not all was well in the end.'];
  return [
    ...exercise,
    ...(endsUnread(damage) ? ['How it went on to its end is not known.'] : []),
    openQuestions.some(isAlarm) || exposure.length > 0 || milestones.some(({ doubts }) => doubts.length > 0)
      ? 'Not everything that was in scope is shown to be safe yet.'
      : 'Nothing that was in scope is known to be left open. What nobody found is not in it.',
  ];
}

/** What was treated as affected, by kinds and numbers alone: what it was brought back from is none of it. */
function inKinds({ scope, damage }: Report): string {
  const kinds = new Map<string, number>();
  for (const { kind, ruledOut } of scope.items)
    if (!ruledOut && hittable.has(kind)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const told = [...kinds].map(([kind, number]) => count(number, kind));
  if (told.length > 0) return `In scope ${/^1 \w+$/.test(inWords(told)) ? 'was' : 'were'} ${inWords(told)}.`;
  return endsUnread(damage) ? 'What was in scope is not known.' : 'Nothing was found to be in scope.';
}
