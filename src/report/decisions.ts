import { type KnownThen, knownBefore } from './known.ts';
import type { Moment, Source, Told, Who } from './source.ts';
import { takenBefore } from './taken.ts';

export interface Decision {
  readonly moment: Moment;
  readonly who: Who | null;
  /** `answer`: to a question of the playbook. The others are judgements on an item of the register. */
  readonly sort: 'answer' | 'ruled-out' | 'ruled-in' | 'not-possible';
  /** The step or the item that it is about. */
  readonly about: string;
  readonly question: string;
  readonly answer: string;
  readonly rationale?: string;
  /** Decided anew later; that one counts. */
  readonly superseded: boolean;
  /** Just before it. */
  readonly known: KnownThen;
}

type Deciding = 'step.answered' | 'item.ruled-out' | 'item.ruled-in' | 'item.not-possible';

/** What was decided, by whom, why, and what was known at that time. Oldest first. */
export function decisionsOf(source: Source): Decision[] {
  const entries: Told<Deciding>[] = [
    ...source.of('step.answered'),
    ...source.of('item.ruled-out'),
    ...source.of('item.ruled-in'),
    ...source.of('item.not-possible'),
  ].sort((a, b) => a.seq - b.seq);
  const known = knownBefore(source, new Set(entries.map((entry) => entry.seq)));
  const last = new Map(entries.map((entry) => [subjectOf(entry), entry.seq]));
  return entries.flatMap((entry) => {
    const then = known.get(entry.seq);
    if (!then) return [];
    return [
      {
        moment: source.moment(entry),
        who: source.who(entry.by),
        ...wordsOf(source, entry),
        superseded: last.get(subjectOf(entry)) !== entry.seq,
        known: then,
      },
    ];
  });
}

/** Decisions of the same subject follow upon each other: the last one counts. */
function subjectOf(entry: Told<Deciding>): string {
  if (entry.type === 'step.answered') return `step ${entry.step} ${entry.item ?? ''}`;
  if (entry.type === 'item.not-possible') return `effect ${entry.item} ${entry.reached}`;
  return `item ${entry.item}`;
}

function wordsOf(
  source: Source,
  entry: Told<Deciding>,
): Pick<Decision, 'sort' | 'about' | 'question' | 'answer'> & { rationale?: string } {
  if (entry.type === 'step.answered') {
    return {
      sort: 'answer',
      about: source.step(entry),
      question: source.definition.steps[entry.step]?.decide?.question ?? source.step(entry),
      answer: answerOf(source, entry),
      ...(entry.rationale === undefined ? {} : { rationale: entry.rationale }),
    };
  }
  const about = source.item(entry.item);
  if (entry.type === 'item.not-possible')
    return {
      sort: 'not-possible',
      about,
      question: `Can ${about} be ${entry.reached}?`,
      answer: 'Not possible',
      rationale: entry.reason,
    };
  const out = entry.type === 'item.ruled-out';
  return {
    sort: out ? 'ruled-out' : 'ruled-in',
    about,
    question: `Is ${about} affected?`,
    answer: out ? 'Ruled out' : 'In scope again',
    rationale: entry.reason,
  };
}

/** An option's label, or the name of the item that was chosen, or the text that was given. */
function answerOf(source: Source, entry: Told<'step.answered'>): string {
  if (entry.choice === undefined) return entry.answer ?? '';
  const decide = source.definition.steps[entry.step]?.decide;
  if (decide?.form === 'options')
    return decide.options.find((option) => option.id === entry.choice)?.label ?? entry.choice;
  return [source.item(entry.choice), takenBefore(source, entry.choice, entry.seq)]
    .filter((part) => part !== null)
    .join(', ');
}
