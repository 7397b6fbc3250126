import { openInstances } from '../engine/queries.ts';
import type { ClockReport } from './clocks.ts';
import type { ImprovementReport } from './improvements.ts';
import type { ObjectiveReport } from './objectives.ts';
import { isAlarm, type OpenQuestion } from './open-question.ts';
import type { Proposal } from './proposals.ts';
import type { Source } from './source.ts';
import { clause, count, inWords } from './words.ts';

/** Something that somebody has to decide or to give before this is over. */
export interface DecisionNeeded {
  readonly sort: 'deadline' | 'outcome' | 'question' | 'approval' | 'rating' | 'proposal' | 'risk' | 'owner' | 'due';
  /** What is to be decided, a sentence that begins with a verb. */
  readonly text: string;
  /** A person, or a role's title. */
  readonly owner: string;
  /** By when, ISO 8601 UTC on the run's own clock; null where there is no such time. */
  readonly due: string | null;
}

interface Open {
  readonly clocks: readonly ClockReport[];
  readonly openQuestions: readonly OpenQuestion[];
  readonly objectives: readonly ObjectiveReport[] | null;
  readonly improvements: readonly ImprovementReport[];
  readonly proposedImprovements: readonly Proposal[];
}

const SHOWN = 3;

/** What is to be decided, what has an end in time first. What is nobody's is the lead's, who decides. */
export function decisionsNeededOf(source: Source, open: Open): DecisionNeeded[] {
  const lead = source.roleTitle(source.definition.lead);
  return [
    ...deadlines(open.clocks),
    ...outcomes(open.openQuestions),
    ...questions(source),
    ...approvals(open.openQuestions),
    ...risks(open.openQuestions),
    ...ratings(open.objectives),
    ...proposals(open.proposedImprovements),
    ...improvements(open.improvements),
  ].map((one) => ({ ...one, owner: one.owner ?? lead }));
}

interface Needed extends Omit<DecisionNeeded, 'owner'> {
  readonly owner: string | null;
}

function needed(
  sort: DecisionNeeded['sort'],
  text: string,
  owner: string | null = null,
  due: string | null = null,
): Needed {
  return { sort, text, owner, due };
}

function deadlines(clocks: readonly ClockReport[]): Needed[] {
  return clocks
    .filter(({ status, done }) => done === null && (status === 'running' || status === 'missed'))
    .map(({ title, owner, dueTime, status }) =>
      status === 'missed'
        ? needed('deadline', `Do what the deadline “${title}” asks for: it is missed.`, owner, dueTime)
        : needed('deadline', `Meet the deadline “${title}”, or say that it does not apply.`, owner, dueTime),
    );
}

function outcomes(open: readonly OpenQuestion[]): Needed[] {
  return open
    .filter(({ sort }) => sort === 'outcome')
    .map(({ text, owner }) =>
      needed('outcome', `Look, and say what became of it: ${clause(withoutAlarm(text))}.`, owner),
    );
}

const withoutAlarm = (text: string) => text.replace(/^[A-Z ]+: /, '');

/** Questions of the playbook that stand open. */
function questions(source: Source): Needed[] {
  return openInstances(source.state).flatMap((instance) => {
    const step = source.definition.steps[instance.step];
    if (!step?.decide) return [];
    const role = step.role === undefined ? null : source.roleTitle(step.role);
    return [needed('question', `Decide: ${step.decide.question}`, instance.owner?.person ?? role)];
  });
}

function approvals(open: readonly OpenQuestion[]): Needed[] {
  return open
    .filter(({ sort }) => sort === 'approval')
    .map(({ text, owner }) => needed('approval', `Approve or refuse: ${clause(text)}.`, owner));
}

/** What was left and is nobody's goes on being left. What came of something is asked for already. */
function risks(open: readonly OpenQuestion[]): Needed[] {
  const left = open.filter((one) => isAlarm(one) && one.sort !== 'outcome' && one.owner === null);
  if (left.length === 0) return [];
  const [points, accepted] = left.length === 1 ? ['a point', 'it is'] : [`${left.length} points`, 'they are'];
  return [needed('risk', `Say who takes ${points} of what remains open, or that ${accepted} accepted.`)];
}

function ratings(objectives: readonly ObjectiveReport[] | null): Needed[] {
  const unrated = (objectives ?? []).filter(({ final }) => !final);
  if (unrated.length === 0) return [];
  const titles = inWords(
    unrated.map(({ title }) => `“${title}”`),
    SHOWN,
  );
  return [
    needed(
      'rating',
      `Rate ${count(unrated.length, 'objective')}, which ${unrated.length === 1 ? 'has' : 'have'} only a suggested rating or none: ${titles}.`,
    ),
  ];
}

function proposals(left: readonly Proposal[]): Needed[] {
  if (left.length === 0) return [];
  return [
    needed('proposal', `Take up or put aside ${count(left.length, 'improvement')} that the run itself proposed.`),
  ];
}

function improvements(all: readonly ImprovementReport[]): Needed[] {
  const agreed = all.filter(({ dropped }) => dropped === null);
  const without = (sort: 'owner' | 'due', what: string) => {
    const lacking = agreed.filter((one) => one[sort] === null);
    const texts = inWords(
      lacking.map(({ text }) => `“${clause(text)}”`),
      SHOWN,
    );
    return lacking.length === 0
      ? []
      : [needed(sort, `Give ${what} to ${count(lacking.length, 'improvement')}: ${texts}.`)];
  };
  return [...without('owner', 'an owner'), ...without('due', 'a date')];
}
