import { hasAttacker } from '../scenario/attacker.ts';
import type { Deviation } from './deviations.ts';
import { overlooked, type ScopeReport } from './scope.ts';
import type { Source } from './source.ts';
import { clause, inWords } from './words.ts';

/** A change of the playbook that the run suggests. A run never changes its playbook: people decide afterwards. */
export interface ProposedChange {
  readonly part: Deviation['part'];
  /** The part for a reader. */
  readonly where: string;
  readonly proposal: string;
  readonly because: string;
  /** The entries that it rests on. */
  readonly entries: readonly number[];
}

const SHOWN_REASONS = 3;

/** One proposal for each part and sort of deviation, in the order in which they first came up; then what surveys missed. */
export function changesOf(source: Source, deviations: readonly Deviation[], scope: ScopeReport): ProposedChange[] {
  const groups = new Map<string, Deviation[]>();
  for (const deviation of deviations) {
    // Each flag and each unplanned step says something of its own.
    const own = deviation.sort === 'flag' || deviation.sort === 'unplanned-step' ? deviation.moment.entry : '';
    const key = `${deviation.sort} ${deviation.part.sort} ${deviation.part.id} ${own}`;
    const group = groups.get(key);
    if (group) group.push(deviation);
    else groups.set(key, [deviation]);
  }
  return [...groups.values()].map((group) => fromGroup(source, group)).concat(fromSurveys(source, scope));
}

function fromGroup(source: Source, group: readonly Deviation[]): ProposedChange {
  const [first] = group;
  if (!first) throw new RangeError('a group of deviations has at least one');
  const times = group.length > 1 ? `${group.length} times` : '';
  const reasons = [...new Set(group.map(({ reason }) => clause(reason)))];
  return {
    part: first.part,
    where: whereOf(source, first.part),
    proposal: proposalOf(first),
    because: [times, inWords(reasons, SHOWN_REASONS)].filter(Boolean).join(': '),
    entries: group.map(({ moment }) => moment.entry),
  };
}

function whereOf(source: Source, part: Deviation['part']): string {
  if (part.sort === 'phase') return source.phase(part.id);
  return part.sort === 'scope' ? `scope: ${part.id}` : source.step({ step: part.id });
}

function proposalOf(deviation: Deviation): string {
  switch (deviation.sort) {
    case 'override':
      return `Look at the rule that was overridden: ${deviation.about}`;
    case 'step-skipped':
      return 'Say when this step may be left out, or take it out';
    case 'phase-skipped':
      return 'Say when this phase may be left out, or take it out';
    case 'otherwise':
      return deviation.action === undefined
        ? 'Write down the way in which it was done'
        : `Say when it is done by hand, or mend what kept people from running what there is for it: ${deviation.action}`;
    case 'failed':
      return 'Say what to do when this step fails';
    case 'retried':
      return 'Say whether it may be tried again, and how often';
    case 'unknown':
      return 'Say how it is seen whether it happened, and who looks';
    case 'reopened':
      return 'Find out why it had to be done again';
    case 'retracted':
      return 'Find out why it was taken back';
    case 'overdue':
      return 'Give it the time or the hands that it needs';
    case 'unplanned-step':
      return `Add a step: ${deviation.about}`;
    case 'unplanned-item':
      return 'Add a survey that finds such items, or widen the one there is';
    case 'flag':
      return flagged[deviation.flag ?? 'wrong'];
  }
}

const flagged = {
  slow: 'Make it quicker',
  unclear: 'Say it more clearly',
  missing: 'Add what is missing',
  wrong: 'Correct it',
};

/** What came late, and what never came: the surveys did not find it. */
function fromSurveys(source: Source, scope: ScopeReport): ProposedChange[] {
  const kinds = new Map<string, { late: string[]; missed: string[]; entries: number[] }>();
  const slot = (kind: string) => {
    const found = kinds.get(kind) ?? { late: [], missed: [], entries: [] };
    kinds.set(kind, found);
    return found;
  };
  for (const item of scope.items) {
    if (item.late === null || item.truth?.unreal) continue;
    slot(item.kind).late.push(item.name);
    slot(item.kind).entries.push(item.added.entry);
  }
  const { scenario } = source.definition;
  const never = overlooked(scope, scenario === null || hasAttacker(scenario));
  for (const item of never) slot(item.kind).missed.push(item.name);
  return [...kinds].map(([kind, { late, missed, entries }]) => ({
    part: { sort: 'scope', id: kind },
    ...surveyOf(source, kind),
    because: [
      late.length > 0 ? `${late.length} came late: ${inWords(late, SHOWN_REASONS)}` : '',
      missed.length > 0 ? `${missed.length} never found: ${inWords(missed, SHOWN_REASONS)}` : '',
    ]
      .filter(Boolean)
      .join('; '),
    entries,
  }));
}

/**
 * What found too little are the surveys that were done: one that nobody did found nothing wrong. They are joined by commas alone,
 * since the summary puts them among others.
 */
function surveyOf(source: Source, kind: string): { where: string; proposal: string } {
  const surveys = Object.values(source.definition.steps).filter((step) => step.effect === 'survey' && step.of === kind);
  const finished = new Set(source.of('step.done').map(({ step }) => step));
  const done = surveys.filter(({ id }) => finished.has(id)).map(({ id }) => id);
  if (done.length > 0) return { where: done.join(', '), proposal: `Make the survey find every ${kind}` };
  const proposal = surveys.length > 0 ? `See that a survey of every ${kind} is done` : `Add a survey of every ${kind}`;
  return { where: surveys.map(({ id }) => id).join(', ') || `scope: ${kind}`, proposal };
}
