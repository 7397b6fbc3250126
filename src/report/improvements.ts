import type { Element, FindingKind, Tracked } from '../engine/improving.ts';
import type { Moment, Source, Who } from './source.ts';

/** An improvement in a tracker, as was last seen there. */
export interface TrackedReport {
  readonly tracker: string;
  readonly state: Tracked['state'];
  readonly issue: string | null;
  readonly url: string | null;
  /** Why it was not taken. */
  readonly why: string | null;
}

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
  /** What it is about, where that can be looked for by itself. */
  readonly finding: FindingKind | null;
  /** Where it is worked on. */
  readonly tracked: readonly TrackedReport[];
  readonly moment: Moment;
  /** When something was said of it last; null: nothing was. */
  readonly revised: Moment | null;
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
  const revised = new Map(
    [...source.of('improvement.tracked'), ...source.of('improvement.dropped')]
      .sort((a, b) => a.seq - b.seq)
      .map((entry) => [entry.improvement, source.moment(entry)]),
  );
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
      finding: entry.finding ?? null,
      tracked: trackedIn(source, entry.improvement),
      moment: source.moment(entry),
      revised: revised.get(entry.improvement) ?? null,
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

function trackedIn({ state }: Source, improvement: string): TrackedReport[] {
  return Object.entries(state.improvements[improvement]?.tracked ?? {}).map(
    ([tracker, { state, issue, url, why }]) => ({
      tracker,
      state,
      issue: issue ?? null,
      url: url ?? null,
      why: why ?? null,
    }),
  );
}

/** Whether it is still to be done: not dropped, and not closed wherever it is worked on. */
export function isOpen({ dropped, tracked }: ImprovementReport): boolean {
  const there = tracked.filter(({ state }) => state === 'open' || state === 'closed');
  return dropped === null && (there.length === 0 || there.some(({ state }) => state === 'open'));
}
