import type { Definition } from '../../engine/definition.ts';
import { hasAttacker } from '../../scenario/attacker.ts';
import type { Deviation } from '../deviations.ts';
import type { Report } from '../model.ts';
import { overlooked } from '../scope.ts';

/** Something that a run showed, under what it has in common with the same thing of another run. */
export interface Finding {
  /** Two findings of a playbook or a scenario are the same where this is. */
  readonly rule: string;
  /** What of: runs of other playbooks, or of other scenarios, cannot show the same. */
  readonly of: 'playbook' | 'scenario';
  /** Whether an id says that it is the same, or only the words that somebody wrote. */
  readonly by: 'rule' | 'words';
  readonly text: string;
}

/** What a deviation says of its step, phase or kind, without what people wrote about it. */
const deviated: Readonly<Record<Exclude<Deviation['sort'], 'flag'>, string>> = {
  override: 'the glass was broken over it',
  'step-skipped': 'skipped',
  'phase-skipped': 'skipped',
  otherwise: 'done in another way',
  failed: 'failed',
  retried: 'tried again',
  unknown: 'had an outcome that nobody knew',
  reopened: 'had to be done again',
  retracted: 'taken back',
  overdue: 'not finished within its time',
  'unplanned-step': 'a step was added',
  'unplanned-item': 'an item was added that no step looked for',
};

/** Everything that a closed run showed, each rule once: deviations, what surveys overlooked, what was expected and unmet, and what people wrote down. */
export function findingsOf(report: Report, definition: Definition): Finding[] {
  const all = [
    ...report.deviations.map((deviation) => fromDeviation(deviation, definition)),
    ...fromSurveys(report, definition),
    ...fromProposals(report, definition),
    ...fromWords(report),
  ];
  return [...new Map(all.map((one) => [one.rule, one])).values()];
}

/** A proposal's id without what is of this run alone. */
export function ruleOfProposal(id: string): string {
  return id.startsWith('flag ') ? id.replace(/ \d+$/, '') : id;
}

function fromDeviation(deviation: Deviation, { phases }: Definition): Finding {
  const { sort, part, flag, about } = deviation;
  const where = part.sort === 'phase' ? `phase ${phases[part.id]?.title ?? part.id}` : `${part.sort} ${part.id}`;
  const rule = `${sort} ${part.sort} ${part.id}`;
  const shared = { of: 'playbook', by: 'rule' } as const;
  if (sort === 'flag') return { ...shared, rule: `${rule} ${flag}`, text: `${where}: flagged as ${flag}` };
  const text = `${where}: ${deviated[sort]}`;
  if (sort !== 'unplanned-step') return { ...shared, rule, text };
  return { ...shared, by: 'words', rule: `${rule} ${asWords(about)}`, text: `${text}: ${about}` };
}

/** By kind alone: what it was that nobody found would tell whoever has yet to play. */
function fromSurveys({ scope }: Report, { scenario }: Definition): Finding[] {
  const late = scope.items.filter((item) => item.late !== null && !item.truth?.unreal);
  const never = overlooked(scope, scenario === null || hasAttacker(scenario));
  const kinds = new Set([...late, ...never].map(({ kind }) => kind));
  return [...kinds].map((kind) => ({
    rule: `survey ${kind}`,
    of: 'playbook',
    by: 'rule',
    text: `scope ${kind}: found late, or never`,
  }));
}

/** What the deviations and surveys do not tell: expectations and what could not be done. Accepted or not makes no difference. */
function fromProposals({ improvements, proposedImprovements }: Report, { scenario }: Definition): Finding[] {
  const ids = [...improvements.flatMap(({ from }) => from ?? []), ...proposedImprovements.map(({ id }) => id)];
  return ids.flatMap((id): Finding[] => {
    const [sort = '', ...rest] = id.split(' ');
    const named = rest.join(' ');
    const from = scenario?.injects.find((inject) => inject.id === named)?.from ?? named;
    const shared = { rule: id, by: 'rule' } as const;
    if (sort === 'inject') return [{ ...shared, of: 'scenario', text: `message ${named} from ${from}: late or unmet` }];
    if (sort === 'unmet') return [{ ...shared, of: 'scenario', text: `expected and unmet: ${named}` }];
    if (sort === 'impossible') return [{ ...shared, of: 'playbook', text: `could not be done: ${named}` }];
    return [];
  });
}

/** Improvements that came from nothing in the run but a person. */
function fromWords({ improvements }: Report): Finding[] {
  return improvements
    .filter(({ from, dropped }) => from === null && dropped === null)
    .map(({ text }) => ({ rule: `words ${asWords(text)}`, of: 'playbook', by: 'words', text }));
}

/** What two people would call the same words. */
function asWords(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return words?.join(' ') ?? text.trim();
}
