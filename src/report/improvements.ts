import type { Element } from '../engine/entries.ts';
import type { Moment, Source, Who } from './source.ts';

/** One line of the improvement plan. */
export interface ImprovementReport {
  readonly improvement: string;
  readonly text: string;
  /** Null: nobody has it yet. */
  readonly owner: string | null;
  readonly due: string | null;
  /** What gave rise to it. */
  readonly from: string | null;
  readonly dropped: string | null;
  readonly moment: Moment;
  readonly who: Who | null;
  /** The objective that it serves: as somebody said, or as what gave rise to it does; null: of none, or nobody knows. */
  readonly objective: string | null;
  /** The capability of that objective. */
  readonly capability: string | null;
  /** What of a capability it changes: as somebody said, or by what gave rise to it; null: nobody said. */
  readonly element: Element | null;
  /** Whether a person said which element it is; else it follows by rule. */
  readonly elementSaid: boolean;
  /** What will show that it is done. */
  readonly doneWhen: string | null;
  /** Where nothing would show that it is done: what could; null where it is said, or it was dropped. */
  readonly unverifiable: string | null;
}

/** The improvement plan, oldest first, those dropped again with their reason. */
export function improvementsOf(source: Source): ImprovementReport[] {
  const dropped = new Map(source.of('improvement.dropped').map((entry) => [entry.improvement, entry.reason]));
  return source.of('improvement.added').map((entry) => {
    const objective = entry.objective ?? objectiveFrom(source, entry.from);
    const element = entry.element ?? elementFrom(entry.from);
    const doneWhen = entry.doneWhen ?? null;
    const why = dropped.get(entry.improvement) ?? null;
    return {
      improvement: entry.improvement,
      text: entry.text,
      owner: entry.owner ?? null,
      due: entry.due ?? null,
      from: entry.from ?? null,
      dropped: why,
      moment: source.moment(entry),
      who: source.who(entry.by),
      objective,
      capability: capabilityOf(source, objective),
      element,
      elementSaid: entry.element !== undefined,
      doneWhen,
      unverifiable: doneWhen === null && why === null ? wouldShow(source, element) : null,
    };
  });
}

function capabilityOf(source: Source, objective: string | null): string | null {
  return source.definition.scenario?.objectives.find(({ id }) => id === objective)?.capability ?? null;
}

/** What was proposed by a task or a message serves the objective of that. See `proposals.ts` for what `from` is. */
function objectiveFrom(source: Source, from: string | undefined): string | null {
  const { scenario } = source.definition;
  if (from === undefined || !scenario) return null;
  if (from.startsWith('inject ')) {
    const id = from.slice('inject '.length);
    return scenario.injects.find((inject) => inject.id === id)?.objective ?? null;
  }
  if (!from.startsWith('unmet ')) return null;
  const task = from.slice('unmet '.length);
  return scenario.objectives.find(({ tasks }) => tasks.some(({ title }) => title === task))?.id ?? null;
}

/** What the playbook says is planning; what people did not do though it does is training; what cannot be done lacks means. */
const elements: Readonly<Record<string, Element>> = {
  flag: 'planning',
  glass: 'planning',
  skip: 'planning',
  otherwise: 'planning',
  added: 'planning',
  overdue: 'training',
  inject: 'training',
  missed: 'training',
  unmet: 'training',
  impossible: 'equipment',
};

function elementFrom(from: string | undefined): Element | null {
  return elements[from?.split(' ', 1)[0] ?? ''] ?? null;
}

const shows: Readonly<Record<Element, string>> = {
  planning: 'the changed playbook or plan, with its version',
  organization: 'the name of who has the role, and of who stands in',
  equipment: 'that it is there, and was used once',
  training: 'who has done it, and when',
  exercises: 'the report of the next one',
};

function wouldShow({ exercise }: Source, element: Element | null): string {
  const what =
    element === null ? `a document, a test or the next ${exercise ? 'drill' : 'run'}’s report` : shows[element];
  return `Nothing says what will show that it is done; it could be ${what}.`;
}
