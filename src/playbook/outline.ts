import { allSteps, type ForEach, type Kind, kinds, type Phase, type Playbook, type Step } from './model.ts';

/** How a run ends where no option says so. */
export const ownOutcomes = ['closed', 'time-up', 'stopped'] as const;

/** The names that a playbook gives, indexed once. Of two equal ids the first is meant. */
export interface Outline {
  readonly playbook: Playbook;
  readonly steps: ReadonlyMap<string, Step>;
  readonly phases: ReadonlyMap<string, Phase>;
  /** What some step or phase reaches. */
  readonly milestones: ReadonlySet<string>;
  /** How a run can end. */
  readonly outcomes: ReadonlySet<string>;
  /** In document order, those of an `on-failure` after the step that they belong to. */
  readonly allSteps: readonly Step[];
}

export function outlineOf(playbook: Playbook): Outline {
  const steps = allSteps(playbook);
  const ends = steps.flatMap((step) => (step.decide?.form === 'options' ? step.decide.options : []));
  return {
    playbook,
    steps: firstById(steps),
    phases: firstById(playbook.phases),
    milestones: new Set([...playbook.phases, ...steps].flatMap((part) => part.reaches)),
    outcomes: new Set([...ownOutcomes, ...ends.flatMap((option) => option.ends ?? [])]),
    allSteps: steps,
  };
}

/** What a step fans out over: an `on-failure` opens beside one instance, and has its item. */
export function fanOutOf(step: Step, outline: Outline): ForEach | undefined {
  return step.onFailureOf === undefined ? step.forEach : outline.steps.get(step.onFailureOf)?.forEach;
}

/** What a fan-out's items are; null where only a run can tell. */
export function kindOfItems(forEach: ForEach, outline: Outline): Kind | null {
  if (forEach.over === 'kind') return isKind(forEach.kind) ? forEach.kind : null;
  const text = forEach.expression.text.trim();
  const scope = /^scope\.([a-z]+)$/.exec(text)?.[1];
  if (scope !== undefined) return isKind(scope) ? scope : null;
  const chosen = outline.steps.get(/^steps\.([a-z0-9-]+)\.choice$/.exec(text)?.[1] ?? '')?.decide;
  return chosen?.form === 'from' ? chosen.kind : null;
}

export function isKind(word: string): word is Kind {
  return (kinds as readonly string[]).includes(word);
}

function firstById<T extends { readonly id: string }>(parts: readonly T[]): Map<string, T> {
  const byId = new Map<string, T>();
  for (const part of parts) if (!byId.has(part.id)) byId.set(part.id, part);
  return byId;
}
